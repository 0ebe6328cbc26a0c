#include "unit.h"

#include "base/encode.h"

static const struct {
	const char *bytes, *text;
	size_t length;
} spellings[] = {
	/* RFC 4648 section 10, without padding */
	{ "", "", 0 },
	{ "f", "Zg", 1 },
	{ "fo", "Zm8", 2 },
	{ "foo", "Zm9v", 3 },
	{ "foob", "Zm9vYg", 4 },
	{ "fooba", "Zm9vYmE", 5 },
	{ "foobar", "Zm9vYmFy", 6 },
	{ "\xff\xff\xfe", "___-", 3 },
	{ "\0\0\0\0", "AAAAAA", 4 },
	{ "\xfb\xef\xbe", "----", 3 },
};

static void
test_base64url_goes_both_ways(void **state)
{
	for (size_t i = 0; i < COUNT(spellings); i++) {
		const unsigned char *bytes = (const unsigned char *)spellings[i].bytes;
		size_t length = SIZE_MAX;
		unsigned char *back;

		assert_string_equal(
		    base64url_encode(*state, bytes, spellings[i].length), spellings[i].text);
		back =
		    base64url_decode(*state, spellings[i].text, strlen(spellings[i].text), &length);
		assert_non_null(back);
		assert_int_equal(length, spellings[i].length);
		assert_memory_equal(back, bytes, length);
		assert_int_equal(back[length], 0);
	}
}

static void
test_base64url_keeps_bytes_of_every_length(void **state)
{
	unsigned char bytes[300];

	for (size_t length = 0; length <= sizeof(bytes); length++) {
		size_t back_length = SIZE_MAX;
		unsigned char *back;
		char *text;

		for (size_t i = 0; i < length; i++)
			bytes[i] = (unsigned char)(i * 151 + length);
		text = base64url_encode(*state, bytes, length);
		back = base64url_decode(*state, text, strlen(text), &back_length);
		assert_non_null(back);
		assert_int_equal(back_length, length);
		assert_memory_equal(back, bytes, length);
	}
}

static void
test_base64url_has_one_spelling(void **state)
{
	static const struct {
		const char *text;
		size_t length;
	} refused[] = {
		{ "A", 1 }, /* six bits are no byte */
		{ "AAAAA", 5 },
		{ "Zg==", 4 }, /* padding */
		{ "Zg=", 3 },
		{ "Zh", 2 }, /* stray bits */
		{ "Zm9", 3 },
		{ "Zm+v", 4 }, /* the other alphabet */
		{ "Zm/v", 4 },
		{ "Zm9v\n", 5 },
		{ "Zm 9v", 5 },
		{ " Zm9v", 5 },
		{ "Zm9\0", 4 },
		{ "Zm9.", 4 },
		{ "Z\xc3\xa1v", 4 },
	};

	for (size_t i = 0; i < COUNT(refused); i++) {
		size_t length = 12345;

		assert_null(base64url_decode(*state, refused[i].text, refused[i].length, &length));
		assert_int_equal(length, 12345);
	}
}

static void
assert_hex(const unsigned char *bytes, size_t length, const char *expected)
{
	char hex[129];

	hex_encode(bytes, length, hex);
	assert_string_equal(hex, expected);
}

static void
test_sha256_of_known_texts(void **state)
{
	unsigned char hash[SHA256_BYTES];

	(void)state;
	sha256(NULL, 0, hash);
	assert_hex(
	    hash, sizeof(hash), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	sha256("abc", 3, hash);
	assert_hex(
	    hash, sizeof(hash), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

/* RFC 4231, cases 1 to 3 and 6. */
static void
test_hmac_sha256_of_known_texts(void **state)
{
	static const char long_text[] = "Test Using Larger Than Block-Size Key - Hash Key First";
	unsigned char key[131];
	unsigned char data[50];
	unsigned char mac[SHA256_BYTES];

	(void)state;
	memset(key, 0x0b, 20);
	hmac_sha256(key, 20, "Hi There", 8, mac);
	assert_hex(
	    mac, sizeof(mac), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
	hmac_sha256((const unsigned char *)"Jefe", 4, "what do ya want for nothing?", 28, mac);
	assert_hex(
	    mac, sizeof(mac), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
	memset(key, 0xaa, sizeof(key));
	memset(data, 0xdd, sizeof(data));
	hmac_sha256(key, 20, data, sizeof(data), mac);
	assert_hex(
	    mac, sizeof(mac), "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
	hmac_sha256(key, sizeof(key), long_text, strlen(long_text), mac);
	assert_hex(
	    mac, sizeof(mac), "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

static void
test_equality_looks_at_every_byte(void **state)
{
	unsigned char one[32] = { 0 };
	unsigned char other[32] = { 0 };

	(void)state;
	assert_true(equal_constant_time(one, other, sizeof(one)));
	assert_true(equal_constant_time(one, other, 0));
	for (size_t i = 0; i < sizeof(one); i++) {
		other[i] = 1;
		assert_false(equal_constant_time(one, other, sizeof(one)));
		other[i] = 0;
	}
}

static void
test_hex_is_lower_case_and_complete(void **state)
{
	(void)state;
	assert_hex((const unsigned char *)"", 0, "");
	assert_hex((const unsigned char *)"\x00\x9f\xa0\xff", 4, "009fa0ff");
}

static void
test_uuid_goes_both_ways(void **state)
{
	static const char text[] = "0190f3a1-7b2c-7def-8a01-23456789abcd";
	unsigned char bytes[UUID_BYTES];
	unsigned char upper[UUID_BYTES];
	char back[UUID_TEXT];

	(void)state;
	assert_true(uuid_parse(text, bytes));
	assert_hex(bytes, sizeof(bytes), "0190f3a17b2c7def8a0123456789abcd");
	assert_true(uuid_parse("0190F3A1-7B2C-7DEF-8A01-23456789ABCD", upper));
	assert_memory_equal(bytes, upper, sizeof(bytes));
	uuid_format(bytes, back);
	assert_string_equal(back, text);
}

static void
test_uuid_of_another_shape_is_refused(void **state)
{
	static const char *const refused[] = {
		"",
		"0",
		"0190f3a1-7b2c-7def-8a01-23456789abc",
		"0190f3a1-7b2c-7def-8a01-23456789abcd0",
		"0190f3a17b2c7def8a0123456789abcd",
		"0190f3a1-7b2c-7def-8a0-123456789abcd",
		"0190f3a1-7b2c-7def-8a01-23456789abcg",
		"0190f3a1-7b2c-7def-8a01_23456789abcd",
		"{190f3a1-7b2c-7def-8a01-23456789abc}",
		" 190f3a1-7b2c-7def-8a01-23456789abcd",
		"0190f3a1--b2c-7def-8a01-23456789abcd",
	};
	unsigned char bytes[UUID_BYTES];

	(void)state;
	memset(bytes, 7, sizeof(bytes));
	for (size_t i = 0; i < COUNT(refused); i++) {
		assert_false(uuid_parse(refused[i], bytes));
		assert_int_equal(bytes[0], 7);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(test_base64url_goes_both_ways),
		ARENA_TEST(test_base64url_keeps_bytes_of_every_length),
		ARENA_TEST(test_base64url_has_one_spelling),
		cmocka_unit_test(test_sha256_of_known_texts),
		cmocka_unit_test(test_hmac_sha256_of_known_texts),
		cmocka_unit_test(test_equality_looks_at_every_byte),
		cmocka_unit_test(test_hex_is_lower_case_and_complete),
		cmocka_unit_test(test_uuid_goes_both_ways),
		cmocka_unit_test(test_uuid_of_another_shape_is_refused),
	};

	return cmocka_run_group_tests_name("base/encode", tests, NULL, NULL);
}
