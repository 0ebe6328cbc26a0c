/*
 * Bytes to text and back, and the two hashes we use. Pure; libcrypto does the hashing.
 *
 * Decoders are strict: one value has one spelling, so that a text may be compared, cached and
 * signed without a second form of it slipping past.
 */
#ifndef THIDUA_BASE_ENCODE_H
#define THIDUA_BASE_ENCODE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/attributes.h"

#define SHA256_BYTES 32
#define UUID_BYTES 16
#define UUID_TEXT 37 /* 36 characters and NUL */

/* RFC 4648 section 5 without padding. New text in the arena. */
char *base64url_encode(struct arena *, const unsigned char *bytes, size_t length);

/*
 * New bytes in the arena, followed by a NUL that ret_length leaves out; an empty text gives an
 * empty result. NULL: a character outside the alphabet (padding too), a length that no encoder
 * makes, or stray bits.
 */
MUSTUSE unsigned char *base64url_decode(
    struct arena *, const char *text, size_t length, size_t *ret_length);

/* Both abort where libcrypto refuses: there is no answer without them. data may be NULL when length
 * is 0. */
void sha256(const void *data, size_t length, unsigned char out[SHA256_BYTES]);
void hmac_sha256(const unsigned char *key, size_t key_length, const void *data, size_t length,
    unsigned char out[SHA256_BYTES]);

/* Takes as long for the first difference as for the last. */
bool equal_constant_time(const void *, const void *, size_t length);

/* Lower case; out holds 2 * length + 1 bytes, the NUL included. */
void hex_encode(const unsigned char *bytes, size_t length, char *out);

void uuid_format(const unsigned char bytes[UUID_BYTES], char out[UUID_TEXT]);
/* 8-4-4-4-12 hex digits of either case. false: anything else; out is not touched. */
MUSTUSE bool uuid_parse(const char *text, unsigned char out[UUID_BYTES]);

#endif
