/*
 * Sign-in, refreshing and signing out: the operations of /v1/auth. Each is a chain of short steps: look up, check the password
 * on another thread, start the session, read the account under its new scope, answer.
 */
#include <stdlib.h>
#include <string.h>

#include "auth/password.h"
#include "auth/refresh.h"
#include "auth/token.h"
#include "base/clock.h"
#include "http/call.h"
#include "http/session.h"
#include "resource/run.h"

/* What a sign-in carries from step to step. */
struct sign_in {
	bool browser;        /* answer with cookies instead of tokens */
	const char *user_id; /* NULL: no such account */
	const char *refresh_token;
	long refresh_life_s;
	const char *refresh_expires_at;
};

static struct sign_in *
sign_in_of(struct call *call)
{
	if (call->extra == NULL)
		call->extra = arena_alloc(&call->arena, sizeof(struct sign_in));
	return call->extra;
}

static const char *const *
values_of(struct call *call, const char *a, const char *b, const char *c)
{
	const char **values = arena_alloc(&call->arena, 3 * sizeof(*values));

	values[0] = a;
	values[1] = b;
	values[2] = c;
	return values;
}

static const char *
kept(struct call *call, const struct db_answer *answer, const char *column)
{
	return arena_strdup(&call->arena, db_answer_value(answer, 0, column, NULL));
}

/* false: the database refused, and the call is answered. */
static bool
answered_well(struct call *call, const struct db_answer *answer)
{
	uint64_t queued_us, database_us;

	call->job = NULL;
	db_answer_times(answer, &queued_us, &database_us);
	call->queued_us += queued_us;
	call->database_us += database_us;
	if (db_answer_status(answer) == DB_OK)
		return true;
	db_answer_problem(&call->arena, answer, &call->problem);
	call_finish(call);
	return false;
}

static void
on_account(void *context, const struct db_answer *answer)
{
	struct call *call = context;
	const struct sign_in *in = sign_in_of(call);
	const char *me;

	if (!answered_well(call, answer))
		return;
	me = kept(call, answer, "body");
	if (me == NULL) {
		call_refuse(call, "internal");
		return;
	}
	if (in->browser) {
		session_put(call, token_issue(&call->arena, &call->claims, clock_unix_s()),
		    in->refresh_token, in->refresh_life_s);
		call_answer(call, 200, me);
		return;
	}
	call_answer(call, 200,
	    arena_printf(&call->arena,
		"{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":%d,\"refresh_"
		"token\":\"%s\","
		"\"refresh_expires_at\":\"%s\",\"me\":%s}",
		token_issue(&call->arena, &call->claims, clock_unix_s()), TOKEN_LIFE_S,
		in->refresh_token, in->refresh_expires_at, me));
}

static void
copy_field(char *to, size_t size, const struct db_answer *answer, const char *column)
{
	const char *value = db_answer_value(answer, 0, column, NULL);

	snprintf(to, size, "%s", value != NULL ? value : "");
}

/* The session as the database now knows it becomes claims and a refresh token; then the account is read. */
static void
session_begin(struct call *call, const struct db_answer *answer)
{
	struct sign_in *in = sign_in_of(call);
	struct claims *claims = &call->claims;

	copy_field(claims->user_id, sizeof(claims->user_id), answer, "user_id");
	copy_field(
	    claims->organisation_id, sizeof(claims->organisation_id), answer, "organisation_id");
	copy_field(claims->session_id, sizeof(claims->session_id), answer, "session_id");
	copy_field(claims->level, sizeof(claims->level), answer, "level");
	copy_field(claims->system, sizeof(claims->system), answer, "system");
	claims->roles = role_parse(db_answer_value(answer, 0, "roles", NULL));
	claims->scope_version =
	    strtoll(db_answer_value(answer, 0, "scope_version", NULL), NULL, 10);
	in->refresh_expires_at = kept(call, answer, "expires_at");
	in->refresh_life_s = strtol(db_answer_value(answer, 0, "life_s", NULL), NULL, 10);
	in->refresh_token = refresh_issue(&call->arena, claims->session_id,
	    (uint32_t)strtoul(db_answer_value(answer, 0, "counter", NULL), NULL, 10));
	call_query_scoped(call, "me_get", values_of(call, NULL, NULL, NULL), on_account);
}

static void
on_session(void *context, const struct db_answer *answer)
{
	struct call *call = context;

	if (!answered_well(call, answer))
		return;
	if (db_answer_rows(answer) == 0)
		call_refuse(call, "role-required");
	else
		session_begin(call, answer);
}

static void
on_failure(void *context, const struct db_answer *answer)
{
	struct call *call = context;
	const char *locked_until;

	if (!answered_well(call, answer))
		return;
	locked_until = kept(call, answer, "locked_until");
	if (locked_until != NULL)
		call->problem.extra =
		    arena_printf(&call->arena, "{\"locked_until\":\"%s\"}", locked_until);
	call_refuse(call, locked_until != NULL ? "account-locked" : "credentials-wrong");
}

static void
on_password(void *context, bool matched, const char *hash)
{
	struct call *call = context;
	const struct sign_in *in;

	(void)hash;
	if (!call_let_go(call))
		return;
	in = sign_in_of(call);
	if (in->user_id == NULL)
		call_refuse(call, "credentials-wrong");
	else if (!matched)
		call_query(call, "auth_failure", values_of(call, in->user_id, NULL, NULL), false,
		    on_failure);
	else
		call_query(call, "auth_session_start",
		    values_of(call, in->user_id, call_body_string(call, "organisation_id"),
			call_body_string(call, "device_id")),
		    false, on_session);
}

static void
on_lookup(void *context, const struct db_answer *answer)
{
	struct call *call = context;
	struct sign_in *in = sign_in_of(call);
	const char *locked_until, *hash = NULL;

	if (!answered_well(call, answer))
		return;
	locked_until = kept(call, answer, "locked_until");
	if (locked_until != NULL) {
		call->problem.extra =
		    arena_printf(&call->arena, "{\"locked_until\":\"%s\"}", locked_until);
		call_refuse(call, "account-locked");
		return;
	}
	if (db_answer_rows(answer) > 0) {
		in->user_id = kept(call, answer, "user_id");
		hash = db_answer_value(answer, 0, "password_hash", NULL);
	}
	if (password_verify(call_body_string(call, "password"), hash, on_password, call))
		call_hold(call);
	else
		call_refuse(call, "overloaded");
}

static void
password_grant(struct call *call)
{
	const char *username = call_body_string(call, "username");

	if (username == NULL || call_body_string(call, "password") == NULL) {
		problem_set(&call->problem, "validation-failed");
		if (username == NULL)
			problem_add(&call->problem,
			    (struct fault){ .pointer = "/username", .code = "required" });
		if (call_body_string(call, "password") == NULL)
			problem_add(&call->problem,
			    (struct fault){ .pointer = "/password", .code = "required" });
		call_finish(call);
		return;
	}
	call_query(call, "auth_lookup", values_of(call, username, NULL, NULL), true, on_lookup);
}

/* A browser would send a worthless cookie for ever. */
static void
refresh_refuse(struct call *call, const char *slug)
{
	if (sign_in_of(call)->browser)
		session_clear(call);
	call_refuse(call, slug);
}

static void
on_refresh(void *context, const struct db_answer *answer)
{
	struct call *call = context;
	const char *outcome;

	if (!answered_well(call, answer))
		return;
	outcome = db_answer_value(answer, 0, "outcome", NULL);
	if (outcome != NULL && strcmp(outcome, "ok") == 0) {
		session_begin(call, answer);
		return;
	}
	refresh_refuse(call,
	    outcome != NULL && strcmp(outcome, "reused") == 0 ? "refresh-reused" : "token-invalid");
}

static void
refresh_grant(struct call *call, const char *token)
{
	char session_id[37];
	uint32_t counter;

	if (token == NULL || !refresh_verify(token, session_id, &counter)) {
		refresh_refuse(call, "token-invalid");
		return;
	}
	call_query(call, "auth_refresh",
	    values_of(call, arena_strdup(&call->arena, session_id),
		arena_printf(&call->arena, "%u", counter), call_body_string(call, "device_id")),
	    true, on_refresh);
}

void
session_token_run(struct call *call)
{
	if (strcmp(call_body_string(call, "grant_type"), "password") == 0) {
		password_grant(call);
		return;
	}
	if (call_body_string(call, "refresh_token") == NULL) {
		problem_set(&call->problem, "validation-failed");
		problem_add(&call->problem,
		    (struct fault){ .pointer = "/refresh_token", .code = "required" });
		call_finish(call);
		return;
	}
	refresh_grant(call, call_body_string(call, "refresh_token"));
}

void
session_create_run(struct call *call)
{
	sign_in_of(call)->browser = true;
	if (!session_same_origin(call))
		call_refuse(call, "csrf");
	else
		password_grant(call);
}

void
session_refresh_run(struct call *call)
{
	sign_in_of(call)->browser = true;
	if (!session_same_origin(call))
		call_refuse(call, "csrf");
	else if (session_refresh_cookie(call) == NULL)
		call_refuse(call, "token-missing");
	else
		refresh_grant(call, session_refresh_cookie(call));
}

static void
on_revoked(void *context, const struct db_answer *answer)
{
	struct call *call = context;

	if (answered_well(call, answer))
		call_answer(call, 204, NULL);
}

/* RFC 7009: an unknown token is as revoked as can be. */
static void
revoke(struct call *call, const char *token)
{
	char session_id[37];
	uint32_t counter;

	if (token == NULL || !refresh_verify(token, session_id, &counter))
		call_answer(call, 204, NULL);
	else
		call_query(call, "auth_revoke",
		    values_of(call, arena_strdup(&call->arena, session_id), NULL, NULL), true,
		    on_revoked);
}

void
session_revoke_run(struct call *call)
{
	revoke(call, call_body_string(call, "token"));
}

void
session_delete_run(struct call *call)
{
	if (!session_same_origin(call)) {
		call_refuse(call, "csrf");
		return;
	}
	session_clear(call);
	revoke(call, session_refresh_cookie(call));
}
