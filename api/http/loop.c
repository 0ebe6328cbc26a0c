#include "http/loop.h"

#include <kore/kore.h>

#include <stdlib.h>
#include <sys/epoll.h>

/* Kore casts the pointer that epoll gives back to struct kore_event: it must come first. */
struct db_watch {
	struct kore_event event;
	void (*ready)(void *owner);
	void *owner;
};

static void
watch_handle(void *arg, int error)
{
	struct db_watch *watch = arg;

	/* An error shows itself when the descriptor is read; here it only means that there is something to do. */
	(void)error;
	watch->ready(watch->owner);
}

static struct db_watch *
watch_new(void (*ready)(void *owner), void *owner)
{
	struct db_watch *watch = calloc(1, sizeof(*watch));

	if (watch == NULL)
		abort();
	watch->event.type = KORE_TYPE_TASK;
	watch->event.handle = watch_handle;
	watch->ready = ready;
	watch->owner = owner;
	return watch;
}

static void
watch_set(struct db_watch *watch, int fd, bool writable)
{
	kore_platform_event_schedule(fd, EPOLLIN | (writable ? EPOLLOUT : 0), 0, watch);
}

static void
watch_unset(struct db_watch *watch, int fd)
{
	(void)watch;
	kore_platform_disable_read(fd);
}

const struct db_loop loop_for_db = {
	.watch_new = watch_new,
	.watch = watch_set,
	.unwatch = watch_unset,
};

void
loop_watch_reading(int fd, void (*ready)(void *owner), void *owner)
{
	watch_set(watch_new(ready, owner), fd, false);
}

static void
timer_handle(void *arg, u_int64_t now)
{
	void (*tick)(void) = *(void (**)(void))arg;

	(void)now;
	tick();
}

void
loop_every(unsigned interval_ms, void (*tick)(void))
{
	void (**kept)(void) = malloc(sizeof(tick));

	if (kept == NULL)
		abort();
	*kept = tick; /* for as long as the process lives */
	(void)kore_timer_add(timer_handle, interval_ms, kept, 0);
}
