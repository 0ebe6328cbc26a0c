/*
 * One arena for one request: memory that is taken piece by piece and given back all at once.
 *
 * Invariants: arena_alloc never returns NULL and its memory is zeroed; every pointer lives until
 * arena_release; deferred releases run last-in first-out, before the memory goes.
 * A request that asks for more than ARENA_MAX bytes is a fault of ours and aborts the process.
 */
#ifndef THIDUA_BASE_ARENA_H
#define THIDUA_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

#include "base/attributes.h"

struct arena_block;
struct arena_deferred;

struct arena {
	struct arena_block *blocks;
	struct arena_deferred *deferred;
	size_t used_bytes; /* asked for so far, against ARENA_MAX */
};

void arena_init(struct arena *);
/* Idempotent: a released arena is as good as a new one. */
void arena_release(struct arena *);

void *arena_alloc(struct arena *, size_t bytes);
/* Copies; the copy is NUL-terminated. text may be NULL, and then so is the result. */
char *arena_strdup(struct arena *, const char *text);
char *arena_strndup(struct arena *, const char *text, size_t length);
char *arena_printf(struct arena *, const char *format, ...) PRINTF_LIKE(2, 3);

/* Run release(thing) when the arena is released: for json_t, PGresult and other foreign memory. */
void arena_defer(struct arena *, void (*release)(void *), void *thing);

#endif
