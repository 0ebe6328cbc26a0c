#include "http/call.h"

#include <kore/kore.h>

#include <kore/http.h>

#include <stdlib.h>
#include <string.h>

#include "auth/common.h"
#include "base/clock.h"

static void
request_gone(struct http_request *req)
{
	struct call *call = req->hdlr_extra;

	req->hdlr_extra = NULL; /* Kore would free it with its own allocator */
	if (call != NULL) {
		call->request = NULL;
		call_release(call);
	}
}

struct call *
call_new(struct http_request *req)
{
	struct call *call = calloc(1, sizeof(*call));

	if (call == NULL)
		abort();
	arena_init(&call->arena);
	call->request = req;
	call->started_us = clock_monotonic_us();
	req->hdlr_extra = call;
	req->onfree = request_gone;
	return call;
}

void
call_release(struct call *call)
{
	if (call->job != NULL) {
		db_abandon(call->job);
		call->job = NULL;
	}
	if (call->holds > 0)
		return;
	arena_release(&call->arena);
	free(call);
}

void
call_hold(struct call *call)
{
	call->holds++;
}

bool
call_let_go(struct call *call)
{
	call->holds--;
	if (call->request != NULL)
		return true;
	call_release(call);
	return false;
}

void
call_finish(struct call *call)
{
	call->answered = true;
	if (call->request != NULL)
		http_request_wakeup(call->request);
}

void
call_refuse(struct call *call, const char *slug)
{
	problem_set(&call->problem, slug);
	call_finish(call);
}

void
call_answer(struct call *call, int status, const char *body)
{
	call->status = status;
	call->answer_body = body;
	call->answer_length = body != NULL ? strlen(body) : 0;
	call->content_type = body != NULL ? "application/json; charset=utf-8" : NULL;
	call_finish(call);
}

void
call_header(struct call *call, const char *name, const char *value)
{
	if (value == NULL || call->headers_count == ANSWER_HEADERS_MAX)
		return;
	call->headers[call->headers_count++] = (struct answer_header){ name, value };
}

const char *
call_argument(const struct call *call, const char *name)
{
	for (size_t i = 0; i < call->operation->parameters_count; i++) {
		if (strcmp(call->operation->parameters[i].name, name) == 0)
			return call->arguments[i].value;
	}
	return NULL;
}

const char *
call_body_string(const struct call *call, const char *name)
{
	return json_string_value(json_object_get(call->body, name));
}

bool
call_password_check(struct call *call, const char *member)
{
	const char *password = call_body_string(call, member);

	if (password == NULL || !password_common(password))
		return true;
	problem_set(&call->problem, "validation-failed");
	problem_add(
	    &call->problem, (struct fault){ .pointer = arena_printf(&call->arena, "/%s", member),
				.code = "password_too_common" });
	call_finish(call);
	return false;
}

const char *
call_request_header(const struct call *call, const char *name)
{
	const char *value;

	if (call->request == NULL || !http_request_header(call->request, name, &value))
		return NULL;
	return value;
}
