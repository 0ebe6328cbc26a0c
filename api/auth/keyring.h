/*
 * The HMAC keys of this service, each with a name (kid) and one purpose. A key never serves two
 * purposes (RFC 8725 section 3.12), which is why no function here finds a key without asking for
 * its purpose. The ring is read once at start, is constant afterwards, and its keys are borrowed
 * for ever.
 */
#ifndef THIDUA_AUTH_KEYRING_H
#define THIDUA_AUTH_KEYRING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attributes.h"

/* Keys in the ring: three purposes, each with a few generations during a rotation. */
#define KEYRING_MAX 16
/* Characters of a kid: it travels in every token. */
#define KEY_NAME_MAX 32
/* Bytes of a key: HMAC-SHA256 gains nothing above its block of 64, so this is room enough. */
#define KEY_BYTES_MAX 128

enum key_purpose { KEY_ACCESS, KEY_REFRESH, KEY_CURSOR, KEY_PURPOSES };

struct key {
	char name[KEY_NAME_MAX + 1];
	enum key_purpose purpose;
	unsigned char bytes[KEY_BYTES_MAX];
	size_t length;
};

/*
 * Lines "kid purpose base64url-key"; empty lines and lines that start with # are passed over. Every
 * purpose needs a key; no name and no key may appear twice. false: reason on stderr, and the ring
 * is as it was.
 */
MUSTUSE bool keyring_read(const char *text);

/* "access" to KEY_ACCESS; KEY_PURPOSES: no such purpose. */
enum key_purpose key_purpose_parse(const char *name);

/* NULL: the ring holds no such key of that purpose. */
const struct key *key_find(enum key_purpose, const char *name);

/* The one that signs; NULL: the ring was not read yet. */
const struct key *key_first(enum key_purpose);
/* The next of the same purpose; NULL: that was the last. */
const struct key *key_next(const struct key *);

#endif
