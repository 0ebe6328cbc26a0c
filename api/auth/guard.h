/*
 * What stands before libjwt 1.10. That library checks a signature and nothing else, takes the
 * algorithm from the token, copies the token onto the stack and writes past its buffer when a
 * segment is empty; so a token reaches it only when it has the one form that this service signs
 * (RFC 8725).
 */
#ifndef THIDUA_AUTH_GUARD_H
#define THIDUA_AUTH_GUARD_H

#include <jansson.h>

#include "base/arena.h"

/*
 * The payload of a token that an access key of ours signed: a new reference to any JSON array or
 * object, in which no name appears twice. NULL: not ours. token: NUL-terminated; length: of the
 * text, or any number above TOKEN_MAX for one that is longer. arena: scratch.
 */
json_t *guard_open(struct arena *, const char *token, size_t length);

#endif
