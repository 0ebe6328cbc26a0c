/* From a call to the database and from its rows back to the answer. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/encode.h"
#include "base/text.h"
#include "http/call.h"
#include "wire/cursor.h"

#define SCOPE_PARAMETERS 6

static void
call_send(
    struct call *call, const struct db_step *steps, size_t count, bool repeatable, db_done *done)
{
	enum lane lane = call->operation->record->lane;

	for (size_t i = 0; i < count; i++) {
		if (steps[i].statement == NULL) {
			call->problem.log = "no such query";
			call_refuse(call, "internal");
			return;
		}
	}
	call->job = db_send(lane, steps, count, repeatable, done, call);
}

void
call_query(
    struct call *call, const char *query, const char *const *values, bool repeatable, db_done *done)
{
	struct db_step step = { db_statement_find(query), values };

	call_send(call, &step, 1, repeatable, done);
}

static const char *const *
scope_values(struct call *call)
{
	const char **values = arena_alloc(&call->arena, SCOPE_PARAMETERS * sizeof(*values));

	values[0] = call->claims.user_id;
	values[1] = call->claims.organisation_id;
	values[2] = call->claims.session_id;
	values[3] = arena_printf(&call->arena, "%lld", (long long)call->claims.scope_version);
	values[4] = role_print(&call->arena, call->claims.roles);
	values[5] = call->request_id;
	return values;
}

/* operation, key, fingerprint: whose repetition it would be, and of what. */
static const char **
idempotency_values(struct call *call)
{
	const char **values = arena_alloc(&call->arena, 3 * sizeof(*values));
	unsigned char digest[SHA256_BYTES];
	char *fingerprint = arena_alloc(&call->arena, 2 * SHA256_BYTES + 1);
	struct text operation;

	text_init(&operation, &call->arena, 96);
	text_adds(&operation, call->operation->id);
	for (size_t i = 0; i < call->operation->parameters_count; i++) {
		if (call->operation->parameters[i].in == IN_PATH)
			text_addf(&operation, " %s", call->arguments[i].value);
	}
	sha256(call->body_text, strlen(call->body_text), digest);
	hex_encode(digest, sizeof(digest), fingerprint);
	values[0] = operation.data;
	values[1] = call_argument(call, "idempotency-key");
	values[2] = fingerprint;
	return values;
}

void
call_query_scoped(struct call *call, const char *query, const char *const *values, db_done *done)
{
	struct db_step steps[DB_STEPS_MAX] = { { db_statement_find("scope_enter"),
	    scope_values(call) } };
	bool read = call->operation->method == METHOD_GET;
	size_t count = 1;

	if (call->operation->idempotency) {
		const char **key = idempotency_values(call);
		const struct db_statement *statement = db_statement_find(query);
		const char **all = arena_alloc(&call->arena, (BINDS_MAX + 3) * sizeof(*all));
		size_t own = statement != NULL ? (size_t)statement->params - 3 : 0;

		memcpy(all, values, own * sizeof(*all));
		memcpy(all + own, key, 3 * sizeof(*all));
		values = all;
		steps[count++] = (struct db_step){ db_statement_find("idempotency_check"), key };
	}
	steps[count++] = (struct db_step){ db_statement_find(query), values };
	call_send(call, steps, count, read || call->operation->idempotency, done);
}

static const char *
answer_copy(
    struct call *call, const struct db_answer *answer, const char *column, size_t *ret_length)
{
	const char *value = db_answer_value(answer, 0, column, ret_length);

	return value != NULL ? arena_strndup(&call->arena, value, *ret_length) : NULL;
}

/* Everything that says under which conditions the list was asked for, but not where in it. */
static const char *
list_filters(struct call *call)
{
	const struct contract_operation *operation = call->operation;
	struct text filters;

	text_init(&filters, &call->arena, 128);
	text_adds(&filters, operation->id);
	for (size_t i = 0; i < operation->parameters_count; i++) {
		const char *name = operation->parameters[i].name, *value = call->arguments[i].value;

		if (operation->parameters[i].in == IN_HEADER || value == NULL ||
		    strcmp(name, "cursor") == 0 || strcmp(name, "limit") == 0)
			continue;
		text_addf(&filters, "&%s=%s", name, value);
	}
	return filters.data;
}

bool
call_cursor(struct call *call, const char **ret_place)
{
	const char *cursor = call_argument(call, "cursor");

	*ret_place = NULL;
	if (cursor == NULL)
		return true;
	*ret_place = cursor_decode(&call->arena, cursor, list_filters(call));
	return *ret_place != NULL;
}

/* The items come as they are; only the frame is ours, so that nothing is parsed again. */
static void
answer_list(struct call *call, const struct db_answer *answer)
{
	size_t length = 0;
	const char *items = db_answer_value(answer, 0, "body", &length);
	const char *next = db_answer_value(answer, 0, "next", NULL);
	const char *total = db_answer_value(answer, 0, "total", NULL);
	struct text body;

	text_init(&body, &call->arena, length + 256);
	text_adds(&body, "{\"items\":");
	text_add(&body, items != NULL ? items : "[]", items != NULL ? length : 2);
	text_adds(&body, ",\"next_cursor\":");
	text_add_json(
	    &body, next != NULL ? cursor_encode(&call->arena, next, list_filters(call)) : NULL);
	if (total != NULL)
		text_addf(&body, ",\"total\":%s", total);
	text_adds(&body, "}");
	call->answer_body = body.data;
	call->answer_length = body.length;
}

static bool
not_modified(const struct call *call, const char *etag)
{
	const char *known;

	if (call->operation->method != METHOD_GET)
		return false;
	known = call_argument(call, "if-none-match");
	return known != NULL && (strcmp(known, etag) == 0 || strcmp(known, "*") == 0);
}

static void
answer_resource(struct call *call, const struct db_answer *answer)
{
	size_t length = 0;
	const char *etag = answer_copy(call, answer, "etag", &length);

	call_header(call, "location", answer_copy(call, answer, "location", &length));
	if (etag != NULL) {
		call_header(call, "etag", arena_printf(&call->arena, "\"%s\"", etag));
		if (not_modified(call, etag)) {
			call->status = 304;
			return;
		}
	}
	if (call->operation->success != 204)
		call->answer_body = answer_copy(call, answer, "body", &call->answer_length);
}

/* What the first request was answered, again. */
static void
answer_replay(struct call *call, const char *stored)
{
	json_auto_t *json = json_loads(stored, 0, NULL);
	const char *etag = json_string_value(json_object_get(json, "etag"));
	const char *body = json_string_value(json_object_get(json, "body"));

	call->status = call->operation->success;
	call->answer_body = arena_strdup(&call->arena, body);
	call->answer_length = body != NULL ? strlen(body) : 0;
	if (etag != NULL)
		call_header(call, "etag", arena_printf(&call->arena, "\"%s\"", etag));
	call_header(call, "location",
	    arena_strdup(&call->arena, json_string_value(json_object_get(json, "location"))));
	call_header(call, "idempotency-replayed", "true");
}

void
call_answer_rows(void *context, const struct db_answer *answer)
{
	struct call *call = context;
	const char *replay = db_answer_replay(answer);

	call->job = NULL;
	db_answer_times(answer, &call->queued_us, &call->database_us);
	call->status = call->operation->success;
	if (replay != NULL)
		answer_replay(call, replay);
	else if (db_answer_status(answer) != DB_OK)
		db_answer_problem(&call->arena, answer, &call->problem);
	else if (db_answer_rows(answer) == 0)
		problem_set(&call->problem, "not-found");
	else if (db_answer_has(answer, "next"))
		answer_list(call, answer);
	else
		answer_resource(call, answer);
	if (call->answer_body != NULL)
		call->content_type = "application/json; charset=utf-8";
	call_finish(call);
}
