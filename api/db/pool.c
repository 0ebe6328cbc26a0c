/*
 * The pool: lanes of connections, one bounded queue a lane, deadlines. A job lives here from db_send until its
 * sync point has come back, even when its request has gone before.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "db/connection.h"
#include "db/listener.h"

/* Jobs that may wait in one lane; at a millisecond each, the last one still meets its deadline. */
#define QUEUE_MAX 1024
/* The database ends a statement first (statement_timeout); we wait this much longer for its word. */
#define GRACE_US 500000u

/*
 * connections: a write waits for the disk, so the write lane has many connections with few jobs each; reads by key
 * take microseconds, so two connections with full pipelines are enough.
 */
static const struct lane_rule {
	const char *name;
	unsigned connections, depth;
	unsigned timeout_ms;
} lane_rules[LANE_COUNT] = {
	[LANE_FAST] = { "fast", 2, 64, 2000 },
	[LANE_WRITE] = { "write", 8, 8, 5000 },
	[LANE_SLOW] = { "slow", 2, 2, 15000 },
};

#define CONNECTIONS_MAX 8

static struct lane_pool {
	struct connection connections[CONNECTIONS_MAX];
	struct db_job *head, *tail;
	unsigned queued;
	char *conninfo;
} lanes[LANE_COUNT];

static struct db_job *free_jobs;
static bool stopping;

const struct db_loop *db_loop_in_use;

static struct db_job *
job_new(void)
{
	struct db_job *job = free_jobs;

	if (job != NULL)
		free_jobs = job->next;
	else if ((job = malloc(sizeof(*job))) == NULL)
		abort();
	memset(job, 0, sizeof(*job));
	return job;
}

static void
job_free(struct db_job *job)
{
	PQclear(job->result);
	job->result = NULL;
	job->next = free_jobs;
	free_jobs = job;
}

static void
job_tell(struct db_job *job, enum db_status status)
{
	struct db_answer answer = { .status = status, .result = job->result, .job = job };
	db_done *done = job->done;

	job->done = NULL;
	if (done != NULL)
		done(job->context, &answer);
}

static void
queue_put(struct lane_pool *lane, struct db_job *job)
{
	job->next = NULL;
	if (lane->tail != NULL)
		lane->tail->next = job;
	else
		lane->head = job;
	lane->tail = job;
	lane->queued++;
}

/* To where it was by age: queue_expire counts on the order, and several connections may give back at once. */
static void
queue_put_back(struct lane_pool *lane, struct db_job *job)
{
	struct db_job **place = &lane->head;

	while (*place != NULL && (*place)->queued_us < job->queued_us)
		place = &(*place)->next;
	job->next = *place;
	*place = job;
	if (job->next == NULL)
		lane->tail = job;
	lane->queued++;
}

static struct db_job *
queue_take(struct lane_pool *lane)
{
	struct db_job *job = lane->head;

	if (job != NULL) {
		lane->head = job->next;
		if (lane->head == NULL)
			lane->tail = NULL;
		lane->queued--;
	}
	return job;
}

/* Refusals that say "not here, not now": the same statement may well succeed a moment later. */
static bool
refusal_passes(const PGresult *result)
{
	static const char *const passing[] = { "40001", "40P01", "57P01", "57P02", "57P03",
		"25006" };
	const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);

	for (size_t i = 0; state != NULL && i < sizeof(passing) / sizeof(passing[0]); i++) {
		if (strcmp(state, passing[i]) == 0)
			return true;
	}
	return false;
}

static bool
job_again(struct db_job *job)
{
	if (job->done == NULL || !job->repeatable || job->repeated || stopping)
		return false;
	job->repeated = true;
	PQclear(job->result);
	job->result = NULL;
	queue_put_back(&lanes[job->lane], job);
	return true;
}

void
pool_job_done(struct db_job *job, enum db_status status)
{
	bool refused = job->result != NULL && PQresultStatus(job->result) != PGRES_TUPLES_OK &&
	               PQresultStatus(job->result) != PGRES_COMMAND_OK;

	if (refused && refusal_passes(job->result) && job_again(job))
		return;
	if (job->result == NULL)
		status = DB_UNAVAILABLE;
	else if (refused)
		status = DB_FAILED;
	job_tell(job, status);
	job_free(job);
}

void
pool_job_failed(struct db_job *job)
{
	if (job_again(job))
		return;
	job_tell(job, DB_UNAVAILABLE);
	job_free(job);
}

static struct connection *
connection_pick(enum lane lane)
{
	struct connection *best = NULL;

	for (unsigned i = 0; i < lane_rules[lane].connections; i++) {
		struct connection *c = &lanes[lane].connections[i];

		if (c->state == CONNECTION_READY && c->in_flight < lane_rules[lane].depth &&
		    (best == NULL || c->in_flight < best->in_flight))
			best = c;
	}
	return best;
}

void
pool_dispatch(enum lane lane)
{
	struct connection *c;

	while (lanes[lane].head != NULL && (c = connection_pick(lane)) != NULL) {
		struct db_job *job = queue_take(&lanes[lane]);

		if (!connection_send(c, job)) {
			/* Nothing of it was executed: without its sync point the server rolls back. */
			queue_put_back(&lanes[lane], job);
			connection_close(c, PQerrorMessage(c->pg));
		}
	}
}

struct db_job *
db_send(enum lane lane, const struct db_step *steps, size_t steps_count, bool repeatable,
    db_done *done, void *context)
{
	struct db_job *job = job_new();

	memcpy(job->steps, steps, steps_count * sizeof(*steps));
	job->steps_count = steps_count;
	job->lane = lane;
	job->repeatable = repeatable;
	job->done = done;
	job->context = context;
	job->queued_us = clock_monotonic_us();
	job->deadline_us = job->queued_us + lane_rules[lane].timeout_ms * 1000u + GRACE_US;
	if (lanes[lane].queued >= QUEUE_MAX || stopping) {
		job_tell(job, stopping ? DB_UNAVAILABLE : DB_BUSY);
		job_free(job);
		return NULL;
	}
	queue_put(&lanes[lane], job);
	pool_dispatch(lane);
	return job;
}

static void
queue_drop(struct lane_pool *lane, struct db_job *job)
{
	struct db_job **place = &lane->head, *before = NULL;

	while (*place != NULL && *place != job) {
		before = *place;
		place = &(*place)->next;
	}
	if (*place == NULL)
		return; /* it is in a pipeline, and is freed at its sync point */
	*place = job->next;
	if (lane->tail == job)
		lane->tail = before;
	lane->queued--;
	job_free(job);
}

void
db_abandon(struct db_job *job)
{
	job->done = NULL;
	queue_drop(&lanes[job->lane], job);
}

static void
queue_expire(struct lane_pool *lane, uint64_t now_us)
{
	struct db_job *job;

	while ((job = lane->head) != NULL && job->deadline_us < now_us) {
		queue_take(lane);
		/* It never reached the database, or may be repeated: nothing is in doubt. */
		job_tell(job, DB_UNAVAILABLE);
		job_free(job);
	}
}

static void
connection_tick(struct connection *c, const struct lane_pool *lane, uint64_t now_us)
{
	if (c->state == CONNECTION_CLOSED) {
		if (now_us >= c->retry_at_us)
			connection_open(c, lane->conninfo);
		return;
	}
	if (c->state != CONNECTION_READY) {
		if (now_us - c->started_us > CONNECT_TIMEOUT_US)
			connection_close(c, "no answer to the connection attempt");
		return;
	}
	for (struct db_job *job = c->head; job != NULL && job->deadline_us < now_us;
	     job = job->next)
		job_tell(job, DB_TIMEOUT);
	/* The statement's own time limit has passed long ago: nobody is there any more. */
	if (c->head != NULL && c->head->deadline_us + 2 * GRACE_US < now_us)
		connection_close(c, "no answer from the database");
}

void
db_tick(uint64_t now_us)
{
	if (stopping)
		return;
	listener_tick(now_us);
	for (int i = 0; i < LANE_COUNT; i++) {
		queue_expire(&lanes[i], now_us);
		for (unsigned k = 0; k < lane_rules[i].connections; k++)
			connection_tick(&lanes[i].connections[k], &lanes[i], now_us);
	}
}

static char *
lane_conninfo(const char *conninfo, const struct lane_rule *rule)
{
	static const char format[] =
	    "%s connect_timeout=2 application_name=thidua-%s "
	    "options='-c statement_timeout=%u -c search_path=thidua,public "
	    "-c idle_in_transaction_session_timeout=10s'";
	size_t length = strlen(conninfo) + sizeof(format) + 64;
	char *text = malloc(length);

	if (text == NULL)
		abort();
	snprintf(text, length, format, conninfo, rule->name, rule->timeout_ms);
	return text;
}

void
db_start(
    const char *conninfo, const struct db_loop *loop, void (*notified)(const char *, const char *))
{
	db_loop_in_use = loop;
	for (int i = 0; i < LANE_COUNT; i++) {
		lanes[i].conninfo = lane_conninfo(conninfo, &lane_rules[i]);
		for (unsigned k = 0; k < lane_rules[i].connections; k++) {
			struct connection *c = &lanes[i].connections[k];

			c->lane = (enum lane)i;
			c->fd = -1;
			c->watch = loop->watch_new(connection_ready, c);
			connection_open(c, lanes[i].conninfo);
		}
	}
	listener_start(conninfo, loop, notified);
}

bool
db_ready(void)
{
	for (int i = 0; i < LANE_COUNT; i++) {
		struct db_lane_state state;

		db_lane_state((enum lane)i, &state);
		if (state.ready == 0)
			return false;
	}
	return true;
}

void
db_lane_state(enum lane lane, struct db_lane_state *ret)
{
	memset(ret, 0, sizeof(*ret));
	ret->connections = lane_rules[lane].connections;
	ret->queued = lanes[lane].queued;
	for (unsigned i = 0; i < ret->connections; i++) {
		ret->ready += lanes[lane].connections[i].state == CONNECTION_READY;
		ret->in_flight += lanes[lane].connections[i].in_flight;
	}
}

void
db_stop(void)
{
	struct db_job *job;

	stopping = true;
	listener_stop();
	for (int i = 0; i < LANE_COUNT; i++) {
		while ((job = queue_take(&lanes[i])) != NULL)
			pool_job_failed(job);
		for (unsigned k = 0; k < lane_rules[i].connections; k++) {
			if (lanes[i].connections[k].state != CONNECTION_CLOSED)
				connection_close(&lanes[i].connections[k], "stopped");
		}
		free(lanes[i].conninfo);
	}
}
