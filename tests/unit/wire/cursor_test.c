#include "unit.h"

#include <stdlib.h>

#include "base/encode.h"
#include "wire/cursor.h"

static const unsigned char key[32] = "an arbitrary key of this test";
static const unsigned char other_key[32] = "another one, of another machine";

static const char *const places[] = {
	"",
	"7",
	"[\"2026-11-21T08:19:00Z\",\"0190f3a1-7b2c-7def-8a01-23456789abcd\"]",
	"Đoàn Thị Điểm|42",
};

static void
test_places_come_back_under_the_same_filters(void **state)
{
	cursor_start(key, sizeof(key));
	for (size_t i = 0; i < COUNT(places); i++) {
		const char *cursor = cursor_encode(*state, places[i], "plans_list?level=unit");

		assert_int_equal(
		    strspn(cursor, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				   "0123456789-_"),
		    strlen(cursor));
		assert_string_equal(
		    cursor_decode(*state, cursor, "plans_list?level=unit"), places[i]);
	}
}

static void
test_other_filters_are_refused(void **state)
{
	static const char *const others[] = { "", "plans_list", "plans_list?level=unit&q=a",
		"plans_list?level=city", "plans_list?level=unit7" };
	const char *cursor;

	cursor_start(key, sizeof(key));
	cursor = cursor_encode(*state, "7", "plans_list?level=unit");

	for (size_t i = 0; i < COUNT(others); i++)
		assert_null(cursor_decode(*state, cursor, others[i]));
}

static void
test_other_keys_are_refused(void **state)
{
	const char *cursor;

	cursor_start(key, sizeof(key));
	cursor = cursor_encode(*state, "7", "plans_list");
	cursor_start(other_key, sizeof(other_key));

	assert_null(cursor_decode(*state, cursor, "plans_list"));
}

static void
test_every_changed_character_is_noticed(void **state)
{
	char *cursor;

	cursor_start(key, sizeof(key));
	cursor = cursor_encode(*state, "place 42", "plans_list");
	for (size_t i = 0; cursor[i] != '\0'; i++) {
		char before = cursor[i];

		for (int c = 1; c < 128; c++) {
			cursor[i] = (char)c;
			if (cursor[i] != before &&
			    cursor_decode(*state, cursor, "plans_list") != NULL)
				fail_msg("character %zu as %d", i, c);
		}
		cursor[i] = before;
	}
	assert_non_null(cursor_decode(*state, cursor, "plans_list"));
}

static void
test_cut_and_lengthened_cursors_are_refused(void **state)
{
	const char *cursor;
	size_t length;

	cursor_start(key, sizeof(key));
	cursor = cursor_encode(*state, "place 42", "plans_list");
	length = strlen(cursor);
	for (size_t i = 0; i < length; i++)
		assert_null(cursor_decode(*state, arena_strndup(*state, cursor, i), "plans_list"));
	assert_null(cursor_decode(*state, arena_printf(*state, "%sA", cursor), "plans_list"));
	assert_null(cursor_decode(*state, arena_printf(*state, "%s=", cursor), "plans_list"));
	assert_null(cursor_decode(*state, arena_printf(*state, "%sAAAA", cursor), "plans_list"));
}

/* What moves from the place to the filters, or back, is noticed. */
static void
test_filters_and_place_are_kept_apart(void **state)
{
	unsigned char *bytes;
	const char *cursor;
	size_t length = 0;

	cursor_start(key, sizeof(key));
	cursor = cursor_encode(*state, "c", "ab");
	bytes = base64url_decode(*state, cursor, strlen(cursor), &length);
	assert_int_equal(length, 16 + 1);
	bytes = memcpy(arena_alloc(*state, 18), bytes, 16);
	memcpy(bytes + 16, "bc", 2);

	assert_null(cursor_decode(*state, base64url_encode(*state, bytes, 18), "a"));
}

/* A place with a NUL inside would be read shorter than it was signed. */
static void
test_signed_nul_is_refused(void **state)
{
	unsigned char bytes[16 + 3] = { 0 };
	unsigned char mac[SHA256_BYTES];

	cursor_start(key, sizeof(key));
	hmac_sha256(key, sizeof(key), "plans_list\0a\0b", 14, mac);
	memcpy(bytes, mac, 16);
	memcpy(bytes + 16, "a\0b", 3);

	assert_null(
	    cursor_decode(*state, base64url_encode(*state, bytes, sizeof(bytes)), "plans_list"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(test_places_come_back_under_the_same_filters),
		ARENA_TEST(test_other_filters_are_refused),
		ARENA_TEST(test_other_keys_are_refused),
		ARENA_TEST(test_every_changed_character_is_noticed),
		ARENA_TEST(test_cut_and_lengthened_cursors_are_refused),
		ARENA_TEST(test_filters_and_place_are_kept_apart),
		ARENA_TEST(test_signed_nul_is_refused),
	};

	return cmocka_run_group_tests_name("wire/cursor", tests, NULL, NULL);
}
