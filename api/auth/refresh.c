/*
 * Refresh tokens: nothing but a place in a session, under a key that serves only them. See
 * auth/refresh.h.
 */
#include "auth/refresh.h"

#include <stdlib.h>
#include <string.h>

#include "auth/keyring.h"
#include "base/encode.h"

#define COUNTER_BYTES 4
#define SIGNED_BYTES (UUID_BYTES + COUNTER_BYTES)
#define REFRESH_BYTES (SIGNED_BYTES + SHA256_BYTES)
/* Characters of REFRESH_BYTES in base64url. */
#define REFRESH_TEXT ((REFRESH_BYTES * 8 + 5) / 6)

/* Without a session or a key there is nothing that may be handed out. */
char *
refresh_issue(struct arena *arena, const char *session_id, uint32_t counter)
{
	const struct key *key = key_first(KEY_REFRESH);
	unsigned char bytes[REFRESH_BYTES];
	int i;

	if (!key || !uuid_parse(session_id, bytes))
		abort();
	for (i = 0; i < COUNTER_BYTES; i++)
		bytes[UUID_BYTES + i] = (unsigned char)(counter >> (8 * (COUNTER_BYTES - 1 - i)));
	hmac_sha256(key->bytes, key->length, bytes, SIGNED_BYTES, bytes + SIGNED_BYTES);
	return base64url_encode(arena, bytes, sizeof(bytes));
}

static bool
signature_good(const unsigned char *bytes)
{
	unsigned char expected[SHA256_BYTES];
	const struct key *key;

	for (key = key_first(KEY_REFRESH); key; key = key_next(key)) {
		hmac_sha256(key->bytes, key->length, bytes, SIGNED_BYTES, expected);
		if (equal_constant_time(expected, bytes + SIGNED_BYTES, SHA256_BYTES))
			return true;
	}
	return false;
}

static bool
bytes_read(const unsigned char *bytes, char *ret_session_id, uint32_t *ret_counter)
{
	uint32_t counter = 0;
	int i;

	if (!bytes || !signature_good(bytes))
		return false;
	for (i = 0; i < COUNTER_BYTES; i++)
		counter = counter << 8 | bytes[UUID_BYTES + i];
	uuid_format(bytes, ret_session_id);
	*ret_counter = counter;
	return true;
}

bool
refresh_verify(const char *text, char ret_session_id[37], uint32_t *ret_counter)
{
	struct arena arena;
	size_t length;
	bool good;

	if (!text || strnlen(text, REFRESH_TEXT + 1) != REFRESH_TEXT)
		return false;
	arena_init(&arena);
	good = bytes_read(
	    base64url_decode(&arena, text, REFRESH_TEXT, &length), ret_session_id, ret_counter);
	arena_release(&arena);
	return good;
}
