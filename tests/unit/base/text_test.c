#include "unit.h"

#include <jansson.h>

#include "base/text.h"

static void
test_text_grows_and_stays_terminated(void **state)
{
	struct text text;

	text_init(&text, *state, 0);
	assert_string_equal(text.data, "");
	for (size_t i = 1; i <= 1000; i++) {
		text_add(&text, "abc", 3);
		assert_int_equal(text.length, 3 * i);
		assert_true(text.length <= text.capacity);
		assert_int_equal(text.data[text.length], '\0');
	}
	text_adds(&text, "");
	text_add(&text, "\0x", 2);

	assert_int_equal(text.length, 3002);
	assert_memory_equal(text.data + 2997, "abc\0x", 6);
}

static void
test_formats_fill_the_room_exactly_or_make_more(void **state)
{
	for (int room = 0; room < 12; room++) {
		struct text text;

		text_init(&text, *state, (size_t)room);
		text_addf(&text, "%s=%d", "abc", 42);
		text_addf(&text, "%s", "");
		text_addf(&text, ";%c", 'x');
		assert_string_equal(text.data, "abc=42;x");
		assert_int_equal(text.length, 8);
	}
}

static const struct {
	const char *plain, *json;
} strings[] = {
	{ NULL, "null" },
	{ "", "\"\"" },
	{ "Thi đua", "\"Thi đua\"" },
	{ "\"", "\"\\\"\"" },
	{ "a\\b/c", "\"a\\\\b/c\"" },
	{ "\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\"" },
	{ "\x01\x1f x", "\"\\u0001\\u001f x\"" },
	{ "\x7f", "\"\x7f\"" },
	{ "🎉", "\"🎉\"" },
	{ "a\xffz", "\"a\\ufffdz\"" },
	{ "\xe1\xba", "\"\\ufffd\\ufffd\"" },
	{ "đ\xc3", "\"đ\\ufffd\"" },
	{ "\xed\xa0\x80", "\"\\ufffd\\ufffd\\ufffd\"" },
};

static void
test_json_strings_are_escaped(void **state)
{
	for (size_t i = 0; i < COUNT(strings); i++) {
		struct text text;

		text_init(&text, *state, 0);
		text_add_json(&text, strings[i].plain);
		assert_string_equal(text.data, strings[i].json);
		assert_int_equal(text.length, strlen(strings[i].json));
	}
}

static void
test_every_byte_makes_a_string_that_parses(void **state)
{
	for (int byte = 1; byte < 256; byte++) {
		char plain[] = { 'a', (char)byte, 'z', '\0' };
		struct text text;
		json_t *json;

		text_init(&text, *state, 0);
		text_add_json(&text, plain);
		json = json_loads(text.data, JSON_DECODE_ANY, NULL);
		assert_non_null(json);
		assert_string_equal(json_string_value(json), byte < 128 ? plain : "a\xEF\xBF\xBDz");
		json_decref(json);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(test_text_grows_and_stays_terminated),
		ARENA_TEST(test_formats_fill_the_room_exactly_or_make_more),
		ARENA_TEST(test_json_strings_are_escaped),
		ARENA_TEST(test_every_byte_makes_a_string_that_parses),
	};

	return cmocka_run_group_tests_name("base/text", tests, NULL, NULL);
}
