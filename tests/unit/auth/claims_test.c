/*
 * What a genuine signature may not stand under: each payload is signed with our key and differs in
 * one place.
 */
#include "forge.h"

struct claims_case {
	const char *name;  /* of the member that differs */
	const char *value; /* NULL: it is missing */
	enum token_result expected;
};

static void
assert_cases(struct arena *arena, const struct claims_case *cases, size_t count)
{
	struct claims claims;
	size_t i;

	for (i = 0; i < count; i++) {
		const char *payload = forge_payload(arena, cases[i].name, cases[i].value);
		const char *token = forge_token(arena, HEADER, payload, EVP_sha256(), KEY_ONE);

		if (token_verify(token, NOW, &claims) != cases[i].expected)
			fail_msg("not %d: %s", (int)cases[i].expected, payload);
	}
}

static void
test_times(void **state)
{
	static const struct claims_case cases[] = {
		{ "exp", NULL, TOKEN_INVALID },
		{ "exp", "\"1800000600\"", TOKEN_INVALID },
		{ "exp", "1800000600.0", TOKEN_INVALID },
		{ "exp", "1.8e9", TOKEN_INVALID },
		{ "exp", "true", TOKEN_INVALID },
		{ "exp", "null", TOKEN_INVALID },
		{ "exp", "[1800000600]", TOKEN_INVALID },
		{ "exp", "99999999999999999999", TOKEN_INVALID },
		{ "exp", "9223372036854775807", TOKEN_INVALID },
		{ "exp", "-9223372036854775808", TOKEN_INVALID },
		{ "exp", "1800000601", TOKEN_INVALID }, /* lives longer than ours do */
		{ "exp", "1800000600", TOKEN_OK },
		{ "exp", "1800000001", TOKEN_OK },
		{ "exp", "1800000000", TOKEN_INVALID }, /* no life at all */
		{ "exp", "1799999999", TOKEN_INVALID }, /* ends before it begins */
		{ "exp", "0", TOKEN_INVALID },
		{ "iat", NULL, TOKEN_INVALID },
		{ "iat", "\"1800000000\"", TOKEN_INVALID },
		{ "iat", "1800000000.5", TOKEN_INVALID },
		{ "iat", "-1", TOKEN_INVALID },
		{ "iat", "-9223372036854775808", TOKEN_INVALID },
		{ "iat", "9223372036854775807", TOKEN_INVALID },
		{ "iat", "1800000030", TOKEN_OK }, /* the other machine's clock may be ahead */
		{ "iat", "1800000031", TOKEN_INVALID },
		{ "nbf", "1800000000", TOKEN_OK },
		{ "nbf", "1800000030", TOKEN_OK },
		{ "nbf", "1800000031", TOKEN_INVALID },
		{ "nbf", "\"1800000000\"", TOKEN_INVALID },
		{ "nbf", "1800000000.0", TOKEN_INVALID },
		{ "nbf", "null", TOKEN_INVALID },
	};

	assert_cases(*state, cases, COUNT(cases));
}

static void
test_an_expired_token_says_so_only_when_it_is_ours(void **state)
{
	const struct {
		const char *name, *value, *key;
		enum token_result expected;
	} cases[] = {
		{ NULL, NULL, KEY_ONE, TOKEN_EXPIRED },
		{ NULL, NULL, KEY_STRANGE, TOKEN_INVALID },
		{ "iss", "\"https://other.example\"", KEY_ONE, TOKEN_INVALID },
		{ "aud", "\"https://other.example\"", KEY_ONE, TOKEN_INVALID },
	};
	struct claims claims;
	size_t i;

	for (i = 0; i < COUNT(cases); i++) {
		const char *payload = forge_payload(*state, cases[i].name, cases[i].value);
		const char *token =
		    forge_token(*state, HEADER, payload, EVP_sha256(), cases[i].key);

		assert_int_equal(token_verify(token, NOW + 600, &claims), cases[i].expected);
	}
}

static void
test_parties(void **state)
{
	static const struct claims_case cases[] = {
		{ "iss", NULL, TOKEN_INVALID },
		{ "iss", "\"https://thidua.example/\"", TOKEN_INVALID },
		{ "iss", "\"HTTPS://thidua.example\"", TOKEN_INVALID },
		{ "iss", "\"https://thidua.example\\u0000\"", TOKEN_INVALID },
		{ "iss", "\"\"", TOKEN_INVALID },
		{ "iss", "[\"https://thidua.example\"]", TOKEN_INVALID },
		{ "iss", "7", TOKEN_INVALID },
		{ "aud", NULL, TOKEN_INVALID },
		{ "aud", "\"https://thidua.example\"", TOKEN_INVALID },
		{ "aud", "\"\"", TOKEN_INVALID },
		{ "aud", "[\"https://thidua.example/v1\"]", TOKEN_OK },
		{ "aud", "[\"https://other.example\",\"https://thidua.example/v1\"]", TOKEN_OK },
		{ "aud", "[\"https://thidua.example/v1\",\"https://other.example\"]", TOKEN_OK },
		{ "aud", "[\"https://other.example\"]", TOKEN_INVALID },
		{ "aud", "[]", TOKEN_INVALID },
		{ "aud", "[\"https://thidua.example/v1\",7]", TOKEN_INVALID },
		{ "aud", "[[\"https://thidua.example/v1\"]]", TOKEN_INVALID },
		{ "aud", "{\"https://thidua.example/v1\":\"https://thidua.example/v1\"}",
		    TOKEN_INVALID },
		{ "aud", "null", TOKEN_INVALID },
	};

	assert_cases(*state, cases, COUNT(cases));
}

static void
test_identities(void **state)
{
	static const char *const names[] = { "sub", "jti", "sid", "org" };
	static const char *const values[] = {
		NULL,
		"null",
		"7",
		"\"\"",
		"\"administrator\"",
		"\"01890000-0000-7000-8000-00000000000\"",
		"\"01890000-0000-7000-8000-00000000000ab\"",
		"\"01890000000070008000-00000000000a\"",
		"\"0189000g-0000-7000-8000-00000000000a\"",
		"\"{1890000-0000-7000-8000-0000000000a}\"",
		"[\"01890000-0000-7000-8000-00000000000a\"]",
		"\"01890000-0000-7000-8000-00000000000a\\u0000\"",
		"\"01890000-0000-7000-8000-00000000000\xc3\xa1\"",
	};
	size_t i, j;

	for (i = 0; i < COUNT(names); i++) {
		for (j = 0; j < COUNT(values); j++) {
			struct claims_case one = { names[i], values[j], TOKEN_INVALID };

			assert_cases(*state, &one, 1);
		}
	}
}

/* PostgreSQL writes uuids in lower case, and identities are compared as text. */
static void
test_identities_come_out_in_lower_case(void **state)
{
	struct arena *arena = *state;
	const char *payload =
	    forge_payload(arena, "sub", "\"01890000-0000-7000-8000-00000000ABCD\"");
	struct claims claims;

	assert_int_equal(
	    token_verify(forge_token(arena, HEADER, payload, EVP_sha256(), KEY_ONE), NOW, &claims),
	    TOKEN_OK);
	assert_string_equal(claims.user_id, "01890000-0000-7000-8000-00000000abcd");
}

static void
test_roles_and_words(void **state)
{
	static const struct claims_case cases[] = {
		{ "roles", "[]", TOKEN_OK }, { "roles", "[\"auditor\"]", TOKEN_OK },
		{ "roles", NULL, TOKEN_INVALID }, { "roles", "null", TOKEN_INVALID },
		{ "roles", "\"viewer\"", TOKEN_INVALID },
		{ "roles", "{\"viewer\":\"viewer\"}", TOKEN_INVALID },
		{ "roles", "[\"root\"]", TOKEN_INVALID },
		{ "roles", "[\"viewer\",\"root\"]", TOKEN_INVALID },
		{ "roles", "[\"viewer,approver\"]", TOKEN_INVALID },
		{ "roles", "[\"Viewer\"]", TOKEN_INVALID }, { "roles", "[\"\"]", TOKEN_INVALID },
		{ "roles", "[64]", TOKEN_INVALID }, { "roles", "[[\"viewer\"]]", TOKEN_INVALID },
		{ "level", NULL, TOKEN_INVALID }, { "level", "1", TOKEN_INVALID },
		{ "level", "\"fifteen letters\"", TOKEN_OK },
		{ "level", "\"sixteen letters!\"", TOKEN_INVALID },
		{ "system", NULL, TOKEN_INVALID }, { "system", "null", TOKEN_INVALID },
		{ "system", "\"sixteen letters!\"", TOKEN_INVALID }, { "sv", NULL, TOKEN_INVALID },
		{ "sv", "\"7\"", TOKEN_INVALID }, { "sv", "7.0", TOKEN_INVALID },
		{ "sv", "9223372036854775807", TOKEN_OK },
		{ "sv", "9223372036854775808", TOKEN_INVALID },
		{ "client_id", "\"web\"", TOKEN_OK }, /* what we do not know we do not read */
	};

	assert_cases(*state, cases, COUNT(cases));
}

static void
test_a_member_may_not_appear_twice(void **state)
{
	static const struct claims_case cases[] = {
		{ "sub", "\"" USER "\",\"sub\":\"" SESSION "\"", TOKEN_INVALID },
		{ "sub", "\"" USER "\",\"sub\":\"" USER "\"", TOKEN_INVALID },
		{ "sub", "\"" USER "\",\"s\\u0075b\":\"" SESSION "\"", TOKEN_INVALID },
		{ "exp", "1800000600,\"exp\":1800000600", TOKEN_INVALID },
		{ "roles", "[],\"roles\":[\"administrator\"]", TOKEN_INVALID },
		{ "note", "{\"a\":1,\"a\":2}", TOKEN_INVALID },
	};

	assert_cases(*state, cases, COUNT(cases));
}

static void
test_payloads_that_are_no_object(void **state)
{
	static const char *const payloads[] = {
		"{}",
		"[]",
		"[1,2]",
		"null",
		"\"text\"",
		"7",
		" ",
		"{",
		"{}{}",
		"{} x",
		"\xef\xbb\xbf{}",
		"{\"iss\":\"\xff\"}",
		"{\"iss\":\"\xc0\xaf\"}",
		"{\"iss\":\"\\ud800\"}",
		"\xff\xfe{\x00}",
	};
	struct arena *arena = *state;
	struct claims claims;
	const char *token;
	size_t i;

	for (i = 0; i < COUNT(payloads); i++) {
		token = forge_token(arena, HEADER, payloads[i], EVP_sha256(), KEY_ONE);
		if (token_verify(token, NOW, &claims) != TOKEN_INVALID)
			fail_msg("taken for a payload: %s", payloads[i]);
	}
}

static void
test_bytes_that_are_no_utf8(void **state)
{
	static const struct claims_case cases[] = {
		{ "level", "\"\xff\"", TOKEN_INVALID },
		{ "level", "\"\xed\xa0\x80\"", TOKEN_INVALID },
		{ "note", "\"\xc0\xaf\"", TOKEN_INVALID },
		{ "note", "\"\xf5\x80\x80\x80\"", TOKEN_INVALID },
		{ "note", "\"thi \xc4\x91ua\"", TOKEN_OK },
	};

	assert_cases(*state, cases, COUNT(cases));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		FORGE_TEST(test_times),
		FORGE_TEST(test_an_expired_token_says_so_only_when_it_is_ours),
		FORGE_TEST(test_parties),
		FORGE_TEST(test_identities),
		FORGE_TEST(test_identities_come_out_in_lower_case),
		FORGE_TEST(test_roles_and_words),
		FORGE_TEST(test_a_member_may_not_appear_twice),
		FORGE_TEST(test_payloads_that_are_no_object),
		FORGE_TEST(test_bytes_that_are_no_utf8),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
