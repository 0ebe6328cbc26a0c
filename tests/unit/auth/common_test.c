/* Which passwords somebody would try first. */
#include "unit.h"

#include "auth/common.h"

static void
test_passwords_that_are_tried_first(void **state)
{
	static const char *const samples[] = {
		"aaaaaaaa",
		"12121212",
		"12341234",
		"abcabcabc",
		"ếếếếếếếế",
		"thidua thidua ",
		"12345678",
		"123456789",
		"1234567890",
		"0123456789",
		"0987654321",
		"87654321",
		"abcdefgh",
		"hgfedcba",
		"qwertyui",
		"QWERTYUIOP",
		"qwerty123",
		"123qweasd",
		"asdfzxcv",
		"1qaz2wsx",
		"abc12345",
		"password",
		"Password",
		"PASSWORD1",
		"password123!",
		"p@ssw0rd1",
		"!admin2026",
		"matkhau1",
		"Matkhau@123",
		"mật khẩu",
		"congdoan2026",
		"thidua2026",
		"iloveyou",
		"welcome1",
		"",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(samples); i++) {
		if (!password_common(samples[i]))
			fail_msg("%s", samples[i]);
	}
}

static void
test_passwords_of_somebody(void **state)
{
	static const char *const samples[] = {
		"thi-dua-demo",
		"mật khẩu mới",
		"password of mine",
		"passwordless",
		"admin20261119",
		"correct horse battery",
		"một câu dễ nhớ của tôi",
		"k3v9x2mq",
		"abd12346",
		"aaaaaaab",
		"qwerty-tôi-123",
		"\xf0\x9f\x99\x82\xf0\x9f\x8c\xb1\xf0\x9f\x8e\x8b",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(samples); i++) {
		if (password_common(samples[i]))
			fail_msg("%s", samples[i]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_passwords_that_are_tried_first),
		cmocka_unit_test(test_passwords_of_somebody),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
