/* Issuing, verifying, caching and the change of keys, through the room's own door. */
#define _GNU_SOURCE /* RTLD_NEXT */
#include "forge.h"

#include <dlfcn.h>
#include <jansson.h>
#include <jwt.h>

#include "wire/contract.h"

static unsigned decoded;

/* Stands before the library's own: a token from the cache does not come by. */
int
jwt_decode(jwt_t **jwt, const char *token, const unsigned char *key, int key_len)
{
	int (*library)(jwt_t **, const char *, const unsigned char *, int);

	*(void **)&library = dlsym(RTLD_NEXT, "jwt_decode");
	decoded++;
	return library(jwt, token, key, key_len);
}

static struct claims
claims_example(void)
{
	return (struct claims){
		.user_id = USER,
		.organisation_id = ORGANISATION,
		.session_id = SESSION,
		.level = "grassroots",
		.system = "union",
		.roles = ROLE_VIEWER | ROLE_REWARD_SECRETARY | ROLE_SERVICE,
		.scope_version = INT64_MAX,
	};
}

static void
assert_claims_equal(const struct claims *one, const struct claims *other)
{
	assert_string_equal(one->user_id, other->user_id);
	assert_string_equal(one->organisation_id, other->organisation_id);
	assert_string_equal(one->session_id, other->session_id);
	assert_string_equal(one->token_id, other->token_id);
	assert_string_equal(one->level, other->level);
	assert_string_equal(one->system, other->system);
	assert_int_equal(one->roles, other->roles);
	assert_true(one->scope_version == other->scope_version);
	assert_int_equal(one->issued_at_s, other->issued_at_s);
	assert_int_equal(one->expires_at_s, other->expires_at_s);
}

static void
test_what_is_issued_is_verified(void **state)
{
	struct claims issued = claims_example(), verified;
	char *token = token_issue(*state, &issued, NOW);

	assert_int_equal(issued.issued_at_s, NOW);
	assert_int_equal(issued.expires_at_s, NOW + TOKEN_LIFE_S);
	assert_int_equal(strlen(issued.token_id), 36);
	assert_int_equal(issued.token_id[14], '4');
	assert_int_equal(token_verify(token, NOW, &verified), TOKEN_OK);
	assert_claims_equal(&verified, &issued);
}

/* The contract between this service and any reader of its tokens. */
static void
test_the_members_of_a_token(void **state)
{
	static const char *const names[] = {
		"iss",
		"aud",
		"sub",
		"jti",
		"iat",
		"exp",
		"org",
		"sid",
		"roles",
		"level",
		"system",
		"sv",
	};
	struct claims claims = claims_example();
	char *rest = token_issue(*state, &claims, NOW), *segment;
	json_t *header, *payload;
	unsigned char *bytes;
	size_t length, i;

	segment = strsep(&rest, ".");
	bytes = base64url_decode(*state, segment, strlen(segment), &length);
	header = json_loadb((const char *)bytes, length, JSON_REJECT_DUPLICATES, NULL);
	segment = strsep(&rest, ".");
	bytes = base64url_decode(*state, segment, strlen(segment), &length);
	payload = json_loadb((const char *)bytes, length, JSON_REJECT_DUPLICATES, NULL);

	assert_int_equal(json_object_size(header), 3);
	assert_string_equal(json_string_value(json_object_get(header, "alg")), "HS256");
	assert_string_equal(json_string_value(json_object_get(header, "typ")), "JWT");
	assert_string_equal(json_string_value(json_object_get(header, "kid")), "one");
	assert_int_equal(json_object_size(payload), COUNT(names));
	for (i = 0; i < COUNT(names); i++)
		assert_non_null(json_object_get(payload, names[i]));
	assert_int_equal(json_array_size(json_object_get(payload, "roles")), 3);
	json_decref(header);
	json_decref(payload);
}

static void
test_no_two_tokens_are_alike(void **state)
{
	struct claims one = claims_example(), other = claims_example();

	assert_string_not_equal(token_issue(*state, &one, NOW), token_issue(*state, &other, NOW));

	assert_string_not_equal(one.token_id, other.token_id);
}

static void
test_an_account_without_roles(void **state)
{
	struct claims claims = claims_example(), verified;

	claims.roles = 0;
	assert_int_equal(token_verify(token_issue(*state, &claims, NOW), NOW, &verified), TOKEN_OK);

	assert_int_equal(verified.roles, 0);
}

static void
test_a_token_is_decoded_once(void **state)
{
	struct claims claims = claims_example(), first, second;
	char *token = token_issue(*state, &claims, NOW);

	decoded = 0;
	assert_int_equal(token_verify(token, NOW, &first), TOKEN_OK);
	assert_int_equal(token_verify(token, NOW + 1, &second), TOKEN_OK);

	assert_int_equal(decoded, 1);
	assert_claims_equal(&first, &second);
}

static void
test_a_cached_token_expires_to_the_second(void **state)
{
	struct claims claims = claims_example(), verified;
	char *token = token_issue(*state, &claims, NOW);

	decoded = 0;
	assert_int_equal(token_verify(token, NOW, &verified), TOKEN_OK);
	assert_int_equal(token_verify(token, NOW + TOKEN_LIFE_S - 1, &verified), TOKEN_OK);
	assert_int_equal(token_verify(token, NOW + TOKEN_LIFE_S, &verified), TOKEN_EXPIRED);

	assert_int_equal(decoded, 1);
}

static void
test_a_refused_token_is_not_cached(void **state)
{
	char *token = forge_token(
	    *state, HEADER, forge_payload(*state, NULL, NULL), EVP_sha256(), KEY_STRANGE);
	struct claims claims;

	decoded = 0;
	assert_int_equal(token_verify(token, NOW, &claims), TOKEN_INVALID);
	assert_int_equal(token_verify(token, NOW, &claims), TOKEN_INVALID);

	assert_int_equal(decoded, 2);
}

static void
test_a_neighbour_of_a_cached_token_is_not_known(void **state)
{
	struct claims claims = claims_example(), verified;
	char *token = token_issue(*state, &claims, NOW);
	size_t last = strlen(token) - 1;

	assert_int_equal(token_verify(token, NOW, &verified), TOKEN_OK);
	token[last - 1] = token[last - 1] == 'A' ? 'B' : 'A';

	assert_int_equal(token_verify(token, NOW, &verified), TOKEN_INVALID);
}

static void
test_every_access_key_verifies_and_a_removed_one_no_more(void **state)
{
	struct arena *arena = *state;
	struct claims claims = claims_example(), verified;
	char *old = token_issue(arena, &claims, NOW), *new;
	const char *rest =
	    arena_printf(arena, "%s%s", forge_key(arena, "refreshing", "refresh", KEY_REFRESHING),
		forge_key(arena, "paging", "cursor", KEY_PAGING));
	const char *one = forge_key(arena, "one", "access", KEY_ONE);
	const char *two = forge_key(arena, "two", "access", KEY_TWO);

	/* the new key in front: it signs, and the old one still verifies */
	assert_true(token_start(arena_printf(arena, "%s%s%s", two, one, rest), ISSUER, AUDIENCE));
	new = token_issue(arena, &claims, NOW);
	assert_int_equal(token_verify(old, NOW, &verified), TOKEN_OK);
	assert_int_equal(token_verify(new, NOW, &verified), TOKEN_OK);

	/* the old one gone, with a token of it in the cache */
	assert_true(token_start(arena_printf(arena, "%s%s", two, rest), ISSUER, AUDIENCE));
	assert_int_equal(token_verify(old, NOW, &verified), TOKEN_INVALID);
	assert_int_equal(token_verify(new, NOW, &verified), TOKEN_OK);
}

static void
test_a_key_of_another_purpose_never_verifies(void **state)
{
	struct arena *arena = *state;
	const char *payload = forge_payload(arena, NULL, NULL);
	const char *header = "{\"alg\":\"HS256\",\"kid\":\"refreshing\",\"typ\":\"JWT\"}";
	struct claims claims;

	assert_int_equal(
	    token_verify(
		forge_token(arena, header, payload, EVP_sha256(), KEY_REFRESHING), NOW, &claims),
	    TOKEN_INVALID);

	header = "{\"alg\":\"HS256\",\"kid\":\"paging\",\"typ\":\"JWT\"}";
	assert_int_equal(token_verify(forge_token(arena, header, payload, EVP_sha256(), KEY_PAGING),
			     NOW, &claims),
	    TOKEN_INVALID);
}

static void
test_a_start_that_fails_changes_nothing(void **state)
{
	struct claims claims = claims_example(), verified;
	char *token = token_issue(*state, &claims, NOW);
	char long_name[256];

	memset(long_name, 'a', sizeof(long_name) - 1);
	long_name[sizeof(long_name) - 1] = '\0';
	assert_false(token_start("", ISSUER, AUDIENCE));
	assert_false(token_start(forge_ring(*state), "", AUDIENCE));
	assert_false(token_start(forge_ring(*state), ISSUER, ""));
	assert_false(token_start(forge_ring(*state), long_name, AUDIENCE));
	assert_false(token_start(forge_ring(*state), ISSUER, long_name));

	assert_int_equal(token_verify(token, NOW, &verified), TOKEN_OK);
}

static void
test_the_first_key_of_a_purpose_is_handed_out(void **state)
{
	size_t length = 0;

	(void)state;
	assert_memory_equal(token_key("cursor", &length), KEY_PAGING, strlen(KEY_PAGING));
	assert_int_equal(length, strlen(KEY_PAGING));
	assert_memory_equal(token_key("access", &length), KEY_ONE, strlen(KEY_ONE));
	assert_null(token_key("Cursor", &length));
	assert_null(token_key("", &length));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		FORGE_TEST(test_what_is_issued_is_verified),
		FORGE_TEST(test_the_members_of_a_token),
		FORGE_TEST(test_no_two_tokens_are_alike),
		FORGE_TEST(test_an_account_without_roles),
		FORGE_TEST(test_a_token_is_decoded_once),
		FORGE_TEST(test_a_cached_token_expires_to_the_second),
		FORGE_TEST(test_a_refused_token_is_not_cached),
		FORGE_TEST(test_a_neighbour_of_a_cached_token_is_not_known),
		FORGE_TEST(test_every_access_key_verifies_and_a_removed_one_no_more),
		FORGE_TEST(test_a_key_of_another_purpose_never_verifies),
		FORGE_TEST(test_a_start_that_fails_changes_nothing),
		FORGE_TEST(test_the_first_key_of_a_purpose_is_handed_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
