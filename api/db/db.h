/*
 * The database, as a pipelined pool: a few connections per process, each in libpq's pipeline mode, never blocking.
 * This room is the only user of libpq. It knows an event loop only through struct db_loop, so it is tested without Kore.
 *
 * A job is up to DB_STEPS_MAX prepared statements before one sync point: one implicit transaction. The
 * scope that row level security reads is the first step, so it holds for that job and no other.
 */
#ifndef THIDUA_DB_DB_H
#define THIDUA_DB_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/attributes.h"
#include "resource/operation.h"
#include "wire/problem.h"

#define DB_STEPS_MAX 3

/* One file of sql/queries, with its name and its number of parameters. Sorted by name; generated. */
struct db_statement {
	const char *name;
	const char *sql;
	int params;
};
extern const struct db_statement db_statements[];
extern const size_t db_statements_count;

/* The statement of that name; NULL: there is none. */
const struct db_statement *db_statement_find(const char *name);

/* What the pool needs from an event loop. ready() is told about readability, writability and errors alike. */
struct db_watch;
struct db_loop {
	struct db_watch *(*watch_new)(void (*ready)(void *owner), void *owner);
	void (*watch)(struct db_watch *, int fd, bool writable);
	void (*unwatch)(struct db_watch *, int fd);
};

struct db_step {
	const struct db_statement *statement;
	const char *const
	    *values; /* statement->params texts, NULL for SQL null; borrowed until done */
};

enum db_status {
	DB_OK,          /* the last step's rows are there */
	DB_FAILED,      /* the database refused: see db_answer_problem */
	DB_UNAVAILABLE, /* no connection, or it broke and the job may not be repeated */
	DB_BUSY,        /* the queue is full */
	DB_TIMEOUT,     /* the deadline passed; whether a change was made is not known */
};

struct db_answer; /* valid during db_done only */

/* Called once for each job that was not abandoned, from the event loop. */
typedef void db_done(void *context, const struct db_answer *);

struct db_job;

/*
 * Queues a job. done may be called before this returns (DB_BUSY, DB_UNAVAILABLE).
 *   repeatable   may be sent a second time when a connection breaks: a read, or a change with an idempotency key
 * The result is borrowed, for db_abandon; NULL when done was called already.
 */
struct db_job *db_send(enum lane, const struct db_step *, size_t steps_count, bool repeatable,
    db_done *, void *context);

/* The request has gone: done will not be called, and the values may be freed. */
void db_abandon(struct db_job *);

enum db_status db_answer_status(const struct db_answer *);
int db_answer_rows(const struct db_answer *);
/* A value of a row by column name; NULL: SQL null or no such column. ret_length may be NULL. */
const char *db_answer_value(
    const struct db_answer *, int row, const char *column, size_t *ret_length);
bool db_answer_has(const struct db_answer *, const char *column);
/* Microseconds from db_send to sending, and from sending to the answer. */
void db_answer_times(const struct db_answer *, uint64_t *ret_queued_us, uint64_t *ret_answered_us);

/* A replay of an idempotent change: DETAIL of the refusal as JSON text; NULL: it is none. */
const char *db_answer_replay(const struct db_answer *);
/* What the client is told of any status but DB_OK. Strings live in the arena. */
void db_answer_problem(struct arena *, const struct db_answer *, struct problem *);

/* Starts connecting. conninfo is copied. */
void db_start(const char *conninfo, const struct db_loop *,
    void (*notified)(const char *channel, const char *payload));
/* Deadlines, reconnects; to be called about every 20 ms. */
void db_tick(uint64_t now_us);
/* Some connection of every lane answers. */
bool db_ready(void);
/* Closes all connections; running jobs are answered DB_UNAVAILABLE. */
void db_stop(void);

struct db_lane_state {
	unsigned connections, ready, queued, in_flight;
};
void db_lane_state(enum lane, struct db_lane_state *);

#endif
