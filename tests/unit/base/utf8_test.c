#include "unit.h"

#include "base/utf8.h"

/* The bytes of a code point by the book, surrogates included. */
static size_t
encode(uint32_t point, char out[4])
{
	if (point < 0x80) {
		out[0] = (char)point;
		return 1;
	}
	if (point < 0x800) {
		out[0] = (char)(0xC0 | point >> 6);
		out[1] = (char)(0x80 | (point & 63));
		return 2;
	}
	if (point < 0x10000) {
		out[0] = (char)(0xE0 | point >> 12);
		out[1] = (char)(0x80 | (point >> 6 & 63));
		out[2] = (char)(0x80 | (point & 63));
		return 3;
	}
	out[0] = (char)(0xF0 | point >> 18);
	out[1] = (char)(0x80 | (point >> 12 & 63));
	out[2] = (char)(0x80 | (point >> 6 & 63));
	out[3] = (char)(0x80 | (point & 63));
	return 4;
}

static void
test_every_code_point_is_one_step_and_surrogates_none(void **state)
{
	(void)state;
	for (uint32_t point = 0; point <= 0x110000; point++) {
		char text[4];
		size_t size = encode(point, text);
		bool valid = point < 0x110000 && (point < 0xD800 || point > 0xDFFF);

		if (utf8_step(text, size) != (valid ? size : 0))
			fail_msg("U+%04X", (unsigned)point);
		if (size > 1 && utf8_step(text, size - 1) != 0)
			fail_msg("U+%04X cut off", (unsigned)point);
	}
}

static void
test_broken_texts_are_refused(void **state)
{
	static const char *const broken[] = {
		"\x80", /* continuation alone */
		"\xBF",
		"\xC0\x80", /* overlong NUL */
		"\xC1\xBF",
		"\xE0\x9F\xBF",     /* overlong in three */
		"\xF0\x8F\xBF\xBF", /* overlong in four */
		"\xED\xA0\x80",     /* surrogate */
		"\xF4\x90\x80\x80", /* above U+10FFFF */
		"\xF5\x80\x80\x80",
		"\xFF",
		"\xC3",
		"\xC3(",
		"\xE1\xBA",
		"\xE1\xBA(",
		"\xE1(\xA1",
		"\xF0\x9F\x8E",
		"\xF0\x9F\x8E(",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(broken); i++) {
		assert_int_equal(utf8_step(broken[i], strlen(broken[i])), 0);
		assert_false(utf8_check(broken[i], strlen(broken[i])));
	}
}

static void
test_check_and_count_go_over_the_whole_text(void **state)
{
	static const char text[] = "Công đoàn 🎉\0!";

	(void)state;
	assert_true(utf8_check(text, sizeof(text) - 1));
	assert_int_equal(utf8_count(text, sizeof(text) - 1), 13);
	assert_true(utf8_check("", 0));
	assert_int_equal(utf8_count("", 0), 0);
	assert_false(utf8_check("aaaa\xC3", 5));
	assert_true(utf8_check("aaaa\xC3", 4));
	assert_int_equal(utf8_step("", 0), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_code_point_is_one_step_and_surrogates_none),
		cmocka_unit_test(test_broken_texts_are_refused),
		cmocka_unit_test(test_check_and_count_go_over_the_whole_text),
	};

	return cmocka_run_group_tests_name("base/utf8", tests, NULL, NULL);
}
