/*
 * Counters for Prometheus, in memory that all workers share: whichever worker is asked tells of all of them. Each
 * worker writes its own slot only, so nothing is locked.
 */
#ifndef THIDUA_HTTP_METRICS_H
#define THIDUA_HTTP_METRICS_H

#include <stdint.h>

#include "wire/contract.h"

struct call;

/* In the parent, before the workers are made. */
void metrics_share(void);
/* In a worker: which slot is its own. */
void metrics_join(unsigned worker);
/* operation NULL: a request that no operation took. */
void metrics_count(const struct contract_operation *, int status, uint64_t us);
/* Copies what the pool and the process look like now into the own slot; called by the timer. */
void metrics_sample(void);

/* The operations /metrics, /healthz and /readyz. */
void metrics_run(struct call *);
void healthz_run(struct call *);
void readyz_run(struct call *);

#endif
