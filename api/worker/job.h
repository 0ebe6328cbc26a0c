/* The background jobs: what each does, and how long until it does it again. */
#ifndef THIDUA_WORKER_JOB_H
#define THIDUA_WORKER_JOB_H

#include <stddef.h>
#include <stdint.h>

#include "db/session.h"

#define JOBS_MAX 8

struct job {
	const char *name;
	const char *sql; /* one statement; its value, if any, is the number of things done */
	unsigned busy_ms,
	    idle_ms; /* until the next run, after one that did something and one that did not */
	uint64_t due_us;
};

/* Fills jobs, all due now; returns how many. */
size_t jobs_list(struct job jobs[JOBS_MAX]);

/* Runs it once; returns milliseconds until the next time. A failure is logged and counts as idle. */
unsigned job_run(const struct job *, struct db_session *);

#endif
