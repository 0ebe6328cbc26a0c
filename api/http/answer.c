/* The finished call goes out: headers, body or problem; then it is logged and counted. */
#include <kore/kore.h>

#include <kore/http.h>

#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "http/call.h"
#include "http/metrics.h"
#include "http/request_log.h"

/* RFC 9110: a 401 always says how to sign in. Where the token was looked at, the pipeline has said it already. */
static void
challenge_put(struct call *call)
{
	for (size_t i = 0; i < call->headers_count; i++) {
		if (strcmp(call->headers[i].name, "www-authenticate") == 0)
			return;
	}
	call_header(call, "www-authenticate",
	    strcmp(call->problem.type->slug, "token-invalid") == 0
		? "Bearer error=\"invalid_token\""
		: "Bearer");
}

static void
problem_put(struct call *call)
{
	struct text body;

	text_init(&body, &call->arena, 512);
	problem_print(&call->problem, call->language, call->request_id, call->trace_id, &body);
	call->status = call->problem.type->status;
	call->answer_body = body.data;
	call->answer_length = body.length;
	call->content_type = "application/problem+json; charset=utf-8";
	call_header(call, "content-language", call->language == LANGUAGE_EN ? "en" : "vi");
	if (call->status == 401)
		challenge_put(call);
	if (call->status == 503 || call->status == 429)
		call_header(call, "retry-after", "1");
}

static const char *
cache_rule(const struct call *call)
{
	if (call->problem.type != NULL || call->operation == NULL ||
	    call->operation->method != METHOD_GET)
		return "no-store";
	switch (call->operation->record->cache) {
	case CACHE_CATALOGUE:
		return "private, max-age=300";
	case CACHE_PRIVATE:
		return "private, no-cache";
	default:
		return "no-store";
	}
}

void
answer_send(struct call *call)
{
	struct http_request *req = call->request;

	if (call->problem.type != NULL)
		problem_put(call);
	if (call->content_type != NULL)
		http_response_header(req, "content-type", call->content_type);
	http_response_header(req, "cache-control", cache_rule(call));
	http_response_header(req, "vary", "Accept-Language, Authorization, Cookie");
	http_response_header(req, "x-request-id", call->request_id);
	http_response_header(req, "x-content-type-options", "nosniff");
	http_response_header(
	    req, "content-security-policy", "default-src 'none'; frame-ancestors 'none'");
	http_response_header(req, "referrer-policy", "no-referrer");
	for (size_t i = 0; i < call->headers_count; i++)
		http_response_header(req, call->headers[i].name, call->headers[i].value);
	/* Kore would say content-length: 0, which for a 304 speaks of the resource itself. */
	if (call->status == 304)
		req->flags |= HTTP_REQUEST_NO_CONTENT_LENGTH;
	http_response(req, call->status, call->answer_body, call->answer_length);
	metrics_count(call->operation, call->status, clock_monotonic_us() - call->started_us);
	request_log_write(call);
}
