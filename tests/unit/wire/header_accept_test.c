#include "unit.h"

#include "wire/header.h"

static void
test_languages(void **state)
{
	static const struct {
		const char *value;
		enum language language;
	} samples[] = {
		{ NULL, LANGUAGE_VI },
		{ "", LANGUAGE_VI },
		{ "vi", LANGUAGE_VI },
		{ "en", LANGUAGE_EN },
		{ "EN", LANGUAGE_EN },
		{ "en-GB", LANGUAGE_EN },
		{ "eng", LANGUAGE_VI },
		{ "fr", LANGUAGE_VI },
		{ "fr, en;q=0.1", LANGUAGE_EN },
		{ "vi,en", LANGUAGE_VI },
		{ "en,vi", LANGUAGE_EN },
		{ "en-US,en;q=0.9,vi;q=0.8", LANGUAGE_EN },
		{ "vi-VN,vi;q=0.9,en-US;q=0.8,en;q=0.7", LANGUAGE_VI },
		{ "en;q=0.5, vi;q=0.6", LANGUAGE_VI },
		{ "en;q=0.501, vi;q=0.5", LANGUAGE_EN },
		{ "en;q=0.1, en-AU;q=0.9, vi;q=0.5", LANGUAGE_EN },
		{ "*", LANGUAGE_VI },
		{ "en, *", LANGUAGE_EN },
		{ "en;q=0.5, *;q=0.9", LANGUAGE_VI },
		{ "vi;q=0, *", LANGUAGE_EN },
		{ "vi;q=0", LANGUAGE_VI },
		{ "vi;q=0, en;q=0", LANGUAGE_VI },
		{ "vi;q=0, en;q=0.001", LANGUAGE_EN },
		{ "en;q=0", LANGUAGE_VI },
		{ "en ; q=1.000 , vi ;q=0.9", LANGUAGE_EN },
		{ "en;Q=0.2,vi;Q=0.1", LANGUAGE_EN },
		/* malformed elements are passed over */
		{ "en;q=2, vi;q=0.1", LANGUAGE_VI },
		{ "en;q=0.1234, vi;q=0.1", LANGUAGE_VI },
		{ "en;q=, vi;q=0.1", LANGUAGE_VI },
		{ "en;q=-1, vi;q=0.1", LANGUAGE_VI },
		{ "en;q=1.001, vi;q=0.1", LANGUAGE_VI },
		{ ",,;,en", LANGUAGE_EN },
		{ ";q=1", LANGUAGE_VI },
		{ "\"en", LANGUAGE_VI },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(samples); i++)
		if (header_language(samples[i].value) != samples[i].language)
			fail_msg("%s", samples[i].value);
}

static void
test_accept(void **state)
{
	static const struct {
		const char *value;
		bool accepts;
	} samples[] = {
		{ NULL, true },
		{ "", true },
		{ " , ", true },
		{ "*/*", true },
		{ "application/json", true },
		{ "Application/JSON", true },
		{ "application/*", true },
		{ "application/problem+json", true },
		{ "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", true },
		{ "text/html;q=0.9, application/json;q=0.1", true },
		{ "text/csv;x=\"a,b\", application/json", true },
		{ "*/*;q=0, application/json", true },
		{ "text/html", false },
		{ "text/csv;x=\", application/json\"", false },
		{ "application/jsonp", false },
		{ "application/json;q=0", false },
		{ "application/json;q=0, */*", false },
		{ "application/*;q=0.0, */*", false },
		{ "*/*;q=0", false },
		{ "text/*, application/json;q=0.000", false },
		{ "+json", false },
		/* a malformed weight says nothing about JSON */
		{ "application/json;q=x", true },
		{ "application/json;q=x, text/html", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(samples); i++)
		if (header_accepts_json(samples[i].value) != samples[i].accepts)
			fail_msg("%s", samples[i].value);
}

static void
test_content_type(void **state)
{
	static const struct {
		const char *value;
		bool equal;
	} samples[] = {
		{ "application/json", true },
		{ "Application/Json", true },
		{ " application/json ", true },
		{ "application/json;charset=utf-8", true },
		{ "application/json; charset=UTF-8", true },
		{ "application/json; charset=\"utf-8\"", true },
		{ "application/json; boundary=x", true },
		{ "application/json;", true },
		{ "application/json; charset=latin1", false },
		{ "application/json; charset=utf-8; charset=utf-16", false },
		{ "application/json; charset=", false },
		{ "application/json; charset", false },
		{ "application/merge-patch+json", false },
		{ "application/jsonx", false },
		{ "application/jso", false },
		{ "text/json", false },
		{ "", false },
		{ NULL, false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(samples); i++)
		if (header_is_type(samples[i].value, "application/json") != samples[i].equal)
			fail_msg("%s", samples[i].value);
	assert_true(header_is_type("application/merge-patch+json", "application/merge-patch+json"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_languages),
		cmocka_unit_test(test_accept),
		cmocka_unit_test(test_content_type),
	};

	return cmocka_run_group_tests_name("wire/header_accept", tests, NULL, NULL);
}
