/*
 * What the decode*.c files share; nobody else includes this.
 * A check walks a value beside its schema and writes down what is wrong. It takes no memory before
 * the first fault: places are linked through the stack and become text only then.
 */
#ifndef THIDUA_WIRE_DECODE_PARTS_H
#define THIDUA_WIRE_DECODE_PARTS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/attributes.h"
#include "wire/contract.h"
#include "wire/problem.h"

/* One step below its parent: a member (key) or an item (index). NULL: the value as a whole. */
struct place {
	const struct place *parent;
	const char *key; /* NULL: an item */
	size_t index;
};

struct check {
	struct arena *arena;
	struct problem *problem;
	const char *pointer;   /* where the whole value stands; "" for a body */
	const char *parameter; /* set for parameters, which have no pointers */
	bool faulty;           /* a fault was found, even if the problem had no room for it */
};

/* code and params as in struct fault; both borrowed. */
void decode_fault(struct check *, const struct place *, const char *code, const char *params);
/* {"name":limit} in the arena. */
const char *decode_limit(struct arena *, const char *name, int64_t limit);
/* {"name":"text"} in the arena. */
const char *decode_note(struct arena *, const char *name, const char *text);
/* type, with what would have been right. */
void decode_type_fault(struct check *, const struct contract_schema *, const struct place *);

/* Single values; text is UTF-8 without NUL inside, and NUL-terminated. */
void decode_string(struct check *, const struct contract_schema *, const struct place *,
    const char *text, size_t length);
void decode_integer(
    struct check *, const struct contract_schema *, const struct place *, int64_t value);

/* The fault code of a text that breaks its format; NULL: it holds. */
const char *decode_format(enum contract_format, const char *text, size_t length);

/* pattern: one that decode_start has seen. A match that takes too much work counts as none. */
bool decode_matches(const char *pattern, const char *text, size_t length);

/*
 * NFC of a valid text. The same pointer and length where nothing changes, which is nearly always;
 * else new text in the arena, NUL-terminated.
 */
const char *decode_compose(struct arena *, const char *text, size_t length, size_t *ret_length);

#endif
