#include "unit.h"

#include <stdlib.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

#include "wire/decode.h"
#include "wire/decode_parts.h"

static const struct {
	const char *escaped, *in_path, *in_query; /* NULL: refused */
} escapes[] = {
	{ "", "", "" },
	{ "abc", "abc", "abc" },
	{ "a+b", "a+b", "a b" },
	{ "a%2Bb", "a+b", "a+b" },
	{ "%2f%2F", "//", "//" },
	{ "100%25", "100%", "100%" },
	{ "%C4%91o%C3%A0n", "đoàn", "đoàn" },
	{ "đoàn", "đoàn", "đoàn" },
	{ "%", NULL, NULL },
	{ "%4", NULL, NULL },
	{ "a%", NULL, NULL },
	{ "a%g0", NULL, NULL },
	{ "a%0g", NULL, NULL },
	{ "%%41", NULL, NULL },
	{ "%00", NULL, NULL },
	{ "a%00b", NULL, NULL },
	{ "%C3", NULL, NULL },
	{ "%ED%A0%80", NULL, NULL },
	{ "%FF", NULL, NULL },
	{ "\xff", NULL, NULL },
	{ "%C3%", NULL, NULL },
	{ "%41", "A", "A" },
};

static void
assert_text_or_null(const char *actual, const char *expected, const char *what)
{
	if ((actual == NULL) != (expected == NULL))
		fail_msg("%s: %s", what, actual == NULL ? "refused" : "accepted");
	if (expected != NULL)
		assert_string_equal(actual, expected);
}

static void
test_percent_escapes(void **state)
{
	for (size_t i = 0; i < COUNT(escapes); i++) {
		const char *text = escapes[i].escaped;
		size_t length = strlen(text);

		assert_text_or_null(
		    decode_percent(*state, text, length, false), escapes[i].in_path, text);
		assert_text_or_null(
		    decode_percent(*state, text, length, true), escapes[i].in_query, text);
	}
}

static void
test_percent_reads_no_further_than_told(void **state)
{
	assert_null(decode_percent(*state, "a%41", 3, false));
	assert_null(decode_percent(*state, "a%41", 2, false));
	assert_string_equal(decode_percent(*state, "a%41", 1, false), "a");
	assert_null(decode_percent(*state, "a\0b", 3, false));
}

static const struct {
	const char *text, *composed;
} spellings[] = {
	{ "", "" },
	{ "plain", "plain" },
	{ "Đoàn Thị Điểm", "Đoàn Thị Điểm" },
	{ "a\u0300", "à" },
	{ "e\u0302\u0323", "ệ" }, /* marks in either order */
	{ "e\u0323\u0302", "ệ" },
	{ "u\u031b\u0301", "ứ" },
	{ "ư\u0301", "ứ" },
	{ "Công đoa\u0300n", "Công đoàn" },
	{ "\u212b", "Å" }, /* the Angstrom sign */
	{ "\u1100\u1161", "가" },
	{ "“năm” — ‘tháng’", "“năm” — ‘tháng’" },
	{ "\u2000", "\u2002" },
	{ "🎉", "🎉" },
};

static void
test_texts_are_composed(void **state)
{
	for (size_t i = 0; i < COUNT(spellings); i++) {
		const char *text = spellings[i].text;
		size_t length = SIZE_MAX;
		const char *composed = decode_compose(*state, text, strlen(text), &length);

		assert_string_equal(composed, spellings[i].composed);
		assert_int_equal(length, strlen(spellings[i].composed));
		if (strcmp(text, spellings[i].composed) == 0)
			assert_ptr_equal(composed, text);
	}
}

static void
test_long_texts_are_composed(void **state)
{
	char *text = arena_alloc(*state, 3 * 5000 + 1);
	size_t length = 0;
	const char *composed;

	for (size_t i = 0; i < 5000; i++)
		memcpy(text + 3 * i, "a\u0300", 3);
	composed = decode_compose(*state, text, 3 * (size_t)5000, &length);

	assert_int_equal(length, 2 * 5000);
	assert_int_equal(strlen(composed), length);
	assert_memory_equal(composed + 9996, "àà", 4);
}

/* The quick way round must never let through what the library would change. */
static void
test_composition_agrees_with_the_library_on_every_character(void **state)
{
	for (ucs4_t point = 1; point < 0x30000; point++) {
		uint8_t text[8] = { 0 };
		uint8_t expected[64] = { 0 };
		size_t expected_length = sizeof(expected);
		int size = u8_uctomb(text, point, sizeof(text));
		size_t length = 0;
		const char *composed;

		if (size < 0)
			continue;
		assert_ptr_equal(
		    u8_normalize(UNINORM_NFC, text, (size_t)size, expected, &expected_length),
		    expected);
		composed = decode_compose(*state, (char *)text, (size_t)size, &length);
		if (length != expected_length || memcmp(composed, expected, length) != 0)
			fail_msg("U+%04X", (unsigned)point);
	}
}

/* The ranges of which the quick way says that they stand as they are. */
static bool
is_quick(ucs4_t point)
{
	return point < 0x300 || (point >= 0x1E00 && point <= 0x1EFF) ||
	       (point >= 0x2010 && point <= 0x203F);
}

static void
test_quick_characters_do_not_combine_with_each_other(void **state)
{
	(void)state;
	for (ucs4_t first = 1; first <= 0x203F; first++) {
		if (!is_quick(first))
			continue;
		assert_int_equal(uc_combining_class(first), 0);
		for (ucs4_t second = 1; second <= 0x203F; second++)
			if (is_quick(second) && uc_composition(first, second) != 0)
				fail_msg("U+%04X U+%04X", (unsigned)first, (unsigned)second);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(test_percent_escapes),
		ARENA_TEST(test_percent_reads_no_further_than_told),
		ARENA_TEST(test_texts_are_composed),
		ARENA_TEST(test_long_texts_are_composed),
		ARENA_TEST(test_composition_agrees_with_the_library_on_every_character),
		cmocka_unit_test(test_quick_characters_do_not_combine_with_each_other),
	};

	return cmocka_run_group_tests_name("wire/decode_text", tests, NULL, NULL);
}
