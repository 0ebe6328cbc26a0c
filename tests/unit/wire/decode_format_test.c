#include "unit.h"

#include "wire/decode_parts.h"

static const struct {
	enum contract_format format;
	const char *text;
	bool valid;
} texts[] = {
	{ FORMAT_NONE, "anything at all", true },

	{ FORMAT_UUID, "0190f3a1-7b2c-7def-8a01-23456789abcd", true },
	{ FORMAT_UUID, "0190F3A1-7B2C-7DEF-8A01-23456789ABCD", true },
	{ FORMAT_UUID, "0190f3a1-7b2c-7def-8a01-23456789abc", false },
	{ FORMAT_UUID, "", false },

	{ FORMAT_DATE, "2026-11-21", true },
	{ FORMAT_DATE, "0001-01-01", true },
	{ FORMAT_DATE, "9999-12-31", true },
	{ FORMAT_DATE, "2024-02-29", true },
	{ FORMAT_DATE, "2000-02-29", true },
	{ FORMAT_DATE, "2026-02-29", false },
	{ FORMAT_DATE, "1900-02-29", false },
	{ FORMAT_DATE, "2026-04-31", false },
	{ FORMAT_DATE, "2026-00-10", false },
	{ FORMAT_DATE, "2026-13-10", false },
	{ FORMAT_DATE, "2026-01-00", false },
	{ FORMAT_DATE, "2026-01-32", false },
	{ FORMAT_DATE, "0000-01-01", false },
	{ FORMAT_DATE, "2026-1-1", false },
	{ FORMAT_DATE, "2026-11-2", false },
	{ FORMAT_DATE, "2026-11-211", false },
	{ FORMAT_DATE, "2026/11/21", false },
	{ FORMAT_DATE, "-026-11-21", false },
	{ FORMAT_DATE, "2026-11-21T00:00:00Z", false },
	{ FORMAT_DATE, "2026-11-2 ", false },
	{ FORMAT_DATE, "", false },

	{ FORMAT_DATE_TIME, "2026-11-21T08:19:00Z", true },
	{ FORMAT_DATE_TIME, "2026-11-21t08:19:00z", true },
	{ FORMAT_DATE_TIME, "2026-11-21T08:19:00+07:00", true },
	{ FORMAT_DATE_TIME, "2026-11-21T08:19:00-09:30", true },
	{ FORMAT_DATE_TIME, "2026-11-21T08:19:00.1Z", true },
	{ FORMAT_DATE_TIME, "2026-11-21T08:19:00.123456789+07:00", true },
	{ FORMAT_DATE_TIME, "2026-11-21T23:59:59Z", true },
	{ FORMAT_DATE_TIME, "2016-12-31T23:59:60Z", true },
	{ FORMAT_DATE_TIME, "2017-01-01T06:59:60+07:00", true },
	{ FORMAT_DATE_TIME, "2016-12-31T19:59:60-04:00", true },
	{ FORMAT_DATE_TIME, "2016-12-31T12:00:60Z", false },
	{ FORMAT_DATE_TIME, "2016-12-31T23:59:60+07:00", false },
	{ FORMAT_DATE_TIME, "2026-11-21T08:19:61Z", false },
	{ FORMAT_DATE_TIME, "2026-11-21T24:00:00Z", false },
	{ FORMAT_DATE_TIME, "2026-11-21T08:60:00Z", false },
	{ FORMAT_DATE_TIME, "2026-02-30T08:19:00Z", false },
	{ FORMAT_DATE_TIME, "2026-11-21T08:19:00", false },
	{ FORMAT_DATE_TIME, "2026-11-21 08:19:00Z", false },
	{ FORMAT_DATE_TIME, "2026-11-21T08:19Z", false },
	{ FORMAT_DATE_TIME, "2026-11-21T08:19:00.Z", false },
	{ FORMAT_DATE_TIME, "2026-11-21T08:19:00.1234567890Z", false },
	{ FORMAT_DATE_TIME, "2026-11-21T08:19:00+0700", false },
	{ FORMAT_DATE_TIME, "2026-11-21T08:19:00+07:60", false },
	{ FORMAT_DATE_TIME, "2026-11-21T08:19:00+16:00", false },
	{ FORMAT_DATE_TIME, "2026-11-21T08:19:00+07", false },
	{ FORMAT_DATE_TIME, "2026-11-21T08:19:00+07:00x", false },
	{ FORMAT_DATE_TIME, "2026-11-21T08:19:00Zx", false },
	{ FORMAT_DATE_TIME, "2026-11-21", false },
	{ FORMAT_DATE_TIME, "", false },

	{ FORMAT_DECIMAL, "0", true },
	{ FORMAT_DECIMAL, "12.50", true },
	{ FORMAT_DECIMAL, "-0.000001", true },
	{ FORMAT_DECIMAL, "007", true },
	{ FORMAT_DECIMAL, "999999999999999.999999", true },
	{ FORMAT_DECIMAL, "1000000000000000", false },
	{ FORMAT_DECIMAL, "1.0000000", false },
	{ FORMAT_DECIMAL, "", false },
	{ FORMAT_DECIMAL, "-", false },
	{ FORMAT_DECIMAL, ".5", false },
	{ FORMAT_DECIMAL, "5.", false },
	{ FORMAT_DECIMAL, "+5", false },
	{ FORMAT_DECIMAL, "1,5", false },
	{ FORMAT_DECIMAL, "1e5", false },
	{ FORMAT_DECIMAL, "1.5 ", false },
	{ FORMAT_DECIMAL, "--1", false },
	{ FORMAT_DECIMAL, "NaN", false },

	{ FORMAT_EMAIL, "a@example.vn", true },
	{ FORMAT_EMAIL, "can.bo+thi-dua@cong-doan.example.org", true },
	{ FORMAT_EMAIL, "a.b.c@1.example", true },
	{ FORMAT_EMAIL, "a@example", false },
	{ FORMAT_EMAIL, "a@", false },
	{ FORMAT_EMAIL, "@example.vn", false },
	{ FORMAT_EMAIL, "example.vn", false },
	{ FORMAT_EMAIL, "a@b@example.vn", false },
	{ FORMAT_EMAIL, ".a@example.vn", false },
	{ FORMAT_EMAIL, "a.@example.vn", false },
	{ FORMAT_EMAIL, "a..b@example.vn", false },
	{ FORMAT_EMAIL, "a b@example.vn", false },
	{ FORMAT_EMAIL, "a@example..vn", false },
	{ FORMAT_EMAIL, "a@.example.vn", false },
	{ FORMAT_EMAIL, "a@example.vn.", false },
	{ FORMAT_EMAIL, "a@-example.vn", false },
	{ FORMAT_EMAIL, "a@example-.vn", false },
	{ FORMAT_EMAIL, "a@exam_ple.vn", false },
	{ FORMAT_EMAIL, "\"a\"@example.vn", false },
	{ FORMAT_EMAIL, "đ@example.vn", false },
	{ FORMAT_EMAIL, "a@example.vn\n", false },
	{ FORMAT_EMAIL, "", false },
};

static const char *const codes[] = {
	[FORMAT_UUID] = "format_uuid",
	[FORMAT_DATE] = "format_date",
	[FORMAT_DATE_TIME] = "format_date_time",
	[FORMAT_DECIMAL] = "format_decimal",
	[FORMAT_EMAIL] = "format_email",
};

static void
test_texts_hold_or_break_their_format(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		const char *code =
		    decode_format(texts[i].format, texts[i].text, strlen(texts[i].text));

		if ((code == NULL) != texts[i].valid)
			fail_msg("format %d: '%s'", (int)texts[i].format, texts[i].text);
		if (code != NULL)
			assert_string_equal(code, codes[texts[i].format]);
	}
}

/* Cut anywhere, a date-time is read no further than its end and holds only where the rest is a
 * zone. */
static void
test_date_times_cut_anywhere_are_refused(void **state)
{
	static const char text[] = "2026-11-21T08:19:00.123+07:00";

	for (size_t length = 0; length < strlen(text); length++) {
		const char *cut = arena_strndup(*state, text, length);

		assert_non_null(decode_format(FORMAT_DATE_TIME, cut, length));
	}
	assert_null(decode_format(FORMAT_DATE_TIME, text, strlen(text)));
}

static const char *
email_of(struct arena *arena, int local, int label, int labels)
{
	char *email = arena_printf(arena, "%0*d@", local, 0);

	for (int i = 0; i < labels; i++)
		email = arena_printf(arena, "%s%0*d.", email, label, 0);
	return arena_printf(arena, "%svn", email);
}

static void
test_emails_have_ceilings(void **state)
{
	static const struct {
		int local, label, labels;
		bool valid;
	} sizes[] = {
		{ 64, 10, 1, true },
		{ 65, 10, 1, false },
		{ 1, 63, 1, true },
		{ 1, 64, 1, false },
		{ 60, 63, 2, true },
		{ 59, 63, 3, true }, /* 59 + 1 + 3 * 64 + 2 = 254 bytes */
		{ 60, 63, 3, false },
	};

	for (size_t i = 0; i < COUNT(sizes); i++) {
		const char *email =
		    email_of(*state, sizes[i].local, sizes[i].label, sizes[i].labels);
		bool valid = decode_format(FORMAT_EMAIL, email, strlen(email)) == NULL;

		if (valid != sizes[i].valid)
			fail_msg("%zu: %zu bytes", i, strlen(email));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_texts_hold_or_break_their_format),
		ARENA_TEST(test_date_times_cut_anywhere_are_refused),
		ARENA_TEST(test_emails_have_ceilings),
	};

	return cmocka_run_group_tests_name("wire/decode_format", tests, NULL, NULL);
}
