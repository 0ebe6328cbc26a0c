#include "unit.h"

#include "wire/header.h"

#define TRACE "4bf92f3577b34da6a3ce929d0e0e4736"
#define LONG16 "abcdefghijklmnop"
#define LONG64 LONG16 LONG16 LONG16 LONG16

struct sample {
	const char *value, *expected; /* NULL: refused */
};

typedef const char *parser(struct arena *, const char *);

static void
assert_samples(struct arena *arena, parser *parse, const struct sample *samples, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *actual = parse(arena, samples[i].value);

		if ((actual == NULL) != (samples[i].expected == NULL))
			fail_msg("%s: %s", samples[i].value, actual == NULL ? "refused" : actual);
		if (actual != NULL)
			assert_string_equal(actual, samples[i].expected);
	}
}

static void
test_entity_tags(void **state)
{
	static const struct sample samples[] = {
		{ NULL, NULL },
		{ "", NULL },
		{ "*", "*" },
		{ " * ", "*" },
		{ "\"17\"", "17" },
		{ " \"17\"\t", "17" },
		{ "W/\"17\"", "17" },
		{ "\"17.vi\"", "17" },
		{ "W/\"17.vi\"", "17" },
		{ "\"17.vi.gz\"", "17" },
		{ "\"a-b_!#\"", "a-b_!#" },
		{ "\"*\"", "*" },
		{ "\"\"", NULL },
		{ "\".vi\"", NULL },
		{ "17", NULL },
		{ "\"17", NULL },
		{ "17\"", NULL },
		{ "\"", NULL },
		{ "w/\"17\"", NULL },
		{ "W/17", NULL },
		{ "W/", NULL },
		{ "W/\"", NULL },
		{ "W/ \"17\"", NULL },
		{ "**", NULL },
		{ "\"1\", \"2\"", NULL },
		{ "\"1\"2\"", NULL },
		{ "\"1 2\"", NULL },
		{ "\"\xc4\x91\"", NULL },
		{ "\"1\x7f\"", NULL },
	};

	assert_samples(*state, header_etag, samples, COUNT(samples));
}

static void
test_idempotency_keys(void **state)
{
	static const struct sample samples[] = {
		{ NULL, NULL },
		{ "", NULL },
		{ "\"\"", NULL },
		{ "\"", NULL },
		{ "\"a\"", "a" },
		{ "a", "a" },
		{ " a ", "a" },
		{ "\"0190f3a1-7b2c-7def-8a01-23456789abcd\"",
		    "0190f3a1-7b2c-7def-8a01-23456789abcd" },
		{ "0190f3a1-7b2c-7def-8a01-23456789abcd", "0190f3a1-7b2c-7def-8a01-23456789abcd" },
		{ "\"a b\"", "a b" },
		{ "\"a\\\"b\\\\c\"", "a\"b\\c" },
		{ LONG64, LONG64 },
		{ "\"" LONG64 "\"", LONG64 },
		{ LONG64 "q", NULL },
		{ "\"" LONG64 "q\"", NULL },
		{ "\"\\\"" LONG16 LONG16 LONG16 "abcdefghijklmno\"",
		    "\"" LONG16 LONG16 LONG16 "abcdefghijklmno" },
		{ "a b", NULL },
		{ "a,b", NULL },
		{ "a;b=1", NULL },
		{ "\"a\";b=1", NULL },
		{ "\"a\", \"b\"", NULL },
		{ "\"a", NULL },
		{ "a\"", NULL },
		{ "\"a\"b\"", NULL },
		{ "\"a\\n\"", NULL },
		{ "\"a\\\"", NULL },
		{ "a\\", NULL },
		{ "\"a\tb\"", NULL },
		{ "\xc4\x91", NULL },
		{ "\"\xc4\x91\"", NULL },
		{ "a\x7f", NULL },
	};

	assert_samples(*state, header_idempotency_key, samples, COUNT(samples));
}

static void
test_trace_ids(void **state)
{
	static const struct {
		const char *value;
		bool valid;
	} samples[] = {
		{ "00-" TRACE "-00f067aa0ba902b7-01", true },
		{ "00-" TRACE "-00f067aa0ba902b7-00", true },
		{ "00-" TRACE "-00f067aa0ba902b7-ff", true },
		{ NULL, false },
		{ "", false },
		{ "00-", false },
		{ "01-" TRACE "-00f067aa0ba902b7-01", false },
		{ "ff-" TRACE "-00f067aa0ba902b7-01", false },
		{ "00-" TRACE "-00f067aa0ba902b7-01-x", false },
		{ "00-" TRACE "-00f067aa0ba902b7-011", false },
		{ "00-" TRACE "-00f067aa0ba902b7-1", false },
		{ "00-" TRACE "-00f067aa0ba902b7", false },
		{ "00-" TRACE "-0000000000000000-01", false },
		{ "00-00000000000000000000000000000000-00f067aa0ba902b7-01", false },
		{ "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01", false },
		{ "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01", false },
		{ "00-" TRACE "0-00f067aa0ba902b7-01", false },
		{ "00_" TRACE "-00f067aa0ba902b7-01", false },
		{ "00-" TRACE "_00f067aa0ba902b7-01", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(samples); i++) {
		char trace_id[33] = "untouched";

		if (header_trace_id(samples[i].value, trace_id) != samples[i].valid)
			fail_msg("%s", samples[i].value);
		assert_string_equal(trace_id, samples[i].valid ? TRACE : "untouched");
	}
}

static void
test_cookies(void **state)
{
	static const struct {
		const char *cookies, *value;
	} samples[] = {
		{ NULL, NULL },
		{ "", NULL },
		{ "refresh=abc", "abc" },
		{ "a=1; refresh=abc; b=2", "abc" },
		{ "a=1;refresh=abc", "abc" },
		{ "refresh=abc ;b=2", "abc" },
		{ "refresh=a=b", "a=b" },
		{ "refresh=\"abc\"", "abc" },
		{ "refresh=\"", "\"" },
		{ "refresh=", "" },
		{ "refresh=;b=2", "" },
		{ "refresh=one; refresh=two", "one" },
		{ "refresh", NULL },
		{ "refresh;b=2", NULL },
		{ "Refresh=abc", NULL },
		{ "xrefresh=abc", NULL },
		{ "refreshx=abc", NULL },
		{ "a=refresh=abc", NULL },
		{ ";;; ;refresh=abc", "abc" },
	};

	for (size_t i = 0; i < COUNT(samples); i++) {
		const char *value = header_cookie(*state, samples[i].cookies, "refresh");

		if ((value == NULL) != (samples[i].value == NULL))
			fail_msg("%s", samples[i].cookies);
		if (value != NULL)
			assert_string_equal(value, samples[i].value);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(test_entity_tags),
		ARENA_TEST(test_idempotency_keys),
		cmocka_unit_test(test_trace_ids),
		ARENA_TEST(test_cookies),
	};

	return cmocka_run_group_tests_name("wire/header", tests, NULL, NULL);
}
