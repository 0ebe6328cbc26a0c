/*
 * Reading a job's answer, and what the client is told when the database refused. Refusals are recognised by SQLSTATE
 * and constraint name, never by message text; our own problem() names the catalogue's slug as its message.
 */
#include <jansson.h>
#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "db/connection.h"

/* Raised by problem() in SQL, and by idempotency_check() for a change that was made before. */
#define SQLSTATE_PROBLEM "TDPRB"
#define SQLSTATE_REPLAY "TDIDM"

enum db_status
db_answer_status(const struct db_answer *answer)
{
	return answer->status;
}

int
db_answer_rows(const struct db_answer *answer)
{
	return answer->status == DB_OK ? PQntuples(answer->result) : 0;
}

bool
db_answer_has(const struct db_answer *answer, const char *column)
{
	return answer->status == DB_OK && PQfnumber(answer->result, column) >= 0;
}

const char *
db_answer_value(const struct db_answer *answer, int row, const char *column, size_t *ret_length)
{
	int number;

	if (row >= db_answer_rows(answer))
		return NULL;
	number = PQfnumber(answer->result, column);
	if (number < 0 || PQgetisnull(answer->result, row, number))
		return NULL;
	if (ret_length != NULL)
		*ret_length = (size_t)PQgetlength(answer->result, row, number);
	return PQgetvalue(answer->result, row, number);
}

static const char *
answer_field(const struct db_answer *answer, int field)
{
	const char *text =
	    answer->result != NULL ? PQresultErrorField(answer->result, field) : NULL;

	return text != NULL ? text : "";
}

const char *
db_answer_replay(const struct db_answer *answer)
{
	if (answer->status != DB_FAILED)
		return NULL;
	if (strcmp(answer_field(answer, PG_DIAG_SQLSTATE), SQLSTATE_REPLAY) != 0)
		return NULL;
	return answer_field(answer, PG_DIAG_MESSAGE_DETAIL);
}

static const char *
json_member_text(struct arena *arena, const json_t *object, const char *name)
{
	const json_t *member = json_object_get(object, name);
	char *text, *copy;

	if (json_is_string(member))
		return arena_strndup(arena, json_string_value(member), json_string_length(member));
	if (member == NULL || json_is_null(member))
		return NULL;
	text = json_dumps(member, JSON_COMPACT | JSON_ENCODE_ANY);
	copy = arena_strdup(arena, text);
	free(text);
	return copy;
}

/* DETAIL of problem(): {"errors":[{pointer|parameter, code, params}], "extra":{…}} */
static void
problem_read(struct arena *arena, const char *detail, struct problem *problem)
{
	json_auto_t *json = json_loads(detail, 0, NULL);
	const json_t *error;
	size_t i;

	json_array_foreach (json_object_get(json, "errors"), i, error) {
		problem_add(problem, (struct fault){
					 .pointer = json_member_text(arena, error, "pointer"),
					 .parameter = json_member_text(arena, error, "parameter"),
					 .code = json_member_text(arena, error, "code"),
					 .params = json_member_text(arena, error, "params"),
				     });
	}
	problem->extra = json_member_text(arena, json, "extra");
}

static int
constraint_compare(const void *name, const void *constraint)
{
	return strcmp(name, ((const struct contract_constraint *)constraint)->name);
}

static bool
problem_from_constraint(const struct db_answer *answer, struct problem *problem)
{
	const struct contract_constraint *c = bsearch(answer_field(answer, PG_DIAG_CONSTRAINT_NAME),
	    contract_constraints, contract_constraints_count, sizeof(*c), constraint_compare);

	if (c == NULL)
		return false;
	problem_set(problem, c->problem);
	if (c->fault != NULL)
		problem_add(problem, (struct fault){ .pointer = c->pointer, .code = c->fault });
	return true;
}

/* By SQLSTATE, longest match first; a class of two characters ends the search. */
static const struct {
	const char *state, *slug;
} state_rules[] = {
	{ "23505", "duplicate-key" },
	{ "23503", "validation-failed" },
	{ "23514", "validation-failed" },
	{ "23502", "validation-failed" },
	{ "23P01", "duplicate-key" },
	{ "22", "validation-failed" },
	{ "40001", "overloaded" },
	{ "40P01", "overloaded" },
	{ "55P03", "overloaded" },
	{ "57014", "timeout" },
	{ "57", "overloaded" },
	{ "53", "overloaded" },
	{ "25006", "overloaded" },
	{ "08", "overloaded" },
};

static const char *
slug_for_state(const char *state)
{
	for (size_t i = 0; i < sizeof(state_rules) / sizeof(state_rules[0]); i++) {
		if (strncmp(state, state_rules[i].state, strlen(state_rules[i].state)) == 0)
			return state_rules[i].slug;
	}
	return "internal";
}

static void
problem_from_refusal(struct arena *arena, const struct db_answer *answer, struct problem *problem)
{
	const char *state = answer_field(answer, PG_DIAG_SQLSTATE);

	if (strcmp(state, SQLSTATE_PROBLEM) == 0) {
		const char *slug = answer_field(answer, PG_DIAG_MESSAGE_PRIMARY);

		problem_set(problem, arena_strdup(arena, slug));
		problem_read(arena, answer_field(answer, PG_DIAG_MESSAGE_DETAIL), problem);
		return;
	}
	if (!problem_from_constraint(answer, problem))
		problem_set(problem, slug_for_state(state));
	problem->log = arena_printf(arena, "%s %s [%s] %s", state,
	    answer_field(answer, PG_DIAG_MESSAGE_PRIMARY),
	    answer_field(answer, PG_DIAG_CONSTRAINT_NAME), answer_field(answer, PG_DIAG_CONTEXT));
}

void
db_answer_problem(struct arena *arena, const struct db_answer *answer, struct problem *problem)
{
	switch (answer->status) {
	case DB_OK:
		return;
	case DB_FAILED:
		problem_from_refusal(arena, answer, problem);
		return;
	case DB_TIMEOUT:
		problem_set(problem, "timeout");
		return;
	case DB_UNAVAILABLE:
	case DB_BUSY:
		problem_set(problem, "overloaded");
		problem->log = answer->status == DB_BUSY ? "queue full" : "no database";
	}
}

void
db_answer_times(const struct db_answer *answer, uint64_t *ret_queued_us, uint64_t *ret_answered_us)
{
	const struct db_job *job = answer->job;

	*ret_queued_us = job->sent_us != 0 ? job->sent_us - job->queued_us : 0;
	*ret_answered_us = job->sent_us != 0 ? clock_monotonic_us() - job->sent_us : 0;
}

static int
statement_compare(const void *name, const void *statement)
{
	return strcmp(name, ((const struct db_statement *)statement)->name);
}

const struct db_statement *
db_statement_find(const char *name)
{
	return bsearch(
	    name, db_statements, db_statements_count, sizeof(db_statements[0]), statement_compare);
}
