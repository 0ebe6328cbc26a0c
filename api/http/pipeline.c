/*
 * The one way through: each stage either goes on or has set a problem. What each may refuse is listed in
 * ARCHITECTURE.md. Nothing here waits; the query is on its way when pipeline_run returns.
 */
#include <kore/kore.h>

#include <kore/http.h>

#include <string.h>

#include "auth/password.h"
#include "auth/role.h"
#include "base/clock.h"
#include "base/encode.h"
#include "base/text.h"
#include "http/call.h"
#include "http/maintenance.h"
#include "http/request_id.h"
#include "http/route.h"
#include "http/session.h"
#include "wire/header.h"

static bool
refuse(struct call *call, const char *slug)
{
	problem_set(&call->problem, slug);
	return false;
}

static bool
refuse_header(struct call *call, const char *slug, const char *header, const char *code)
{
	problem_set(&call->problem, slug);
	problem_add(&call->problem, (struct fault){ .parameter = header, .code = code });
	return false;
}

static void
stage_identify(struct call *call)
{
	request_id_take(call_request_header(call, "x-request-id"), call->request_id);
	if (!header_trace_id(call_request_header(call, "traceparent"), call->trace_id))
		request_id_trace(call->request_id, call->trace_id);
	call->language = header_language(call_request_header(call, "accept-language"));
}

/* Kore takes the first of two lengths; who stands before it may have taken the other. */
static bool
length_ambiguous(const struct http_request *req)
{
	const struct http_header *header;
	unsigned lengths = 0;

	TAILQ_FOREACH(header, &req->req_headers, list)
	lengths += strcasecmp(header->header, "content-length") == 0;
	return lengths > 1;
}

/*
 * Kore 4.1.0 leaves the body of such requests on the wire, where it would be read as the next request, and
 * looks at Content-Length even where Transfer-Encoding says otherwise: both end the connection.
 */
static bool
stage_boundaries(struct call *call)
{
	struct http_request *req = call->request;
	bool bodiless = req->method == HTTP_METHOD_GET || req->method == HTTP_METHOD_HEAD ||
	                req->method == HTTP_METHOD_DELETE || req->method == HTTP_METHOD_OPTIONS;
	const char *length = call_request_header(call, "content-length");

	if (call_request_header(call, "transfer-encoding") != NULL) {
		req->owner->flags |= CONN_CLOSE_EMPTY;
		return refuse(call, "length-required");
	}
	if (length_ambiguous(req)) {
		req->owner->flags |= CONN_CLOSE_EMPTY;
		return refuse(call, "malformed-request");
	}
	if (bodiless && length != NULL && strcmp(length, "0") != 0) {
		req->owner->flags |= CONN_CLOSE_EMPTY;
		return refuse(call, "body-not-allowed");
	}
	return true;
}

static int
method_index(const struct http_request *req)
{
	switch (req->method) {
	case HTTP_METHOD_GET:
	case HTTP_METHOD_HEAD:
		return METHOD_GET;
	case HTTP_METHOD_POST:
		return METHOD_POST;
	case HTTP_METHOD_PUT:
		return METHOD_PUT;
	case HTTP_METHOD_PATCH:
		return METHOD_PATCH;
	case HTTP_METHOD_DELETE:
		return METHOD_DELETE;
	default:
		return -1;
	}
}

static bool
stage_route(struct call *call)
{
	int method = method_index(call->request);

	call->route = route_find(&call->arena, call->request->path, call->path_values);
	if (call->route == NULL)
		return refuse(call, "not-found");
	if (method >= 0)
		call->operation = call->route->operations[method];
	if (call->operation == NULL) {
		call_header(call, "allow", route_allow(&call->arena, call->route));
		return refuse(call, "method-not-allowed");
	}
	if (call->operation->method != METHOD_GET && !call->operation->public) {
		if (!maintenance_known())
			return refuse(call, "overloaded");
		if (maintenance_on())
			return refuse(call, "maintenance");
	}
	if (!header_accepts_json(call_request_header(call, "accept")))
		return refuse(call, "not-acceptable");
	return true;
}

static bool
token_accept(struct call *call, const char *token)
{
	switch (token_verify(token, clock_unix_s(), &call->claims)) {
	case TOKEN_OK:
		return true;
	case TOKEN_EXPIRED:
		call_header(call, "www-authenticate",
		    "Bearer error=\"invalid_token\", error_description=\"expired\"");
		return refuse(call, "token-expired");
	default:
		call_header(call, "www-authenticate", "Bearer error=\"invalid_token\"");
		return refuse(call, "token-invalid");
	}
}

/* Either a bearer token or the session cookie, never both: what was meant could not be told apart. */
static bool
stage_credentials(struct call *call)
{
	const char *authorization = call_request_header(call, "authorization");
	const char *cookie = session_cookie(call);

	if (authorization != NULL && cookie != NULL)
		return refuse(call, "ambiguous-credentials");
	call->credential = authorization != NULL ? CREDENTIAL_BEARER
	                   : cookie != NULL      ? CREDENTIAL_COOKIE
	                                         : CREDENTIAL_NONE;
	if (call->credential == CREDENTIAL_COOKIE && !session_same_origin(call))
		return refuse(call, "csrf");
	if (call->operation->public)
		return true;
	if (call->credential == CREDENTIAL_NONE) {
		call_header(call, "www-authenticate", "Bearer");
		return refuse(call, "token-missing");
	}
	if (cookie != NULL)
		return token_accept(call, cookie);
	if (strncasecmp(authorization, "Bearer ", 7) != 0) {
		call_header(call, "www-authenticate", "Bearer");
		return refuse(call, "token-invalid");
	}
	return token_accept(call, authorization + 7);
}

/* The refusal says which roles would do. */
static bool
stage_role(struct call *call)
{
	const struct contract_operation *operation = call->operation;
	struct text roles;

	if (operation->public || operation->roles == 0 ||
	    (operation->roles & call->claims.roles) != 0)
		return true;
	text_init(&roles, &call->arena, 128);
	for (unsigned one = 1; one != 0 && one <= operation->roles; one <<= 1) {
		if ((operation->roles & one) == 0)
			continue;
		text_adds(&roles, roles.length == 0 ? "{\"roles\":[" : ",");
		text_add_json(&roles, role_name(one));
	}
	text_adds(&roles, "]}");
	call->problem.extra = roles.data;
	return refuse(call, "role-required");
}

static bool
header_argument(
    struct call *call, const struct contract_parameter *parameter, struct argument *argument)
{
	const char *value = call_request_header(call, parameter->name);
	bool if_match = strcmp(parameter->name, "if-match") == 0;

	argument->parameter = parameter;
	if (value == NULL) {
		if (!parameter->required)
			return true;
		if (if_match)
			return refuse_header(call, "precondition-required", "If-Match", "required");
		if (strcmp(parameter->name, "idempotency-key") == 0)
			return refuse_header(
			    call, "idempotency-key-missing", "Idempotency-Key", "required");
		return refuse_header(call, "precondition-required", parameter->name, "required");
	}
	if (if_match || strcmp(parameter->name, "if-none-match") == 0)
		argument->value = header_etag(&call->arena, value);
	else if (strcmp(parameter->name, "idempotency-key") == 0)
		argument->value = header_idempotency_key(&call->arena, value);
	else
		argument->value = value;
	if (argument->value == NULL)
		return refuse_header(call, "invalid-parameter", parameter->name, "malformed");
	return decode_parameter(&call->arena, parameter, argument->value, &call->problem, argument);
}

static bool
stage_parameters(struct call *call)
{
	const struct contract_operation *operation = call->operation;
	size_t path_index = 0;

	call->arguments =
	    arena_alloc(&call->arena, (operation->parameters_count + 1) * sizeof(*call->arguments));
	for (size_t i = 0; i < operation->parameters_count; i++) {
		const struct contract_parameter *p = &operation->parameters[i];
		const char *raw;

		if (p->in == IN_PATH) {
			raw = call->path_values[path_index++];
			raw = decode_percent(&call->arena, raw, strlen(raw), false);
			if (raw == NULL)
				return refuse(call, "not-found");
			if (!decode_parameter(
				&call->arena, p, raw, &call->problem, &call->arguments[i]))
				return false;
		} else if (p->in == IN_HEADER && !header_argument(call, p, &call->arguments[i])) {
			return false;
		}
	}
	return decode_query(
	    &call->arena, operation, call->request->query_string, &call->problem, call->arguments);
}

static void
json_release(void *text)
{
	free(text);
}

static bool
stage_body(struct call *call)
{
	const struct contract_operation *operation = call->operation;
	const struct kore_buf *buffer = call->request->http_body;
	/* Kore rewinds a complete body: its buffer's offset is where reading would begin, not its length. */
	size_t length = buffer != NULL ? call->request->http_body_length : 0;
	char *printed;

	if (length == 0 && !operation->body_required) {
		call->body_text = "{}";
		return true;
	}
	if (operation->body == NULL)
		return refuse(call, "body-not-allowed");
	if (length > 0 &&
	    !header_is_type(call_request_header(call, "content-type"), operation->body_type)) {
		call_header(call,
		    operation->method == METHOD_PATCH ? "accept-patch" : "accept-post",
		    operation->body_type);
		return refuse(call, "unsupported-media-type");
	}
	if (!decode_body(&call->arena, operation->body,
		length > 0 ? (const char *)buffer->data : "", length, &call->problem, &call->body))
		return false;
	printed = json_dumps(call->body, JSON_COMPACT | JSON_ENCODE_ANY);
	arena_defer(&call->arena, json_release, printed);
	call->body_text = printed;
	return true;
}

static bool
bind_values(struct call *call, const char **values)
{
	const struct operation *record = call->operation->record;

	for (size_t i = 0; i < BINDS_MAX && record->binds[i].from != BIND_END; i++) {
		switch (record->binds[i].from) {
		case BIND_BODY:
			values[i] = call->body_text;
			break;
		case BIND_IF_MATCH:
			values[i] = call_argument(call, "if-match");
			break;
		case BIND_CURSOR:
			if (!call_cursor(call, &values[i]))
				return refuse_header(call, "invalid-cursor", "cursor", "malformed");
			break;
		case BIND_LANGUAGE:
			values[i] = call->language == LANGUAGE_EN ? "en" : "vi";
			break;
		case BIND_HASH:
			values[i] = call->hash;
			break;
		default:
			values[i] = call_argument(call, record->binds[i].name);
		}
	}
	return true;
}

static void
query_run(struct call *call)
{
	/* Three more places than any record binds: the idempotency key's. */
	const char **values = arena_alloc(&call->arena, (BINDS_MAX + 3) * sizeof(*values));

	if (!bind_values(call, values)) {
		call_finish(call);
		return;
	}
	call_query_scoped(call, call->operation->record->query, values, call_answer_rows);
}

static void
query_run_hashed(void *context, bool matched, const char *hash)
{
	struct call *call = context;

	(void)matched;
	if (!call_let_go(call))
		return;
	call->hash = arena_strdup(&call->arena, hash);
	query_run(call);
}

/* A password in the body is hashed on another thread, and never reaches the database or the log. */
static void
stage_query(struct call *call)
{
	const char *member = call->operation->record->hashed;
	const char *password = member != NULL ? call_body_string(call, member) : NULL;
	char *printed;

	if (password == NULL) {
		query_run(call);
		return;
	}
	if (!call_password_check(call, member))
		return;
	if (!password_hash(password, query_run_hashed, call)) {
		call_refuse(call, "overloaded");
		return;
	}
	call_hold(call);
	json_object_del(call->body, member);
	printed = json_dumps(call->body, JSON_COMPACT);
	arena_defer(&call->arena, json_release, printed);
	call->body_text = printed;
}

void
pipeline_run(struct call *call)
{
	stage_identify(call);
	if (!stage_boundaries(call) || !stage_route(call)) {
		if (call->request->method == HTTP_METHOD_OPTIONS && call->route != NULL) {
			memset(&call->problem, 0, sizeof(call->problem));
			call_answer(call, 204, NULL);
			return;
		}
		call_finish(call);
		return;
	}
	if (!stage_credentials(call) || !stage_role(call) || !stage_parameters(call) ||
	    !stage_body(call)) {
		call_finish(call);
		return;
	}
	call->decoded_us = clock_monotonic_us() - call->started_us;
	if (call->operation->record->run != NULL)
		call->operation->record->run(call);
	else
		stage_query(call);
}
