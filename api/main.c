/*
 * The module that Kore loads: configuration in the parent, start of the rooms in each worker, and the one handler
 * of the one route. Workers open no files: what they need is read before they are made.
 */
#include <kore/kore.h>

#include <kore/http.h>
#include <kore/seccomp.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "auth/password.h"
#include "auth/token.h"
#include "base/clock.h"
#include "base/log.h"
#include "db/db.h"
#include "http/call.h"
#include "http/loop.h"
#include "http/maintenance.h"
#include "http/metrics.h"
#include "http/request_id.h"
#include "http/session.h"
#include "wire/cursor.h"
#include "wire/decode.h"

#define EXPORT __attribute__((visibility("default")))

/*
 * Kore 4.1.0's filter lacks what glibc 2.36, libpq and threads need; without the first two, the first
 * database connection kills the worker. The hook that the macro defines is looked up by name, so it must be seen.
 */
EXPORT void kore_seccomp_hook(void);
KORE_SECCOMP_FILTER("thidua", KORE_SYSCALL_ALLOW(newfstatat), KORE_SYSCALL_ALLOW(getdents64),
    KORE_SYSCALL_ALLOW(getpeername), KORE_SYSCALL_ALLOW(getsockname), KORE_SYSCALL_ALLOW(uname),
    KORE_SYSCALL_ALLOW(pread64), KORE_SYSCALL_ALLOW(gettid), KORE_SYSCALL_ALLOW(clone),
    KORE_SYSCALL_ALLOW(clone3), KORE_SYSCALL_ALLOW(futex), KORE_SYSCALL_ALLOW(set_robust_list),
    KORE_SYSCALL_ALLOW(rseq), KORE_SYSCALL_ALLOW(eventfd2), KORE_SYSCALL_ALLOW(getrandom),
    KORE_SYSCALL_ALLOW(mremap), KORE_SYSCALL_ALLOW(rt_sigprocmask),
    KORE_SYSCALL_ALLOW(rt_sigaction), KORE_SYSCALL_ALLOW(sched_getaffinity),
    KORE_SYSCALL_ALLOW(sched_yield), KORE_SYSCALL_ALLOW(prlimit64), KORE_SYSCALL_ALLOW(sysinfo),
    KORE_SYSCALL_ALLOW(getgid), KORE_SYSCALL_ALLOW(getegid), KORE_SYSCALL_ALLOW(recvmsg),
    KORE_SYSCALL_ALLOW(sendmsg), KORE_SYSCALL_ALLOW(tgkill))

EXPORT void kore_parent_configure(int argc, char *argv[]);
EXPORT void kore_worker_configure(void);
EXPORT void kore_worker_teardown(void);
EXPORT int thidua_handle(struct http_request *);

#define PASSWORD_THREADS 1
#define KEY_RING_MAX 65536

static char *conninfo;

static const char *
setting(const char *name, const char *fallback)
{
	const char *value = getenv(name);

	if (value == NULL || *value == '\0')
		value = fallback;
	if (value == NULL)
		fatal("%s is not set", name);
	return value;
}

static void
keys_read(void)
{
	static char ring[KEY_RING_MAX];
	FILE *file = fopen(setting("THIDUA_KEYS", NULL), "r");
	const unsigned char *key;
	size_t length;

	if (file == NULL)
		fatal("the key ring THIDUA_KEYS cannot be read: %s", errno_s);
	length = fread(ring, 1, sizeof(ring) - 1, file);
	fclose(file);
	ring[length] = '\0';
	if (!token_start(
		ring, setting("THIDUA_ISSUER", "thidua"), setting("THIDUA_AUDIENCE", "thidua-api")))
		fatal("the key ring THIDUA_KEYS is not usable");
	explicit_bzero(ring, sizeof(ring));
	key = token_key("cursor", &length);
	if (key == NULL)
		fatal("the key ring THIDUA_KEYS has no cursor key");
	cursor_start(key, length);
}

/* Everything that may fail at start fails here, before a worker exists, and loudly. */
void
kore_parent_configure(int argc, char *argv[])
{
	(void)argc;
	(void)argv;
	conninfo = strdup(setting("THIDUA_DSN", NULL));
	session_start(strcmp(setting("THIDUA_COOKIE_SECURE", "1"), "0") != 0);
	keys_read();
	if (!decode_start())
		fatal("the contract's patterns do not compile");
	metrics_share();
}

static void
tick_fast(void)
{
	db_tick(clock_monotonic_us());
}

static void
tick_slow(void)
{
	maintenance_tick();
	metrics_sample();
	log_flush();
}

static void
passwords_ready(void *owner)
{
	(void)owner;
	password_collect();
}

void
kore_worker_configure(void)
{
	int fd;

	request_id_start();
	metrics_join(worker->id);
	fd = password_start(PASSWORD_THREADS);
	if (fd < 0)
		fatal("password threads: %s", errno_s);
	loop_watch_reading(fd, passwords_ready, NULL);
	db_start(conninfo, &loop_for_db, maintenance_notified);
	loop_every(20, tick_fast);
	loop_every(200, tick_slow);
}

void
kore_worker_teardown(void)
{
	db_stop();
	log_flush();
}

/*
 * Called once when the request is complete, and again when call_finish woke it. The only place that
 * tells Kore how a request ended.
 */
int
thidua_handle(struct http_request *req)
{
	struct call *call = req->hdlr_extra;

	if (call == NULL) {
		call = call_new(req);
		pipeline_run(call);
	}
	if (!call->answered) {
		http_request_sleep(req);
		return KORE_RESULT_RETRY;
	}
	answer_send(call);
	return KORE_RESULT_OK;
}
