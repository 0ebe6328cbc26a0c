#include "db/session.h"

#include <libpq-fe.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/text.h"

struct db_session {
	PGconn *pg;
	PGresult *result;
};

static void
notice_drop(void *arg, const PGresult *result)
{
	(void)arg;
	(void)result;
}

struct db_session *
db_session_open(const char *conninfo, const char *application)
{
	const char *const keywords[] = { "dbname", "fallback_application_name", "connect_timeout",
		NULL };
	const char *const values[] = { conninfo, application, "3", NULL };
	struct db_session *session = calloc(1, sizeof(*session));

	if (session == NULL)
		abort();
	session->pg = PQconnectdbParams(keywords, values, 1);
	if (PQstatus(session->pg) != CONNECTION_OK) {
		log_event("database_unavailable", NULL, 0, PQerrorMessage(session->pg));
		db_session_free(session);
		return NULL;
	}
	PQsetNoticeReceiver(session->pg, notice_drop, NULL);
	return session;
}

void
db_session_free(struct db_session *session)
{
	if (session == NULL)
		return;
	PQclear(session->result);
	PQfinish(session->pg);
	free(session);
}

bool
db_session_run(struct db_session *session, const char *sql, const char *const *values, int count)
{
	PQclear(session->result);
	session->result = PQexecParams(session->pg, sql, count, NULL, values, NULL, NULL, 0);
	switch (PQresultStatus(session->result)) {
	case PGRES_TUPLES_OK:
	case PGRES_COMMAND_OK:
		return true;
	default:
		log_event("statement_failed", NULL, 0, PQerrorMessage(session->pg));
		return false;
	}
}

const char *
db_session_value(const struct db_session *session)
{
	if (PQntuples(session->result) == 0 || PQgetisnull(session->result, 0, 0))
		return NULL;
	return PQgetvalue(session->result, 0, 0);
}

int
db_session_print(const struct db_session *session, FILE *file)
{
	int rows = PQntuples(session->result), columns = PQnfields(session->result);

	for (int r = 0; r < rows; r++) {
		struct arena arena;
		struct text line;

		arena_init(&arena);
		text_init(&line, &arena, 256);
		for (int c = 0; c < columns; c++) {
			text_adds(&line, c == 0 ? "{" : ",");
			text_add_json(&line, PQfname(session->result, c));
			text_adds(&line, ":");
			text_add_json(&line, PQgetisnull(session->result, r, c)
						 ? NULL
						 : PQgetvalue(session->result, r, c));
		}
		fprintf(file, "%s}\n", line.data);
		arena_release(&arena);
	}
	return rows;
}

bool
db_session_alive(const struct db_session *session)
{
	return PQstatus(session->pg) == CONNECTION_OK;
}

void
db_session_wait(struct db_session *session, int timeout_ms)
{
	struct pollfd wait = { .fd = PQsocket(session->pg), .events = POLLIN };
	PGnotify *note;

	if (poll(&wait, 1, timeout_ms) > 0)
		(void)PQconsumeInput(session->pg);
	while ((note = PQnotifies(session->pg)) != NULL)
		PQfreemem(note);
}
