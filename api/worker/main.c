/*
 * thidua-worker: what happens in the background. Any number may run; what only one may do at a time is guarded by the
 * database. It keeps no state: killed at any moment, the next one goes on.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "db/session.h"
#include "worker/job.h"

#define RECONNECT_MAX_MS 1000

static volatile sig_atomic_t stop_asked;

static void
stop(int signal_number)
{
	(void)signal_number;
	stop_asked = 1;
}

/* The shortest wait until one of the jobs is due. */
static int
wait_ms(const struct job *jobs, size_t count, uint64_t now_us)
{
	uint64_t next_us = now_us + 60000000u;

	for (size_t i = 0; i < count; i++) {
		if (jobs[i].due_us < next_us)
			next_us = jobs[i].due_us;
	}
	return next_us <= now_us ? 0 : (int)((next_us - now_us) / 1000u) + 1;
}

static void
jobs_run(struct db_session *session)
{
	struct job jobs[JOBS_MAX];
	size_t count = jobs_list(jobs);

	while (!stop_asked && db_session_alive(session)) {
		for (size_t i = 0; i < count && db_session_alive(session); i++) {
			if (jobs[i].due_us > clock_monotonic_us())
				continue;
			jobs[i].due_us = clock_monotonic_us() + job_run(&jobs[i], session) * 1000u;
		}
		log_flush();
		if (!stop_asked && db_session_alive(session))
			db_session_wait(session, wait_ms(jobs, count, clock_monotonic_us()));
	}
}

int
main(void)
{
	const char *conninfo = getenv("THIDUA_WORKER_DSN");
	struct sigaction action = { .sa_handler = stop };
	unsigned pause_ms = 50;

	if (conninfo == NULL) {
		fprintf(stderr, "THIDUA_WORKER_DSN is not set\n");
		return 2;
	}
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
	log_event("worker_started", NULL, 0, NULL);
	while (!stop_asked) {
		struct db_session *session = db_session_open(conninfo, "thidua-worker");

		if (session != NULL) {
			pause_ms = 50;
			jobs_run(session);
			db_session_free(session);
		}
		log_flush();
		if (!stop_asked)
			usleep(pause_ms * 1000u);
		pause_ms = pause_ms * 2 > RECONNECT_MAX_MS ? RECONNECT_MAX_MS : pause_ms * 2;
	}
	log_event("worker_stopped", NULL, 0, NULL);
	return 0;
}
