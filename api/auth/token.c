/*
 * Issues and verifies access tokens: the clock, the cache and the order of the parts. See
 * auth/token.h.
 */
#include "auth/token.h"

#include <jwt.h>
#include <openssl/rand.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "auth/cache.h"
#include "auth/claims.h"
#include "auth/guard.h"
#include "auth/keyring.h"
#include "base/encode.h"
#include "base/limits.h"

/* Bytes of the issuer's and of the audience's name: both are URLs that travel in every token. */
#define PARTY_MAX 128

static char own_issuer[PARTY_MAX + 1], own_audience[PARTY_MAX + 1];
static const struct parties parties = { .issuer = own_issuer, .audience = own_audience };

static bool
party_good(const char *what, const char *name)
{
	size_t length = strlen(name);

	if (length > 0 && length <= PARTY_MAX)
		return true;
	fprintf(stderr, "token %s: empty, or longer than %d bytes\n", what, PARTY_MAX);
	return false;
}

bool
token_start(const char *key_ring, const char *issuer, const char *audience)
{
	if (!party_good("issuer", issuer) || !party_good("audience", audience) ||
	    !keyring_read(key_ring))
		return false;
	memcpy(own_issuer, issuer, strlen(issuer) + 1);
	memcpy(own_audience, audience, strlen(audience) + 1);
	cache_clear();
	return true;
}

const unsigned char *
token_key(const char *purpose, size_t *ret_length)
{
	const struct key *key = key_first(key_purpose_parse(purpose));

	if (!key)
		return NULL;
	*ret_length = key->length;
	return key->bytes;
}

/* A version 4 uuid. */
static bool
uuid_random(char ret_uuid[UUID_TEXT])
{
	unsigned char bytes[UUID_BYTES];

	if (RAND_bytes(bytes, sizeof(bytes)) != 1)
		return false;
	bytes[6] = (unsigned char)((bytes[6] & 0x0f) | 0x40);
	bytes[8] = (unsigned char)((bytes[8] & 0x3f) | 0x80);
	uuid_format(bytes, ret_uuid);
	return true;
}

/* NULL: libjwt refuses or memory is short. New, for free(). */
static char *
claims_sign(struct arena *arena, const struct claims *claims)
{
	const struct key *key = key_first(KEY_ACCESS);
	char *text = NULL;
	jwt_t *jwt = NULL;

	if (key && !jwt_new(&jwt) && claims_write(jwt, arena, &parties, claims) &&
	    !jwt_add_header(jwt, "kid", key->name) &&
	    !jwt_set_alg(jwt, JWT_ALG_HS256, key->bytes, (int)key->length))
		text = jwt_encode_str(jwt);
	jwt_free(jwt);
	return text;
}

/* Without randomness, memory or keys there is no token to give and no sense in going on. */
char *
token_issue(struct arena *arena, struct claims *claims, int64_t now_s)
{
	char *text, *copy;

	claims->issued_at_s = now_s;
	claims->expires_at_s = now_s + TOKEN_LIFE_S;
	text = uuid_random(claims->token_id) ? claims_sign(arena, claims) : NULL;
	if (!text)
		abort();
	copy = arena_strdup(arena, text);
	explicit_bzero(text, strlen(text));
	free(text);
	return copy;
}

/* The long way, for a token that was not seen before. */
static bool
token_open(const char *text, size_t length, int64_t now_s, struct claims *ret_claims)
{
	struct arena arena;
	json_t *payload;
	bool done;

	arena_init(&arena);
	payload = guard_open(&arena, text, length);
	done = payload && claims_read(payload, &parties, now_s, ret_claims);
	json_decref(payload);
	arena_release(&arena);
	return done;
}

enum token_result
token_verify(const char *text, int64_t now_s, struct claims *ret_claims)
{
	/* One byte too many is enough for the guard to see. */
	size_t length = text ? strnlen(text, TOKEN_MAX + 1) : 0;
	unsigned char digest[SHA256_BYTES];
	const struct claims *known;
	struct claims claims = { 0 };

	if (length == 0)
		return TOKEN_INVALID;
	sha256(text, length, digest);
	known = cache_find(digest);
	if (known)
		claims = *known;
	else if (!token_open(text, length, now_s, &claims))
		return TOKEN_INVALID;
	if (claims.expires_at_s <= now_s)
		return TOKEN_EXPIRED;
	if (!known)
		cache_put(digest, &claims, now_s);
	*ret_claims = claims;
	return TOKEN_OK;
}
