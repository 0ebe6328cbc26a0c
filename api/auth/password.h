/*
 * Argon2id (m = 19456 KiB, t = 2, p = 1; OWASP's minimum, about 30 ms) off the event loop: a few threads of our own, a short queue,
 * and one descriptor that becomes readable when answers wait. No Kore here: http/ watches the descriptor.
 */
#ifndef THIDUA_AUTH_PASSWORD_H
#define THIDUA_AUTH_PASSWORD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attributes.h"

#define PASSWORD_HASH_MAX 128

/* Called on the event loop's thread for each finished job. matched: for verify; hash: for hashing, else NULL. */
typedef void password_done(void *context, bool matched, const char *hash);

/* Starts the threads. Returns the descriptor to watch for reading (eventfd); -1: reason in errno. */
MUSTUSE int password_start(unsigned threads);

/*
 * Queues a check of password against an encoded hash; NULL hash: a dummy is checked, so that an unknown
 * account takes as long as a known one, and the answer is false. Both texts are copied. false: the queue is full.
 */
MUSTUSE bool password_verify(
    const char *password, const char *encoded_hash, password_done *, void *context);
/* Queues hashing with a fresh salt. */
MUSTUSE bool password_hash(const char *password, password_done *, void *context);

/* Calls the callbacks of all finished jobs; to be called when the descriptor is readable. */
void password_collect(void);

/* For programs without an event loop. true: done. */
MUSTUSE bool password_hash_now(const char *password, char ret_hash[PASSWORD_HASH_MAX]);

#endif
