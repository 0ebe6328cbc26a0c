/* The key ring as an operator may write it, and as he may not. */
#include "forge.h"

#include "auth/keyring.h"

/* A ring that lacks nothing, and the given line. */
static bool
ring_read_with(struct arena *arena, const char *line)
{
	return keyring_read(arena_printf(arena, "%s%s", forge_ring(arena), line));
}

static void
test_a_ring_is_found_by_purpose_and_name(void **state)
{
	const struct key *key = key_find(KEY_ACCESS, "two");

	(void)state;
	assert_string_equal(key->name, "two");
	assert_int_equal(key->length, strlen(KEY_TWO));
	assert_memory_equal(key->bytes, KEY_TWO, strlen(KEY_TWO));
	assert_null(key_find(KEY_REFRESH, "two"));
	assert_null(key_find(KEY_ACCESS, "paging"));
	assert_null(key_find(KEY_ACCESS, ""));
}

static void
test_the_order_of_lines_is_the_order_of_keys(void **state)
{
	const struct key *key = key_first(KEY_ACCESS);

	(void)state;
	assert_string_equal(key->name, "one");
	key = key_next(key);
	assert_string_equal(key->name, "two");
	assert_null(key_next(key));
	assert_string_equal(key_first(KEY_REFRESH)->name, "refreshing");
	assert_null(key_next(key_first(KEY_REFRESH)));
	assert_string_equal(key_first(KEY_CURSOR)->name, "paging");
}

static void
test_spaces_comments_and_empty_lines_are_passed_over(void **state)
{
	const char *key = base64url_encode(*state, (const unsigned char *)KEY_STRANGE, 32);
	const char *line;

	line = arena_printf(
	    *state, "\n# a comment of many words\n\n \t\n  three\taccess  %s \r\n# end", key);
	assert_true(ring_read_with(*state, line));

	assert_memory_equal(key_find(KEY_ACCESS, "three")->bytes, KEY_STRANGE, 32);
}

static void
test_the_last_line_needs_no_end(void **state)
{
	const char *line = forge_key(*state, "three", "access", KEY_STRANGE);

	assert_true(ring_read_with(*state, arena_strndup(*state, line, strlen(line) - 1)));

	assert_non_null(key_find(KEY_ACCESS, "three"));
}

static void
test_bad_lines(void **state)
{
	static const char long_name[] = "a-name-of-thirty-three-characters";
	const char *lines[] = {
		"three\n",
		"three access\n",
		"three access =\n",
		forge_key(*state, "three", "Access", KEY_STRANGE),
		forge_key(*state, "three", "signing", KEY_STRANGE),
		forge_key(*state, "thr/ee", "access", KEY_STRANGE),
		forge_key(*state, "../ee", "access", KEY_STRANGE),
		forge_key(*state, "thr\xe2\x82\xac", "access", KEY_STRANGE),
		forge_key(*state, long_name, "access", KEY_STRANGE),
		forge_key(*state, "three", "access", ""),
		/* a name or a key that is there already, whatever its purpose */
		forge_key(*state, "one", "access", KEY_STRANGE),
		forge_key(*state, "one", "refresh", KEY_STRANGE),
		forge_key(*state, "three", "access", KEY_ONE),
		forge_key(*state, "three", "refresh", KEY_ONE),
		/* not base64url: padded, of the other alphabet, cut off */
		"three access YS1zdHJhbmdlci1hLXN0cmFuZ2VyLWEtc3RyYW5nZXI=\n",
		"three access YS1zdHJhbmdlci1hLXN0cmFuZ2VyLWEtc3RyYW5n+/VyYQ\n",
		"three access YS1zdHJhbmdlci1hLXN0cmFuZ2VyLWEtc3RyYW5nZXIYx\n",
		"three access YS1zdHJhbmdlci1hLXN0cmFuZ2VyLWEtc3RyYW5nZXIY and more\n",
	};
	size_t i;

	assert_int_equal(strlen(long_name), KEY_NAME_MAX + 1);
	for (i = 0; i < COUNT(lines); i++) {
		if (ring_read_with(*state, lines[i]))
			fail_msg("taken: %s", lines[i]);
	}
}

static void
test_every_purpose_needs_a_key(void **state)
{
	const char *access = forge_key(*state, "one", "access", KEY_ONE);
	const char *refresh = forge_key(*state, "refreshing", "refresh", KEY_REFRESHING);
	const char *cursor = forge_key(*state, "paging", "cursor", KEY_PAGING);

	assert_false(keyring_read(""));
	assert_false(keyring_read(arena_printf(*state, "%s%s", access, refresh)));
	assert_false(keyring_read(arena_printf(*state, "%s%s", access, cursor)));
	assert_false(keyring_read(arena_printf(*state, "%s%s", refresh, cursor)));
	assert_true(keyring_read(arena_printf(*state, "%s%s%s", cursor, access, refresh)));
}

static void
test_lengths_at_the_limits(void **state)
{
	char bytes[KEY_BYTES_MAX + 2];

	memset(bytes, 'k', sizeof(bytes));
	bytes[KEY_BYTES_MAX + 1] = '\0';
	assert_false(ring_read_with(*state, forge_key(*state, "three", "access", bytes)));
	bytes[KEY_BYTES_MAX] = '\0';
	assert_true(ring_read_with(*state, forge_key(*state, "three", "access", bytes)));
	bytes[TOKEN_KEY_MIN] = '\0';
	assert_true(ring_read_with(*state, forge_key(*state, "three", "access", bytes)));
	bytes[TOKEN_KEY_MIN - 1] = '\0';
	assert_false(ring_read_with(*state, forge_key(*state, "three", "access", bytes)));
}

static void
test_a_ring_holds_so_many_keys_and_no_more(void **state)
{
	const char *text = forge_ring(*state);
	unsigned i;

	for (i = 4; i < KEYRING_MAX; i++) {
		text = arena_printf(*state, "%s%s", text,
		    forge_key(*state, arena_printf(*state, "k%u", i), "access",
			arena_printf(*state, "%032u", i)));
	}
	assert_true(keyring_read(text));
	text = arena_printf(*state, "%s%s", text, forge_key(*state, "last", "access", KEY_STRANGE));
	assert_false(keyring_read(text));
}

static void
test_a_bad_ring_leaves_the_old_one(void **state)
{
	assert_false(ring_read_with(*state, "three\n"));

	assert_memory_equal(key_first(KEY_ACCESS)->bytes, KEY_ONE, strlen(KEY_ONE));
	assert_non_null(key_find(KEY_ACCESS, "two"));
}

static void
test_purposes_by_name(void **state)
{
	(void)state;
	assert_int_equal(key_purpose_parse("access"), KEY_ACCESS);
	assert_int_equal(key_purpose_parse("refresh"), KEY_REFRESH);
	assert_int_equal(key_purpose_parse("cursor"), KEY_CURSOR);
	assert_int_equal(key_purpose_parse("acces"), KEY_PURPOSES);
	assert_int_equal(key_purpose_parse("accesses"), KEY_PURPOSES);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		FORGE_TEST(test_a_ring_is_found_by_purpose_and_name),
		FORGE_TEST(test_the_order_of_lines_is_the_order_of_keys),
		FORGE_TEST(test_spaces_comments_and_empty_lines_are_passed_over),
		FORGE_TEST(test_the_last_line_needs_no_end),
		FORGE_TEST(test_bad_lines),
		FORGE_TEST(test_every_purpose_needs_a_key),
		FORGE_TEST(test_lengths_at_the_limits),
		FORGE_TEST(test_a_ring_holds_so_many_keys_and_no_more),
		FORGE_TEST(test_a_bad_ring_leaves_the_old_one),
		FORGE_TEST(test_purposes_by_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
