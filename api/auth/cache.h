/*
 * Tokens that were verified before, by the SHA-256 of their full text: one table per process, of
 * fixed size. Only genuine tokens enter. An entry is found by all 32 bytes of the digest and never
 * by fewer; the first bytes only choose where to look. The clock is the caller's business: an entry
 * may be found after its time.
 */
#ifndef THIDUA_AUTH_CACHE_H
#define THIDUA_AUTH_CACHE_H

#include <stdint.h>

#include "auth/token.h"

/*
 * Together 4096 tokens, one megabyte: more than the accounts active in ten minutes on one process.
 */
#define CACHE_SETS 2048 /* a power of two */
#define CACHE_WAYS 2

#define CACHE_DIGEST 32

/* NULL: not here. Borrowed until the next cache_put or cache_clear. */
const struct claims *cache_find(const unsigned char digest[CACHE_DIGEST]);

/* Takes a free or expired place of its set, else that of the token which expires first. */
void cache_put(const unsigned char digest[CACHE_DIGEST], const struct claims *, int64_t now_s);

/* For a change of keys: what the old ones signed must be verified again. */
void cache_clear(void);

#endif
