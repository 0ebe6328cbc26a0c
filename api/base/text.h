/*
 * A growing text in an arena, for building JSON, headers and log lines.
 * Invariant: data is NUL-terminated and length excludes that NUL. Nothing is freed by hand.
 */
#ifndef THIDUA_BASE_TEXT_H
#define THIDUA_BASE_TEXT_H

#include <stddef.h>

#include "base/arena.h"

struct text {
	struct arena *arena; /* borrowed */
	char *data;
	size_t length, capacity;
};

void text_init(struct text *, struct arena *, size_t capacity);
void text_add(struct text *, const char *bytes, size_t length);
void text_adds(struct text *, const char *string);
void text_addf(struct text *, const char *format, ...) PRINTF_LIKE(2, 3);
/* Adds a JSON string with its quotes; NULL adds null. */
void text_add_json(struct text *, const char *string);

#endif
