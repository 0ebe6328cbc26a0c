/*
 * Access tokens from any bytes. An input is verified as it stands; one with a line end is also
 * taken for a header and a payload, which are signed properly, so that the fuzzer gets past the
 * signature to what stands behind it.
 */
#define _GNU_SOURCE /* RTLD_NEXT */
#include "fuzz.h"

#include <dlfcn.h>
#include <jwt.h>

#include "auth/token.h"
#include "base/encode.h"
#include "base/limits.h"

#define NOW 1800000000
#define KEY_ONE "access-one-access-one-access-one"
#define CHARACTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."

/* Stands before the library's own: what it writes out of bounds for must never come here. */
int
jwt_decode(jwt_t **jwt, const char *token, const unsigned char *key, int key_len)
{
	int (*library)(jwt_t **, const char *, const unsigned char *, int);
	const char *payload = strchr(token, '.');
	const char *signature = payload ? strchr(payload + 1, '.') : NULL;

	PROMISE(strlen(token) <= TOKEN_MAX);
	PROMISE(strspn(token, CHARACTERS) == strlen(token));
	PROMISE(signature && !strchr(signature + 1, '.'));
	PROMISE(payload > token && signature > payload + 1 && signature[1]);
	PROMISE(key_len >= TOKEN_KEY_MIN);
	*(void **)&library = dlsym(RTLD_NEXT, "jwt_decode");
	return library(jwt, token, key, key_len);
}

static const char *
key_line(struct arena *arena, const char *name, const char *purpose, const char *bytes)
{
	const char *text = base64url_encode(arena, (const unsigned char *)bytes, strlen(bytes));

	return arena_printf(arena, "%s %s %s\n", name, purpose, text);
}

static void
start(struct arena *arena)
{
	const char *ring = arena_printf(arena, "%s%s%s", key_line(arena, "one", "access", KEY_ONE),
	    key_line(arena, "refreshing", "refresh", "refreshing-refreshing-refreshing"),
	    key_line(arena, "paging", "cursor", "page-place-page-place-page-place"));

	PROMISE(token_start(ring, "https://thidua.example", "https://thidua.example/v1"));
}

/* Whatever was taken keeps the promises of auth/token.h, and the cache says the same. */
static void
verify(const char *text)
{
	struct claims claims, again;

	if (token_verify(text, NOW, &claims) != TOKEN_OK)
		return;
	PROMISE(strlen(claims.user_id) == 36 && strlen(claims.organisation_id) == 36);
	PROMISE(strlen(claims.session_id) == 36 && strlen(claims.token_id) == 36);
	PROMISE(strnlen(claims.level, sizeof(claims.level)) < sizeof(claims.level));
	PROMISE(strnlen(claims.system, sizeof(claims.system)) < sizeof(claims.system));
	PROMISE(claims.expires_at_s > NOW && claims.issued_at_s <= NOW + TOKEN_SKEW_S);
	PROMISE(claims.expires_at_s - claims.issued_at_s <= TOKEN_LIFE_S);
	PROMISE(claims.roles < 512);
	PROMISE(token_verify(text, NOW, &again) == TOKEN_OK);
	PROMISE(strcmp(again.user_id, claims.user_id) == 0 && again.roles == claims.roles);
	PROMISE(token_verify(text, claims.expires_at_s, &again) == TOKEN_EXPIRED);
}

static const char *
sign(struct arena *arena, const uint8_t *data, size_t header_length, size_t size)
{
	const uint8_t *rest = data + header_length + 1;
	const char *header = base64url_encode(arena, data, header_length);
	const char *payload = base64url_encode(arena, rest, size - header_length - 1);
	const char *body = arena_printf(arena, "%s.%s", header, payload);
	unsigned char bytes[SHA256_BYTES];

	hmac_sha256((const unsigned char *)KEY_ONE, strlen(KEY_ONE), body, strlen(body), bytes);
	return arena_printf(arena, "%s.%s", body, base64url_encode(arena, bytes, sizeof(bytes)));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *line_end = size ? memchr(data, '\n', size) : NULL;
	static bool started;
	struct arena arena;

	arena_init(&arena);
	if (!started)
		start(&arena);
	started = true;
	verify(arena_strndup(&arena, (const char *)data, size));
	if (line_end)
		verify(sign(&arena, data, (size_t)(line_end - data), size));
	arena_release(&arena);
	return 0;
}
