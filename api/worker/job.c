#include "worker/job.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"

/*
 * rollup_fold: the shorter the tail of deltas, the cheaper each reading of a figure; five times a second keeps it at a
 * few hundred rows on the busiest day. vacuum: folded deltas are dead rows in front of every reader.
 */
static const struct job job_table[] = {
	{ "rollup_fold", "select nullif(thidua.rollup_fold(), 0)", 200, 500, 0 },
	{ "rollup_vacuum", "vacuum (index_cleanup on, truncate off) thidua.rollup_delta", 5000,
	    5000, 0 },
	{ "expire", "select nullif(thidua.idempotency_expire() + thidua.auth_session_expire(), 0)",
	    60000, 600000, 0 },
};

size_t
jobs_list(struct job jobs[JOBS_MAX])
{
	memcpy(jobs, job_table, sizeof(job_table));
	return sizeof(job_table) / sizeof(job_table[0]);
}

unsigned
job_run(const struct job *job, struct db_session *session)
{
	if (!db_session_run(session, job->sql, NULL, 0)) {
		log_event("job_failed", NULL, 0, job->name);
		return job->idle_ms;
	}
	return db_session_value(session) != NULL ? job->busy_ms : job->idle_ms;
}
