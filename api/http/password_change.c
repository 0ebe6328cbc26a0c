/* Changing one's own password: the old one is checked, the new one hashed, both on another thread. */
#include "auth/password.h"
#include "http/call.h"
#include "resource/run.h"

static void
on_changed(void *context, const struct db_answer *answer)
{
	struct call *call = context;

	call->job = NULL;
	if (db_answer_status(answer) == DB_OK) {
		call_answer(call, 204, NULL);
		return;
	}
	db_answer_problem(&call->arena, answer, &call->problem);
	call_finish(call);
}

static void
on_hashed(void *context, bool matched, const char *hash)
{
	struct call *call = context;
	const char **values;

	(void)matched;
	if (!call_let_go(call))
		return;
	values = arena_alloc(&call->arena, sizeof(*values));
	values[0] = arena_strdup(&call->arena, hash);
	call_query_scoped(call, "auth_password_set", values, on_changed);
}

static void
on_checked(void *context, bool matched, const char *hash)
{
	struct call *call = context;

	(void)hash;
	if (!call_let_go(call))
		return;
	if (!matched) {
		problem_set(&call->problem, "validation-failed");
		problem_add(&call->problem,
		    (struct fault){ .pointer = "/current_password", .code = "password_wrong" });
		call_finish(call);
	} else if (password_hash(call_body_string(call, "new_password"), on_hashed, call)) {
		call_hold(call);
	} else {
		call_refuse(call, "overloaded");
	}
}

static void
on_known(void *context, const struct db_answer *answer)
{
	struct call *call = context;
	const char *hash = db_answer_value(answer, 0, "password_hash", NULL);

	call->job = NULL;
	if (db_answer_status(answer) != DB_OK) {
		db_answer_problem(&call->arena, answer, &call->problem);
		call_finish(call);
	} else if (password_verify(
		       call_body_string(call, "current_password"), hash, on_checked, call)) {
		call_hold(call);
	} else {
		call_refuse(call, "overloaded");
	}
}

void
session_password_run(struct call *call)
{
	if (!call_password_check(call, "new_password"))
		return;
	call_query_scoped(
	    call, "auth_password_own", arena_alloc(&call->arena, sizeof(char *)), on_known);
}
