/* What a unit test includes: cmocka with what it wants before it, and an arena for each test. */
#ifndef THIDUA_UNIT_H
#define THIDUA_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static inline int
arena_setup(void **state)
{
	static struct arena arena;

	arena_init(&arena);
	*state = &arena;
	return 0;
}

static inline int
arena_teardown(void **state)
{
	arena_release(*state);
	return 0;
}

/* A test whose *state is an arena of its own. */
#define ARENA_TEST(test) cmocka_unit_test_setup_teardown(test, arena_setup, arena_teardown)

#endif
