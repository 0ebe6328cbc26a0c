/* Small parsers for header values; pure, no allocation beyond the arena, fuzzed. */
#ifndef THIDUA_WIRE_HEADER_H
#define THIDUA_WIRE_HEADER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/attributes.h"
#include "wire/problem.h"

/* Accept-Language: the better of vi and en by q; vi where neither is asked for. NULL is allowed. */
enum language header_language(const char *accept_language);

/* Accept: false only where JSON is refused outright (406). NULL is allowed. */
bool header_accepts_json(const char *accept);

/* Content-Type: the media type without parameters equals `expected`, and a charset, if any, is utf-8. */
bool header_is_type(const char *content_type, const char *expected);

/*
 * If-Match / If-None-Match: the opaque part of one entity tag; W/ and a ".variant" suffix are dropped,
 * because gzip in front of us weakens tags. "*" comes back as "*". NULL: not one well-formed tag.
 */
const char *header_etag(struct arena *, const char *value);

/* Idempotency-Key: a quoted or bare key of 1 to 64 printable ASCII characters. NULL: malformed. */
const char *header_idempotency_key(struct arena *, const char *value);

/* traceparent version 00: copies 32 hex digits and NUL; false: absent or malformed, a new trace begins. */
MUSTUSE bool header_trace_id(const char *traceparent, char ret_trace_id[33]);

/* The value of one cookie; NULL: not there. */
const char *header_cookie(struct arena *, const char *cookies, const char *name);

#endif
