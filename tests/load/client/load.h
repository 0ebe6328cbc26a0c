/*
 * What is sent, how fast, and what came of it.
 * Closed loop (rate 0): every connection sends its next request when it has the answer to the last one.
 * Open loop: requests start at a constant rate whatever the server does; time counts from the moment when a request was
 * to start, so that a server that stalls is charged for all that had to wait (no coordinated omission).
 */
#ifndef LOAD_LOAD_H
#define LOAD_LOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "connection.h"
#include "histogram.h"
#include "requests.h"

struct load {
	/* wanted */
	uint16_t port;
	unsigned connections_count;
	double rate; /* requests a second; 0: closed loop */
	double warm_up_s, seconds;
	struct requests requests;

	/* while it runs */
	int epoll;
	struct connection *connections;
	struct connection **idle; /* a stack */
	size_t idle_count;
	uint64_t started_us, measured_from_us, end_us;
	uint64_t begun; /* requests sent */
	bool exhausted;

	/* results */
	struct histogram times;
	uint64_t refused, failed, body_bytes, last_us;
	uint64_t answered_within;  /* answers that came while it measured */
	uint64_t own_delay_max_us; /* how late the generator itself was, with a connection free */
};

/* false: the reason is on stderr. */
bool load_run(struct load *);

#endif
