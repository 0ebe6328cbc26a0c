/*
 * Makes access tokens by hand, good ones and every kind of bad one, without libjwt. A payload is
 * the one of a good token in which one member was replaced, dropped or added, as raw JSON text.
 */
#ifndef THIDUA_TESTS_UNIT_AUTH_FORGE_H
#define THIDUA_TESTS_UNIT_AUTH_FORGE_H

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "auth/token.h"
#include "base/encode.h"
#include "base/limits.h"
#include "base/text.h"
#include "unit.h"

#define NOW 1800000000
#define ISSUER "https://thidua.example"
#define AUDIENCE "https://thidua.example/v1"

/* Each of 32 bytes. */
#define KEY_ONE "access-one-access-one-access-one"
#define KEY_TWO "access-two-access-two-access-two"
#define KEY_STRANGE "a-stranger-a-stranger-a-stranger"
#define KEY_REFRESHING "refreshing-refreshing-refreshing"
#define KEY_PAGING "page-place-page-place-page-place"

#define USER "01890000-0000-7000-8000-00000000000a"
#define ORGANISATION "01890000-0000-7000-8000-00000000000b"
#define SESSION "01890000-0000-7000-8000-00000000000c"
#define TOKEN_ID "01890000-0000-4000-8000-00000000000d"

#define HEADER "{\"alg\":\"HS256\",\"kid\":\"one\",\"typ\":\"JWT\"}"

static inline const char *
forge_key(struct arena *arena, const char *name, const char *purpose, const char *bytes)
{
	const char *text = base64url_encode(arena, (const unsigned char *)bytes, strlen(bytes));

	return arena_printf(arena, "%s %s %s\n", name, purpose, text);
}

/* "one" signs, "two" verifies too. */
static inline const char *
forge_ring(struct arena *arena)
{
	return arena_printf(arena, "%s%s%s%s", forge_key(arena, "one", "access", KEY_ONE),
	    forge_key(arena, "two", "access", KEY_TWO),
	    forge_key(arena, "refreshing", "refresh", KEY_REFRESHING),
	    forge_key(arena, "paging", "cursor", KEY_PAGING));
}

struct forge_member {
	const char *name, *value;
};

static const struct forge_member forge_members[] = {
	{ "iss", "\"" ISSUER "\"" },
	{ "aud", "\"" AUDIENCE "\"" },
	{ "iat", "1800000000" },
	{ "exp", "1800000600" },
	{ "sub", "\"" USER "\"" },
	{ "org", "\"" ORGANISATION "\"" },
	{ "sid", "\"" SESSION "\"" },
	{ "jti", "\"" TOKEN_ID "\"" },
	{ "roles", "[\"reporter\",\"approver\"]" },
	{ "level", "\"province\"" },
	{ "system", "\"union\"" },
	{ "sv", "7" },
};

/* name NULL: nothing is changed; value NULL: the member is dropped. */
static inline const char *
forge_payload(struct arena *arena, const char *name, const char *value)
{
	const char *separator = "{", *now;
	bool found = false, this;
	struct text text;
	size_t i;

	text_init(&text, arena, 512);
	for (i = 0; i < COUNT(forge_members); i++) {
		this = name && strcmp(name, forge_members[i].name) == 0;
		found = found || this;
		now = this ? value : forge_members[i].value;
		if (!now)
			continue;
		text_addf(&text, "%s\"%s\":%s", separator, forge_members[i].name, now);
		separator = ",";
	}
	if (name && value && !found)
		text_addf(&text, ",\"%s\":%s", name, value);
	text_adds(&text, "}");
	return text.data;
}

static inline const char *
forge_base64url(struct arena *arena, const char *text)
{
	return base64url_encode(arena, (const unsigned char *)text, strlen(text));
}

/* The signature of any text with any hash; hash NULL: an empty one. */
static inline const char *
forge_signature(struct arena *arena, const char *text, const EVP_MD *hash, const char *key)
{
	unsigned char bytes[EVP_MAX_MD_SIZE];
	unsigned length = 0;

	if (!hash)
		return "";
	assert_non_null(HMAC(hash, key, (int)strlen(key), (const unsigned char *)text, strlen(text),
	    bytes, &length));
	return base64url_encode(arena, bytes, length);
}

static inline char *
forge_token(struct arena *arena, const char *header, const char *payload, const EVP_MD *hash,
    const char *key)
{
	const char *body = arena_printf(
	    arena, "%s.%s", forge_base64url(arena, header), forge_base64url(arena, payload));

	return arena_printf(arena, "%s.%s", body, forge_signature(arena, body, hash, key));
}

static inline char *
forge_good(struct arena *arena)
{
	return forge_token(arena, HEADER, forge_payload(arena, NULL, NULL), EVP_sha256(), KEY_ONE);
}

static inline int
forge_setup(void **state)
{
	(void)arena_setup(state);
	return token_start(forge_ring(*state), ISSUER, AUDIENCE) ? 0 : -1;
}

/*
 * A test whose *state is an arena of its own, with the keys of forge_ring in force and an empty
 * cache.
 */
#define FORGE_TEST(test) cmocka_unit_test_setup_teardown(test, forge_setup, arena_teardown)

#endif
