/*
 * The opaque cursor of list pages: the place in the sort order, bound by HMAC to the filters that it was
 * made under. It grants nothing: row level security decides what is seen.
 */
#ifndef THIDUA_WIRE_CURSOR_H
#define THIDUA_WIRE_CURSOR_H

#include <stddef.h>

#include "base/arena.h"

/* key: at least 32 bytes, borrowed for ever. */
void cursor_start(const unsigned char *key, size_t length);

/* place: raw text from SQL; filters: operation id and canonical query. New text in the arena. */
char *cursor_encode(struct arena *, const char *place, const char *filters);

/* The place again; NULL: not ours, changed, or made under other filters (400 invalid-cursor). */
char *cursor_decode(struct arena *, const char *cursor, const char *filters);

#endif
