/*
 * One connection: connect without blocking, prepare every statement once, then keep its pipeline full.
 * Level-triggered reading, because libpq may leave bytes in the socket; writing is watched only while it owes some.
 */
#include "db/connection.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"

/* Longest wait between two attempts; the database is near, so a second is much. */
#define BACKOFF_MAX_US 1000000u
#define BACKOFF_FIRST_US 50000u

/*
 * While connecting, libpq may close its socket and open another under the same number: the loop has
 * forgotten the first one then, so it is told again each time. A closed socket must not be taken out.
 */
static void
connection_watch(struct connection *c, bool writable)
{
	int fd = PQsocket(c->pg);

	if (c->state != CONNECTION_CONNECTING && fd == c->fd && writable == c->writable)
		return;
	db_loop_in_use->watch(c->watch, fd, writable);
	c->fd = fd;
	c->writable = writable;
}

static uint64_t
backoff_us(unsigned failures)
{
	uint64_t wait = BACKOFF_FIRST_US << (failures < 6 ? failures : 6);

	if (wait > BACKOFF_MAX_US)
		wait = BACKOFF_MAX_US;
	/* Up to a quarter more, so that a thousand connections do not come back in one instant. */
	return wait + (uint64_t)random() % (wait / 4 + 1);
}

void
connection_close(struct connection *c, const char *reason)
{
	struct db_job *jobs = c->head, *job;

	if (c->state != CONNECTION_CLOSED)
		log_event("database_connection_closed", "lane", (int64_t)c->lane, reason);
	if (c->fd >= 0 && PQsocket(c->pg) == c->fd)
		db_loop_in_use->unwatch(c->watch, c->fd);
	PQfinish(c->pg);
	c->pg = NULL;
	c->fd = -1;
	c->state = CONNECTION_CLOSED;
	c->head = c->tail = NULL;
	c->in_flight = 0;
	c->retry_at_us = clock_monotonic_us() + backoff_us(c->failures++);
	while ((job = jobs) != NULL) {
		jobs = job->next;
		pool_job_failed(job);
	}
}

void
connection_open(struct connection *c, const char *conninfo)
{
	c->started_us = clock_monotonic_us();
	c->state = CONNECTION_CONNECTING;
	c->pg = PQconnectStart(conninfo);
	if (c->pg == NULL || PQstatus(c->pg) == CONNECTION_BAD) {
		connection_close(c, c->pg != NULL ? PQerrorMessage(c->pg) : "out of memory");
		return;
	}
	connection_watch(c, true);
}

/* All statements in one pipeline, so that connecting costs one round trip more and no more. */
static bool
connection_prepare(struct connection *c)
{
	if (PQsetnonblocking(c->pg, 1) != 0 || PQenterPipelineMode(c->pg) != 1)
		return false;
	for (size_t i = 0; i < db_statements_count; i++) {
		const struct db_statement *s = &db_statements[i];

		if (PQsendPrepare(c->pg, s->name, s->sql, s->params, NULL) != 1)
			return false;
		/* A sync point after each: one broken statement must not take the others with it. */
		if (PQpipelineSync(c->pg) != 1)
			return false;
	}
	c->state = CONNECTION_PREPARING;
	c->refused = false;
	c->in_flight = (unsigned)db_statements_count;
	return true;
}

static void
connection_connect(struct connection *c)
{
	switch (PQconnectPoll(c->pg)) {
	case PGRES_POLLING_READING:
		connection_watch(c, false);
		return;
	case PGRES_POLLING_WRITING:
		connection_watch(c, true);
		return;
	case PGRES_POLLING_OK:
		if (!connection_prepare(c))
			connection_close(c, PQerrorMessage(c->pg));
		else
			connection_watch(c, PQflush(c->pg) == 1);
		return;
	default:
		connection_close(c, PQerrorMessage(c->pg));
	}
}

bool
connection_send(struct connection *c, struct db_job *job)
{
	job->sent_us = clock_monotonic_us();
	for (size_t i = 0; i < job->steps_count; i++) {
		const struct db_step *step = &job->steps[i];

		if (PQsendQueryPrepared(c->pg, step->statement->name, step->statement->params,
			step->values, NULL, NULL, 0) != 1)
			return false;
	}
	if (PQpipelineSync(c->pg) != 1)
		return false;
	job->next = NULL;
	if (c->tail != NULL)
		c->tail->next = job;
	else
		c->head = job;
	c->tail = job;
	c->in_flight++;
	connection_watch(c, PQflush(c->pg) == 1);
	return true;
}

/* Keeps what matters of a job's results: the first refusal, else the rows of the last step. */
static void
job_keep(struct db_job *job, PGresult *result)
{
	ExecStatusType status = PQresultStatus(result);
	bool refused = job->result != NULL && PQresultStatus(job->result) == PGRES_FATAL_ERROR;

	if (refused || status == PGRES_PIPELINE_ABORTED) {
		PQclear(result);
		return;
	}
	PQclear(job->result);
	job->result = result;
}

/*
 * A statement that cannot be prepared means that schema and service do not belong together, as in the middle of an
 * upgrade: no connection is ready, /readyz says so, and it is tried again until they do.
 */
static void
connection_prepared(struct connection *c, PGresult *result)
{
	ExecStatusType status = PQresultStatus(result);

	if (status == PGRES_FATAL_ERROR) {
		if (!c->refused)
			log_event("statement_refused", "statement",
			    (int64_t)(db_statements_count - c->in_flight),
			    PQresultErrorMessage(result));
		c->refused = true;
	}
	PQclear(result);
	if (status != PGRES_PIPELINE_SYNC || --c->in_flight > 0)
		return;
	if (c->refused) {
		connection_close(c, "the schema is not the one that this service was made for");
		return;
	}
	c->state = CONNECTION_READY;
	c->failures = 0;
}

static void
connection_answered(struct connection *c, PGresult *result)
{
	struct db_job *job = c->head;

	if (job == NULL || PQresultStatus(result) != PGRES_PIPELINE_SYNC) {
		if (job != NULL)
			job_keep(job, result);
		else
			PQclear(result);
		return;
	}
	PQclear(result);
	c->head = job->next;
	if (c->head == NULL)
		c->tail = NULL;
	c->in_flight--;
	pool_job_done(job, DB_OK);
}

/* A null between results ends one statement; two in a row mean that nothing more is there yet. */
static void
connection_read(struct connection *c)
{
	bool null_before = false;

	while (c->state != CONNECTION_CLOSED && !PQisBusy(c->pg)) {
		PGresult *result = PQgetResult(c->pg);

		if (result == NULL) {
			if (null_before || (c->state == CONNECTION_READY && c->head == NULL))
				return;
			null_before = true;
			continue;
		}
		null_before = false;
		if (c->state == CONNECTION_PREPARING)
			connection_prepared(c, result);
		else
			connection_answered(c, result);
	}
}

void
connection_ready(void *owner)
{
	struct connection *c = owner;

	if (c->state == CONNECTION_CLOSED)
		return;
	if (c->state == CONNECTION_CONNECTING) {
		connection_connect(c);
		return;
	}
	if (PQconsumeInput(c->pg) != 1) {
		connection_read(c); /* answers that arrived before the end still count */
		if (c->state != CONNECTION_CLOSED)
			connection_close(c, PQerrorMessage(c->pg));
	} else {
		connection_read(c);
	}
	if (c->state == CONNECTION_CLOSED)
		return;
	connection_watch(c, PQflush(c->pg) == 1);
	pool_dispatch(c->lane);
}
