#include "wire/cursor.h"

#include <stdlib.h>
#include <string.h>

#include "base/encode.h"
#include "base/limits.h"
#include "base/text.h"

/* Half of the hash, as RFC 2104 section 5 allows: a cursor travels in every address of a list. */
#define MAC_BYTES 16

static const unsigned char *cursor_key;
static size_t cursor_key_length;

void
cursor_start(const unsigned char *key, size_t length)
{
	if (key == NULL || length < TOKEN_KEY_MIN)
		abort();
	cursor_key = key;
	cursor_key_length = length;
}

/* The NUL between the two keeps "a" + "bc" apart from "ab" + "c". */
static void
mac_make(
    struct arena *arena, const char *place, const char *filters, unsigned char out[SHA256_BYTES])
{
	size_t filters_size = strlen(filters) + 1;
	struct text both;

	if (cursor_key == NULL)
		abort();
	text_init(&both, arena, filters_size + strlen(place));
	text_add(&both, filters, filters_size);
	text_adds(&both, place);
	hmac_sha256(cursor_key, cursor_key_length, both.data, both.length, out);
}

char *
cursor_encode(struct arena *arena, const char *place, const char *filters)
{
	size_t length = strlen(place);
	unsigned char mac[SHA256_BYTES];
	unsigned char *bytes = arena_alloc(arena, MAC_BYTES + length);

	mac_make(arena, place, filters, mac);
	memcpy(bytes, mac, MAC_BYTES);
	memcpy(bytes + MAC_BYTES, place, length);
	return base64url_encode(arena, bytes, MAC_BYTES + length);
}

char *
cursor_decode(struct arena *arena, const char *cursor, const char *filters)
{
	unsigned char mac[SHA256_BYTES];
	unsigned char *bytes;
	size_t length = 0;
	char *place;

	bytes = base64url_decode(arena, cursor, strlen(cursor), &length);
	if (bytes == NULL || length < MAC_BYTES)
		return NULL;
	place = (char *)bytes + MAC_BYTES; /* NUL-terminated by the decoder */
	if (strlen(place) != length - MAC_BYTES)
		return NULL;
	mac_make(arena, place, filters, mac);
	return equal_constant_time(mac, bytes, MAC_BYTES) ? place : NULL;
}
