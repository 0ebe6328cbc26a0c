/*
 * The steps stand in the order of their cost and of what the next one may rely on. See
 * auth/guard.h.
 */
#include "auth/guard.h"

#include <jwt.h>
#include <string.h>

#include "auth/keyring.h"
#include "base/encode.h"
#include "base/limits.h"

enum segment { SEGMENT_HEADER, SEGMENT_PAYLOAD, SEGMENT_SIGNATURE, SEGMENTS };

struct bytes {
	const unsigned char *data;
	size_t length;
};

/*
 * Exactly three segments, none of them empty, each in the only spelling of its bytes: with padding
 * or stray bits allowed, one signature would be good for many tokens.
 */
static bool
segments_decode(struct arena *arena, const char *token, struct bytes segments[SEGMENTS])
{
	size_t i, length;

	for (i = 0; i < SEGMENTS; i++, token += length + 1) {
		length = strcspn(token, ".");
		if (length == 0 || token[length] != (i + 1 < SEGMENTS ? '.' : '\0'))
			return false;
		segments[i].data = base64url_decode(arena, token, length, &segments[i].length);
		if (!segments[i].data)
			return false;
	}
	return true;
}

/*
 * Of a name that appears twice libjwt takes the last and another reader the first: so it may not.
 */
static json_t *
json_read(struct bytes bytes)
{
	return json_loadb((const char *)bytes.data, bytes.length, JSON_REJECT_DUPLICATES, NULL);
}

/*
 * Names the members that are allowed rather than those that are not: crit and b64 change what is
 * signed, zip and enc what is inside, jku, jwk, x5u and x5c bring the sender's own key, and the
 * next extension will be refused as well.
 */
static bool
header_plain(json_t *header)
{
	const char *name;
	json_t *value;

	json_object_foreach (header, name, value) {
		if (strcmp(name, "alg") != 0 && strcmp(name, "kid") != 0 &&
		    strcmp(name, "typ") != 0)
			return false;
	}
	return json_is_object(header);
}

static bool
member_is(json_t *object, const char *name, const char *expected)
{
	const char *text = json_string_value(json_object_get(object, name));

	return text && !strcmp(text, expected);
}

/* NULL: no access key of ours has this name, or the token asks for another use of it. */
static const struct key *
header_key(struct bytes bytes)
{
	json_auto_t *header = json_read(bytes);
	const struct key *key;
	const char *name;

	if (!header_plain(header))
		return NULL;
	name = json_string_value(json_object_get(header, "kid"));
	key = name ? key_find(KEY_ACCESS, name) : NULL;
	if (!key || key->length < TOKEN_KEY_MIN)
		return NULL;
	return member_is(header, "alg", "HS256") && member_is(header, "typ", "JWT") ? key : NULL;
}

/* libjwt takes the algorithm from the header: that it took ours is asked again, of itself. */
static bool
signature_good(const char *token, const struct key *key)
{
	jwt_t *jwt = NULL;
	bool good = jwt_decode(&jwt, token, key->bytes, (int)key->length) == 0 && jwt &&
	            jwt_get_alg(jwt) == JWT_ALG_HS256;

	jwt_free(jwt);
	return good;
}

json_t *
guard_open(struct arena *arena, const char *token, size_t length)
{
	struct bytes segments[SEGMENTS] = { { 0 } };
	const struct key *key;

	if (length > TOKEN_MAX || !segments_decode(arena, token, segments))
		return NULL;
	key = header_key(segments[SEGMENT_HEADER]);
	if (!key || !signature_good(token, key))
		return NULL;
	return json_read(segments[SEGMENT_PAYLOAD]);
}
