/* The table of known tokens, with digests made to collide. */
#include "forge.h"

#include "auth/cache.h"

/* Two digests with the same place are in the same set of the table. */
static void
digest_make(unsigned char digest[CACHE_DIGEST], unsigned place, unsigned tail)
{
	memset(digest, 0, CACHE_DIGEST);
	digest[0] = (unsigned char)place;
	digest[1] = (unsigned char)(place >> 8);
	memcpy(digest + CACHE_DIGEST - sizeof(tail), &tail, sizeof(tail));
}

static void
put(unsigned place, unsigned tail, int64_t expires_at_s)
{
	struct claims claims = { .scope_version = tail, .expires_at_s = expires_at_s };
	unsigned char digest[CACHE_DIGEST];

	digest_make(digest, place, tail);
	cache_put(digest, &claims, NOW);
}

static const struct claims *
find(unsigned place, unsigned tail)
{
	unsigned char digest[CACHE_DIGEST];

	digest_make(digest, place, tail);
	return cache_find(digest);
}

static int
setup(void **state)
{
	(void)state;
	cache_clear();
	return 0;
}

static void
test_an_empty_table_knows_nothing(void **state)
{
	static const unsigned char zeros[CACHE_DIGEST];

	(void)state;
	assert_null(cache_find(zeros));
}

static void
test_every_byte_of_the_digest_counts(void **state)
{
	struct claims claims = { .expires_at_s = NOW + 1 };
	unsigned char digest[CACHE_DIGEST] = { 0 };
	size_t i;

	(void)state;
	cache_put(digest, &claims, NOW);
	for (i = 0; i < CACHE_DIGEST; i++) {
		digest[i] ^= 0x80;
		assert_null(cache_find(digest));
		digest[i] ^= 0x80;
	}
	assert_non_null(cache_find(digest));
}

static void
test_colliding_tokens_are_kept_apart(void **state)
{
	(void)state;
	put(7, 1, NOW + 10);
	put(7, 2, NOW + 20);

	assert_int_equal(find(7, 1)->scope_version, 1);
	assert_int_equal(find(7, 2)->scope_version, 2);
	assert_null(find(7, 3));
}

static void
test_in_a_full_set_the_first_to_expire_makes_room(void **state)
{
	(void)state;
	put(7, 1, NOW + 30);
	put(7, 2, NOW + 10);
	put(7, 3, NOW + 20);

	assert_non_null(find(7, 1));
	assert_null(find(7, 2));
	assert_non_null(find(7, 3));
}

static void
test_the_same_token_takes_one_place(void **state)
{
	(void)state;
	put(7, 1, NOW + 30);
	put(7, 2, NOW + 40);
	put(7, 2, NOW + 50);

	assert_non_null(find(7, 1));
	assert_int_equal(find(7, 2)->expires_at_s, NOW + 50);
}

static void
test_an_expired_token_does_not_enter(void **state)
{
	(void)state;
	put(7, 1, NOW);

	assert_null(find(7, 1));
}

static void
test_a_full_table_keeps_what_it_can(void **state)
{
	unsigned place, tail, kept = 0;

	(void)state;
	for (place = 0; place < CACHE_SETS; place++) {
		for (tail = 0; tail < 2 * CACHE_WAYS; tail++)
			put(place, tail, NOW + 1 + tail);
	}

	for (place = 0; place < CACHE_SETS; place++) {
		for (tail = 0; tail < 2 * CACHE_WAYS; tail++) {
			const struct claims *claims = find(place, tail);

			if (!claims)
				continue;
			assert_int_equal(claims->scope_version, tail);
			kept++;
		}
	}
	assert_int_equal(kept, CACHE_SETS * CACHE_WAYS);
}

static void
test_a_cleared_table_knows_nothing(void **state)
{
	(void)state;
	put(7, 1, NOW + 30);
	cache_clear();

	assert_null(find(7, 1));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_an_empty_table_knows_nothing, setup),
		cmocka_unit_test_setup(test_every_byte_of_the_digest_counts, setup),
		cmocka_unit_test_setup(test_colliding_tokens_are_kept_apart, setup),
		cmocka_unit_test_setup(test_in_a_full_set_the_first_to_expire_makes_room, setup),
		cmocka_unit_test_setup(test_the_same_token_takes_one_place, setup),
		cmocka_unit_test_setup(test_an_expired_token_does_not_enter, setup),
		cmocka_unit_test_setup(test_a_full_table_keeps_what_it_can, setup),
		cmocka_unit_test_setup(test_a_cleared_table_knows_nothing, setup),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
