/* link: -Wl,--wrap=calloc */
#include "unit.h"

#include <sanitizer/asan_interface.h>
#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/text.h"

void *__real_calloc(size_t count, size_t size);
void *__wrap_calloc(size_t count, size_t size);

/* Allocations until one fails; negative: none does. */
static int calls_left = -1;
static int calls;

void *
__wrap_calloc(size_t count, size_t size)
{
	calls++;
	if (calls_left == 0)
		return NULL;
	if (calls_left > 0)
		calls_left--;
	return __real_calloc(count, size);
}

static bool
is_zero(const unsigned char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (bytes[i] != 0)
			return false;
	return true;
}

static void
test_memory_is_zeroed_aligned_and_separate(void **state)
{
	static const size_t sizes[] = { 1, 0, 7, 8, 4000, 16, 5000, 100000, 3, 2000000, 1, 40000 };
	unsigned char *pieces[COUNT(sizes)];

	for (size_t i = 0; i < COUNT(sizes); i++) {
		pieces[i] = arena_alloc(*state, sizes[i]);
		assert_int_equal((uintptr_t)pieces[i] % alignof(max_align_t), 0);
		assert_true(is_zero(pieces[i], sizes[i]));
		if (sizes[i] > 0)
			memset(pieces[i], (int)i + 1, sizes[i]);
	}

	for (size_t i = 0; i < COUNT(sizes); i++)
		for (size_t j = 0; j < sizes[i]; j += 97)
			assert_int_equal(pieces[i][j], i + 1);
}

static void
test_bytes_around_a_piece_are_poisoned(void **state)
{
	for (size_t size = 0; size < 40; size++) {
		unsigned char *piece = arena_alloc(*state, size);

		assert_null(__asan_region_is_poisoned(piece, size));
		assert_true(__asan_address_is_poisoned(piece + size));
	}
}

static void
test_small_request_takes_one_block(void **state)
{
	calls = 0;

	for (size_t i = 0; i < 100; i++)
		(void)arena_alloc(*state, ARENA_FIRST_BLOCK / 200);

	assert_int_equal(calls, 1);
}

static void
test_large_piece_leaves_the_current_block_in_use(void **state)
{
	(void)arena_alloc(*state, 16);
	(void)arena_alloc(*state, 1u << 21);
	calls = 0;

	(void)arena_alloc(*state, 16);

	assert_int_equal(calls, 0);
}

static void
test_blocks_grow_so_that_many_pieces_take_few(void **state)
{
	calls = 0;

	for (size_t i = 0; i < 4096; i++)
		(void)arena_alloc(*state, 1000);

	assert_in_range(calls, 8, 20);
}

static void
test_copies_end_and_keep_null(void **state)
{
	char source[] = "cong doan";
	char *copy = arena_strdup(*state, source);
	char *part = arena_strndup(*state, source, 4);

	memset(source, 'x', 4);

	assert_string_equal(copy, "cong doan");
	assert_string_equal(part, "cong");
	assert_string_equal(arena_strndup(*state, "", 0), "");
	assert_null(arena_strdup(*state, NULL));
	assert_null(arena_strndup(*state, NULL, 3));
}

static void
test_printf_formats_of_any_length(void **state)
{
	char *text = arena_printf(*state, "%s-%0*d", "a", 9000, 7);

	assert_int_equal(strlen(text), 9002);
	assert_int_equal(text[9001], '7');
	assert_string_equal(arena_printf(*state, "%s", ""), "");
}

static char released[8];

static void
note_release(void *thing)
{
	strncat(released, thing, 1);
}

static void
test_deferred_releases_run_backwards_and_once(void **state)
{
	char one[] = "1";
	char two[] = "2";
	char three[] = "3";

	released[0] = '\0';
	arena_defer(*state, note_release, one);
	arena_defer(*state, note_release, two);
	arena_defer(*state, note_release, three);

	arena_release(*state);
	assert_string_equal(released, "321");

	arena_release(*state);
	assert_string_equal(released, "321");
}

static void
test_released_arena_is_as_good_as_new(void **state)
{
	struct arena *arena = *state;

	(void)arena_alloc(arena, ARENA_MAX - 100);
	arena_release(arena);
	assert_int_equal(arena->used_bytes, 0);

	assert_true(is_zero(arena_alloc(arena, 1000), 1000));
}

/* Everything that allocates, as one request would. */
static void
scenario(void)
{
	struct arena arena;
	struct text text;

	arena_init(&arena);
	(void)arena_alloc(&arena, 100);
	(void)arena_alloc(&arena, ARENA_FIRST_BLOCK);
	text_init(&text, &arena, 10);
	for (size_t i = 0; i < 3000; i++)
		text_adds(&text, "một hai ba bốn");
	(void)arena_printf(&arena, "%0*d", 100000, 1);
	arena_release(&arena);
}

/* The signal that ended a child in which `body` ran; 0: it ran to its end. */
static int
child_signal(void (*body)(void))
{
	const struct rlimit no_core = { 0, 0 };
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		(void)setrlimit(RLIMIT_CORE, &no_core);
		(void)freopen("/dev/null", "w", stderr);
		body();
		_exit(0);
	}
	assert_int_not_equal(child, -1);
	assert_int_equal(waitpid(child, &status, 0), child);
	if (WIFSIGNALED(status))
		return WTERMSIG(status);
	assert_int_equal(WEXITSTATUS(status), 0);
	return 0;
}

static void
test_each_failing_allocation_aborts(void **state)
{
	int failures = 0;

	(void)state;
	for (int n = 0; n < 100; n++) {
		int signal;

		calls_left = n;
		signal = child_signal(scenario);
		calls_left = -1;
		if (signal == 0)
			break;
		assert_int_equal(signal, SIGABRT);
		failures++;
	}

	assert_in_range(failures, 3, 20);
}

static void
ask_too_much(void)
{
	struct arena arena;

	arena_init(&arena);
	(void)arena_alloc(&arena, ARENA_MAX / 2);
	(void)arena_alloc(&arena, ARENA_MAX / 2 + 1);
}

static void
ask_for_everything(void)
{
	struct arena arena;

	arena_init(&arena);
	(void)arena_alloc(&arena, SIZE_MAX);
}

static void
ask_exactly(void)
{
	struct arena arena;

	arena_init(&arena);
	(void)arena_alloc(&arena, ARENA_MAX / 2);
	(void)arena_alloc(&arena, ARENA_MAX / 2);
	arena_release(&arena);
}

static void
test_ceiling_aborts_and_is_reachable(void **state)
{
	(void)state;
	assert_int_equal(child_signal(ask_exactly), 0);
	assert_int_equal(child_signal(ask_too_much), SIGABRT);
	assert_int_equal(child_signal(ask_for_everything), SIGABRT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(test_memory_is_zeroed_aligned_and_separate),
		ARENA_TEST(test_bytes_around_a_piece_are_poisoned),
		ARENA_TEST(test_small_request_takes_one_block),
		ARENA_TEST(test_large_piece_leaves_the_current_block_in_use),
		ARENA_TEST(test_blocks_grow_so_that_many_pieces_take_few),
		ARENA_TEST(test_copies_end_and_keep_null),
		ARENA_TEST(test_printf_formats_of_any_length),
		ARENA_TEST(test_deferred_releases_run_backwards_and_once),
		ARENA_TEST(test_released_arena_is_as_good_as_new),
		cmocka_unit_test(test_each_failing_allocation_aborts),
		cmocka_unit_test(test_ceiling_aborts_and_is_reachable),
	};

	return cmocka_run_group_tests_name("base/arena", tests, NULL, NULL);
}
