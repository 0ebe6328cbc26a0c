#include "http/metrics.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/text.h"
#include "db/db.h"
#include "http/call.h"
#include "http/maintenance.h"

#define WORKERS_MAX 64
#define OPERATIONS_MAX 256
#define CLASSES 6 /* index = status / 100 */

/* Upper bounds in microseconds; the last bucket takes the rest. */
static const uint64_t bounds_us[] = { 500, 1000, 2500, 5000, 10000, 25000, 50000, 100000, 250000,
	1000000 };
#define BOUNDS (sizeof(bounds_us) / sizeof(bounds_us[0]))

struct metrics_slot {
	uint64_t requests[OPERATIONS_MAX + 1][CLASSES];
	uint64_t buckets[BOUNDS + 1];
	uint64_t us_sum;
	struct db_lane_state lanes[LANE_COUNT];
	int64_t pid;
	uint64_t resident_bytes;
};

static struct metrics_slot *slots, *own;
static int statm_fd = -1;

void
metrics_share(void)
{
	slots = mmap(NULL, WORKERS_MAX * sizeof(*slots), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (slots == MAP_FAILED)
		abort();
	own = &slots[0];
}

void
metrics_join(unsigned worker_id)
{
	own = &slots[worker_id % WORKERS_MAX];
	own->pid = getpid();
}

static size_t
operation_index(const struct contract_operation *operation)
{
	for (size_t i = 0; i < contract_operations_count && i < OPERATIONS_MAX; i++) {
		if (contract_operations[i] == operation)
			return i;
	}
	return OPERATIONS_MAX;
}

void
metrics_count(const struct contract_operation *operation, int status, uint64_t us)
{
	size_t bucket = 0;

	while (bucket < BOUNDS && us > bounds_us[bucket])
		bucket++;
	own->requests[operation_index(operation)][(status / 100) % CLASSES]++;
	own->buckets[bucket]++;
	own->us_sum += us;
}

void
metrics_sample(void)
{
	char text[64] = "";
	unsigned long pages = 0;

	for (int i = 0; i < LANE_COUNT; i++)
		db_lane_state((enum lane)i, &own->lanes[i]);
	if (statm_fd < 0)
		statm_fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
	if (statm_fd >= 0 && pread(statm_fd, text, sizeof(text) - 1, 0) > 0 &&
	    sscanf(text, "%*u %lu", &pages) == 1)
		own->resident_bytes = pages * 4096u;
}

static void
print_requests(struct text *out)
{
	text_adds(out, "# HELP thidua_requests_total Answered requests.\n# TYPE "
		       "thidua_requests_total counter\n");
	for (size_t o = 0; o <= OPERATIONS_MAX; o++) {
		for (int c = 1; c < CLASSES; c++) {
			uint64_t sum = 0;

			for (int w = 0; w < WORKERS_MAX; w++)
				sum += slots[w].requests[o][c];
			if (sum == 0)
				continue;
			text_addf(out,
			    "thidua_requests_total{operation=\"%s\",status=\"%dxx\"} %llu\n",
			    o < OPERATIONS_MAX ? contract_operations[o]->id : "none", c,
			    (unsigned long long)sum);
		}
	}
}

static void
print_durations(struct text *out)
{
	uint64_t running = 0, sum_us = 0;

	text_adds(out, "# HELP thidua_request_seconds Time from request to answer.\n"
		       "# TYPE thidua_request_seconds histogram\n");
	for (size_t b = 0; b <= BOUNDS; b++) {
		for (int w = 0; w < WORKERS_MAX; w++)
			running += slots[w].buckets[b];
		if (b < BOUNDS)
			text_addf(out, "thidua_request_seconds_bucket{le=\"%g\"} %llu\n",
			    (double)bounds_us[b] / 1e6, (unsigned long long)running);
	}
	for (int w = 0; w < WORKERS_MAX; w++)
		sum_us += slots[w].us_sum;
	text_addf(
	    out, "thidua_request_seconds_bucket{le=\"+Inf\"} %llu\n", (unsigned long long)running);
	text_addf(out, "thidua_request_seconds_sum %g\nthidua_request_seconds_count %llu\n",
	    (double)sum_us / 1e6, (unsigned long long)running);
}

static void
print_workers(struct text *out)
{
	static const char *const names[LANE_COUNT] = { "fast", "write", "slow" };

	text_adds(out, "# HELP thidua_database_connections Connections that answer.\n"
		       "# TYPE thidua_database_connections gauge\n"
		       "# HELP thidua_database_queued Jobs that wait for a connection.\n"
		       "# TYPE thidua_database_queued gauge\n"
		       "# HELP thidua_database_in_flight Jobs sent and not answered yet.\n"
		       "# TYPE thidua_database_in_flight gauge\n"
		       "# HELP thidua_resident_bytes Memory of a worker.\n# TYPE "
		       "thidua_resident_bytes gauge\n");
	for (int w = 0; w < WORKERS_MAX; w++) {
		if (slots[w].pid == 0)
			continue;
		for (int i = 0; i < LANE_COUNT; i++) {
			const struct db_lane_state *s = &slots[w].lanes[i];

			text_addf(out,
			    "thidua_database_connections{worker=\"%d\",lane=\"%s\"} %u\n"
			    "thidua_database_queued{worker=\"%d\",lane=\"%s\"} %u\n"
			    "thidua_database_in_flight{worker=\"%d\",lane=\"%s\"} %u\n",
			    w, names[i], s->ready, w, names[i], s->queued, w, names[i],
			    s->in_flight);
		}
		text_addf(out, "thidua_resident_bytes{worker=\"%d\"} %llu\n", w,
		    (unsigned long long)slots[w].resident_bytes);
	}
}

void
metrics_run(struct call *call)
{
	struct text out;

	text_init(&out, &call->arena, 16384);
	print_requests(&out);
	print_durations(&out);
	print_workers(&out);
	call_answer(call, 200, out.data);
	call->content_type = "text/plain; version=0.0.4; charset=utf-8";
}

void
healthz_run(struct call *call)
{
	call_answer(call, 200, "{\"status\":\"ok\"}");
}

void
readyz_run(struct call *call)
{
	if (db_ready() && maintenance_known())
		call_answer(call, 200, "{\"status\":\"ready\"}");
	else
		call_refuse(call, "overloaded");
}
