/*
 * Claims are read with Jansson and not with libjwt: jwt_get_grant_int gives 0 for a string, so a
 * token without an end would look like one of 1970, and jwt_get_grant cannot read an array.
 */
#include "auth/claims.h"

#include <string.h>

#include "auth/role.h"
#include "base/encode.h"
#include "base/limits.h"
#include "base/text.h"

/* NULL: absent, or no string. */
static const char *
string_find(json_t *payload, const char *name)
{
	return json_string_value(json_object_get(payload, name));
}

static bool
integer_read(json_t *payload, const char *name, int64_t *ret_value)
{
	json_t *value = json_object_get(payload, name);

	if (!json_is_integer(value))
		return false;
	*ret_value = json_integer_value(value);
	return true;
}

static bool
uuid_read(json_t *payload, const char *name, char ret_uuid[UUID_TEXT])
{
	unsigned char bytes[UUID_BYTES];
	const char *text = string_find(payload, name);

	if (!text || !uuid_parse(text, bytes))
		return false;
	uuid_format(bytes, ret_uuid);
	return true;
}

static bool
word_read(json_t *payload, const char *name, char *ret_word, size_t capacity)
{
	const char *text = string_find(payload, name);
	size_t length = text ? strlen(text) : capacity;

	if (length >= capacity)
		return false;
	memcpy(ret_word, text, length + 1);
	return true;
}

static bool
roles_read(json_t *payload, unsigned *ret_roles)
{
	json_t *list = json_object_get(payload, "roles"), *item;
	const char *name;
	unsigned role;
	size_t i;

	*ret_roles = 0;
	json_array_foreach (list, i, item) {
		name = json_string_value(item);
		role = name ? role_find(name, strlen(name)) : 0;
		if (!role)
			return false;
		*ret_roles |= role;
	}
	return json_is_array(list);
}

static bool
issuer_good(json_t *payload, const char *issuer)
{
	const char *text = string_find(payload, "iss");

	return text && !strcmp(text, issuer);
}

/* RFC 7519 section 4.1.3: one string, or an array of strings that holds ours. */
static bool
audience_good(json_t *payload, const char *audience)
{
	json_t *value = json_object_get(payload, "aud"), *item;
	bool found = false;
	size_t i;

	if (json_is_string(value))
		return !strcmp(json_string_value(value), audience);
	json_array_foreach (value, i, item) {
		if (!json_is_string(item))
			return false;
		found = found || !strcmp(json_string_value(item), audience);
	}
	return found;
}

/* The order of the tests keeps the subtraction in range for any two integers. */
static bool
times_read(json_t *payload, int64_t now_s, struct claims *ret)
{
	int64_t not_before_s = 0;

	if (!integer_read(payload, "iat", &ret->issued_at_s) ||
	    !integer_read(payload, "exp", &ret->expires_at_s))
		return false;
	if (json_object_get(payload, "nbf") && !integer_read(payload, "nbf", &not_before_s))
		return false;
	return ret->issued_at_s >= 0 && ret->issued_at_s <= now_s + TOKEN_SKEW_S &&
	       not_before_s <= now_s + TOKEN_SKEW_S && ret->expires_at_s > ret->issued_at_s &&
	       ret->expires_at_s - ret->issued_at_s <= TOKEN_LIFE_S;
}

bool
claims_read(json_t *payload, const struct parties *parties, int64_t now_s, struct claims *ret)
{
	return times_read(payload, now_s, ret) && issuer_good(payload, parties->issuer) &&
	       audience_good(payload, parties->audience) &&
	       uuid_read(payload, "sub", ret->user_id) &&
	       uuid_read(payload, "jti", ret->token_id) &&
	       uuid_read(payload, "sid", ret->session_id) &&
	       uuid_read(payload, "org", ret->organisation_id) &&
	       roles_read(payload, &ret->roles) &&
	       word_read(payload, "level", ret->level, sizeof(ret->level)) &&
	       word_read(payload, "system", ret->system, sizeof(ret->system)) &&
	       integer_read(payload, "sv", &ret->scope_version);
}

static const char *
roles_write(struct arena *arena, unsigned roles)
{
	const char *separator = "", *name;
	struct text text;
	unsigned role;

	text_init(&text, arena, 160);
	text_adds(&text, "{\"roles\":[");
	for (role = 1; role && role <= roles; role <<= 1) {
		name = role_name(roles & role);
		if (!name)
			continue;
		text_addf(&text, "%s\"%s\"", separator, name);
		separator = ",";
	}
	text_adds(&text, "]}");
	return text.data;
}

bool
claims_write(
    jwt_t *jwt, struct arena *arena, const struct parties *parties, const struct claims *claims)
{
	return !jwt_add_grant(jwt, "iss", parties->issuer) &&
	       !jwt_add_grant(jwt, "aud", parties->audience) &&
	       !jwt_add_grant(jwt, "sub", claims->user_id) &&
	       !jwt_add_grant(jwt, "jti", claims->token_id) &&
	       !jwt_add_grant(jwt, "sid", claims->session_id) &&
	       !jwt_add_grant(jwt, "org", claims->organisation_id) &&
	       !jwt_add_grant(jwt, "level", claims->level) &&
	       !jwt_add_grant(jwt, "system", claims->system) &&
	       !jwt_add_grant_int(jwt, "iat", claims->issued_at_s) &&
	       !jwt_add_grant_int(jwt, "exp", claims->expires_at_s) &&
	       !jwt_add_grant_int(jwt, "sv", claims->scope_version) &&
	       !jwt_add_grants_json(jwt, roles_write(arena, claims->roles));
}
