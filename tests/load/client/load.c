#include "load.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <time.h>

/* What is still on its way at the end may take this much longer; the rest has failed. */
#define GRACE_US 10000000u
#define EVENTS 256

static uint64_t
now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000u + (uint64_t)now.tv_nsec / 1000u;
}

/* When the next request of an open loop is to start. */
static uint64_t
next_us(const struct load *load)
{
	return load->started_us + (uint64_t)((double)load->begun * 1e6 / load->rate);
}

/* Sends all that is due, as far as connections are free. */
static void
load_send(struct load *load)
{
	uint64_t now = now_us(), intended = now;

	while (load->idle_count > 0 && !load->exhausted) {
		const struct request *request;

		if (load->rate > 0)
			intended = next_us(load);
		if (intended > now || intended >= load->end_us)
			return;
		request = requests_take(&load->requests);
		if (request == NULL) {
			load->exhausted = true;
			return;
		}
		load->begun++;
		connection_send(load->idle[--load->idle_count], request, intended);
	}
}

static void
connection_free(struct load *load, struct connection *c)
{
	c->request = NULL;
	load->idle[load->idle_count++] = c;
}

/* An open loop counts what was to start while it measured, however late that was answered. */
static bool
connection_measured(const struct load *load, const struct connection *c, bool within)
{
	return load->rate > 0 ? c->intended_us >= load->measured_from_us : within;
}

static void
answer_count(struct load *load, struct connection *c, uint64_t now)
{
	bool within = now >= load->measured_from_us && now < load->end_us;

	if (c->status < 200 || c->status > 299) {
		if (load->refused++ == 0)
			fprintf(stderr, "refused with %d: %.400s\n", c->status, c->head);
	}
	load->answered_within += within;
	if (!connection_measured(load, c, within))
		return;
	histogram_add(&load->times, now - c->intended_us);
	load->body_bytes += c->body_length;
	load->last_us = now;
}

static void
load_event(struct load *load, const struct epoll_event *event, uint64_t now)
{
	struct connection *c = event->data.ptr;

	switch (connection_ready(c, load->epoll, event->events)) {
	case CONNECTION_ANSWERED:
		answer_count(load, c, now);
		connection_free(load, c);
		break;
	case CONNECTION_BROKEN:
		if (load->failed++ == 0)
			fprintf(stderr, "no answer with a length: %s %.200s\n", strerror(errno),
			    c->head);
		connection_free(load, c);
		break;
	case CONNECTION_WAITS:
		break;
	}
}

/* Sleeps until something happens or the next request is due. */
static int
load_wait(const struct load *load, struct epoll_event *events)
{
	uint64_t now = now_us(),
		 until = now < load->end_us ? load->end_us : load->end_us + GRACE_US;
	struct timespec wait = { 0 };

	if (load->rate > 0 && load->idle_count > 0 && !load->exhausted &&
	    next_us(load) < load->end_us)
		until = next_us(load);
	if (until > now) {
		wait.tv_sec = (time_t)((until - now) / 1000000u);
		wait.tv_nsec = (long)((until - now) % 1000000u) * 1000;
	}
	return epoll_pwait2(load->epoll, events, EVENTS, &wait, NULL);
}

static bool
load_over(const struct load *load)
{
	uint64_t now = now_us();
	bool quiet = load->idle_count == load->connections_count;
	bool sent = load->exhausted || now >= load->end_us;

	if (load->rate > 0 && !load->exhausted && next_us(load) < load->end_us)
		sent = false; /* some that were due have still found no connection */
	return (sent && quiet) || now >= load->end_us + GRACE_US;
}

static void
delay_note(struct load *load)
{
	uint64_t now = now_us(), due = load->rate > 0 ? next_us(load) : now;

	if (due < now && due < load->end_us && due >= load->measured_from_us &&
	    load->idle_count > 0 && !load->exhausted && now - due > load->own_delay_max_us)
		load->own_delay_max_us = now - due;
}

static bool
load_connect(struct load *load)
{
	load->epoll = epoll_create1(EPOLL_CLOEXEC);
	load->connections = calloc(load->connections_count, sizeof(*load->connections));
	load->idle = calloc(load->connections_count, sizeof(struct connection *));
	if (load->epoll < 0 || load->connections == NULL || load->idle == NULL) {
		perror("load");
		return false;
	}
	for (unsigned i = 0; i < load->connections_count; i++) {
		struct connection *c = &load->connections[i];

		if (!connection_open(c, load->epoll, load->port)) {
			perror("connect");
			return false;
		}
		connection_free(load, c);
	}
	return true;
}

static void
load_end(struct load *load)
{
	for (unsigned i = 0; i < load->connections_count; i++) {
		load->failed += load->connections[i].request != NULL;
		connection_close(&load->connections[i]);
	}
	free(load->connections);
	free(load->idle);
	load->connections = NULL;
	load->idle = NULL;
}

bool
load_run(struct load *load)
{
	struct epoll_event events[EVENTS];

	if (!load_connect(load))
		return false;
	load->started_us = now_us();
	load->measured_from_us = load->started_us + (uint64_t)(load->warm_up_s * 1e6);
	load->end_us = load->measured_from_us + (uint64_t)(load->seconds * 1e6);
	load->last_us = load->measured_from_us;
	load_send(load);
	while (!load_over(load)) {
		int count = load_wait(load, events);
		uint64_t now = now_us();

		delay_note(load);
		for (int i = 0; i < count; i++)
			load_event(load, &events[i], now);
		load_send(load);
	}
	load_end(load);
	return true;
}
