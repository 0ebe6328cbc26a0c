/* One connection of the pool and the jobs in its pipeline. Only db/ includes this. */
#ifndef THIDUA_DB_CONNECTION_H
#define THIDUA_DB_CONNECTION_H

#include <libpq-fe.h>

#include "db/db.h"

enum connection_state {
	CONNECTION_CLOSED,     /* waits for retry_at_us */
	CONNECTION_CONNECTING, /* PQconnectPoll */
	CONNECTION_PREPARING,  /* every statement is being prepared, once */
	CONNECTION_READY,
};

struct db_job {
	struct db_job *next; /* in a lane's queue, in a pipeline, or free */
	struct db_step steps[DB_STEPS_MAX];
	size_t steps_count;
	enum lane lane;
	bool repeatable, repeated;
	db_done
	    *done; /* NULL: abandoned or timed out; the pipeline still waits for its sync point */
	void *context;
	uint64_t queued_us, sent_us, deadline_us;
	PGresult *result; /* the first refusal, else the last rows */
};

struct connection {
	PGconn *pg;
	enum connection_state state;
	enum lane lane;
	struct db_watch *watch;
	int fd;                     /* as watched; -1: not */
	bool writable;              /* watched for writing too */
	struct db_job *head, *tail; /* sent, oldest first */
	unsigned in_flight;
	bool refused;      /* a statement could not be prepared */
	unsigned failures; /* in a row, for the back-off */
	uint64_t retry_at_us, started_us;
};

struct db_answer {
	enum db_status status;
	const PGresult *result;
	const struct db_job *job;
};

/* pool.c */
void pool_job_done(struct db_job *, enum db_status);
void pool_job_failed(struct db_job *); /* its connection broke: again, or unavailable */
void pool_dispatch(enum lane);

/* connection.c */
void connection_open(struct connection *, const char *conninfo);
void connection_close(struct connection *, const char *reason);
/* false: the connection broke and was closed; the job is not in it. */
MUSTUSE bool connection_send(struct connection *, struct db_job *);
void connection_ready(void *owner);

/* A connect, with its statements prepared, that takes longer is given up and tried again. */
#define CONNECT_TIMEOUT_US 3000000u

extern const struct db_loop *db_loop_in_use;

#endif
