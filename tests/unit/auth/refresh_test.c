/* Refresh tokens: what is issued comes back, and nothing else does. */
#include "forge.h"

#include "auth/refresh.h"

static void
test_what_is_issued_is_verified(void **state)
{
	static const uint32_t counters[] = { 0, 1, 255, 256, 0x01020304, UINT32_MAX };
	char session[37];
	uint32_t counter;
	size_t i;

	for (i = 0; i < COUNT(counters); i++) {
		assert_true(
		    refresh_verify(refresh_issue(*state, SESSION, counters[i]), session, &counter));
		assert_string_equal(session, SESSION);
		assert_int_equal(counter, counters[i]);
	}
}

/* A client whose answer got lost asks again and must get the same. */
static void
test_the_same_place_gives_the_same_token(void **state)
{
	assert_string_equal(refresh_issue(*state, SESSION, 7), refresh_issue(*state, SESSION, 7));
	assert_string_not_equal(
	    refresh_issue(*state, SESSION, 7), refresh_issue(*state, SESSION, 8));
	assert_string_not_equal(refresh_issue(*state, SESSION, 7), refresh_issue(*state, USER, 7));
}

static void
test_any_changed_bit_is_noticed(void **state)
{
	char *token = refresh_issue(*state, SESSION, 7);
	char session[37] = "untouched";
	uint32_t counter = 99;
	size_t i;
	int bit;

	for (i = 0; token[i]; i++) {
		for (bit = 0; bit < 8; bit++) {
			token[i] = (char)(token[i] ^ 1 << bit);
			if (refresh_verify(token, session, &counter))
				fail_msg("bit %d of byte %zu may be changed", bit, i);
			token[i] = (char)(token[i] ^ 1 << bit);
		}
	}
	assert_string_equal(session, "untouched");
	assert_int_equal(counter, 99);
}

static void
test_other_lengths_are_refused(void **state)
{
	const char *token = refresh_issue(*state, SESSION, 7);
	char session[37];
	uint32_t counter;
	size_t length;

	assert_int_equal(strlen(token), 70);
	for (length = 0; length < 70; length++)
		assert_false(
		    refresh_verify(arena_strndup(*state, token, length), session, &counter));
	assert_false(refresh_verify(arena_printf(*state, "%sA", token), session, &counter));
	assert_false(refresh_verify(arena_printf(*state, "%s=", token), session, &counter));
	assert_false(refresh_verify(arena_printf(*state, "%s==", token), session, &counter));
	assert_false(refresh_verify(NULL, session, &counter));
}

/* A refresh token made by hand with any key. */
static const char *
forge_refresh(struct arena *arena, const char *key)
{
	unsigned char bytes[52] = { 0 };

	hmac_sha256((const unsigned char *)key, strlen(key), bytes, 20, bytes + 20);
	return base64url_encode(arena, bytes, sizeof(bytes));
}

static void
test_only_refresh_keys_count(void **state)
{
	char session[37];
	uint32_t counter;

	assert_true(refresh_verify(forge_refresh(*state, KEY_REFRESHING), session, &counter));
	assert_false(refresh_verify(forge_refresh(*state, KEY_ONE), session, &counter));
	assert_false(refresh_verify(forge_refresh(*state, KEY_PAGING), session, &counter));
	assert_false(refresh_verify(forge_refresh(*state, KEY_STRANGE), session, &counter));
	assert_false(refresh_verify(forge_refresh(*state, ""), session, &counter));
}

static void
test_keys_are_changed_without_signing_anyone_out(void **state)
{
	struct arena *arena = *state;
	const char *old = refresh_issue(arena, SESSION, 7), *new;
	const char *rest =
	    arena_printf(arena, "%s%s%s", forge_key(arena, "fresh", "refresh", KEY_STRANGE),
		forge_key(arena, "one", "access", KEY_ONE),
		forge_key(arena, "paging", "cursor", KEY_PAGING));
	char session[37];
	uint32_t counter;

	assert_true(token_start(arena_printf(arena, "%s%s", rest,
				    forge_key(arena, "refreshing", "refresh", KEY_REFRESHING)),
	    ISSUER, AUDIENCE));
	new = refresh_issue(arena, SESSION, 7);
	assert_string_not_equal(old, new);
	assert_true(refresh_verify(old, session, &counter));
	assert_true(refresh_verify(new, session, &counter));

	assert_true(token_start(rest, ISSUER, AUDIENCE));
	assert_false(refresh_verify(old, session, &counter));
	assert_true(refresh_verify(new, session, &counter));
}

static void
test_an_access_token_is_no_refresh_token(void **state)
{
	char session[37];
	uint32_t counter;

	assert_false(refresh_verify(forge_good(*state), session, &counter));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		FORGE_TEST(test_what_is_issued_is_verified),
		FORGE_TEST(test_the_same_place_gives_the_same_token),
		FORGE_TEST(test_any_changed_bit_is_noticed),
		FORGE_TEST(test_other_lengths_are_refused),
		FORGE_TEST(test_only_refresh_keys_count),
		FORGE_TEST(test_keys_are_changed_without_signing_anyone_out),
		FORGE_TEST(test_an_access_token_is_no_refresh_token),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
