/*
 * LISTEN thidua. After a reconnect notified is called once with an empty payload, because what was
 * said in between is lost: listeners then take everything for changed.
 */
#include "db/listener.h"

#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "db/connection.h"

#define RETRY_US 1000000u

static struct listener {
	PGconn *pg;
	char *conninfo;
	const struct db_loop *loop;
	struct db_watch *watch;
	void (*notified)(const char *, const char *);
	int fd;
	bool listening;
	uint64_t started_us, retry_at_us;
} listener = { .fd = -1 };

static void
listener_close(void)
{
	if (listener.fd >= 0 && PQsocket(listener.pg) == listener.fd)
		listener.loop->unwatch(listener.watch, listener.fd);
	PQfinish(listener.pg);
	listener.pg = NULL;
	listener.fd = -1;
	listener.listening = false;
	listener.retry_at_us = clock_monotonic_us() + RETRY_US;
}

static void
listener_watch(bool writable)
{
	int fd = PQsocket(listener.pg);

	listener.loop->watch(listener.watch, fd, writable);
	listener.fd = fd;
}

static void
listener_connect(void)
{
	switch (PQconnectPoll(listener.pg)) {
	case PGRES_POLLING_READING:
		listener_watch(false);
		return;
	case PGRES_POLLING_WRITING:
		listener_watch(true);
		return;
	case PGRES_POLLING_OK:
		listener.listening = PQsendQuery(listener.pg, "listen thidua") == 1;
		if (!listener.listening) {
			listener_close();
			return;
		}
		listener_watch(false);
		return;
	default:
		listener_close();
	}
}

static void
listener_ready(void *owner)
{
	PGnotify *note;
	PGresult *result;

	(void)owner;
	if (listener.pg == NULL)
		return;
	if (!listener.listening) {
		listener_connect();
		return;
	}
	if (PQconsumeInput(listener.pg) != 1) {
		listener_close();
		return;
	}
	while (!PQisBusy(listener.pg) && (result = PQgetResult(listener.pg)) != NULL) {
		/* Asked before this, the answer could be older than what is heard from now on. */
		if (PQresultStatus(result) == PGRES_COMMAND_OK)
			listener.notified("thidua", "");
		PQclear(result);
	}
	while ((note = PQnotifies(listener.pg)) != NULL) {
		listener.notified(note->relname, note->extra);
		PQfreemem(note);
	}
}

static void
listener_open(void)
{
	listener.started_us = clock_monotonic_us();
	listener.pg = PQconnectStart(listener.conninfo);
	if (listener.pg == NULL || PQstatus(listener.pg) == CONNECTION_BAD) {
		listener_close();
		return;
	}
	listener_watch(true);
}

void
listener_start(
    const char *conninfo, const struct db_loop *loop, void (*notified)(const char *, const char *))
{
	static const char suffix[] = " connect_timeout=2 application_name=thidua-listen";
	size_t length = strlen(conninfo) + sizeof(suffix);

	if (notified == NULL)
		return;
	listener.conninfo = malloc(length);
	if (listener.conninfo == NULL)
		abort();
	snprintf(listener.conninfo, length, "%s%s", conninfo, suffix);
	listener.loop = loop;
	listener.notified = notified;
	listener.watch = loop->watch_new(listener_ready, NULL);
	listener_open();
}

void
listener_tick(uint64_t now_us)
{
	if (listener.conninfo == NULL)
		return;
	if (listener.pg == NULL && now_us >= listener.retry_at_us)
		listener_open();
	else if (listener.pg != NULL && !listener.listening &&
		 now_us - listener.started_us > CONNECT_TIMEOUT_US)
		listener_close();
}

void
listener_stop(void)
{
	if (listener.conninfo == NULL)
		return;
	if (listener.pg != NULL)
		listener_close();
	free(listener.conninfo);
	listener.conninfo = NULL;
}
