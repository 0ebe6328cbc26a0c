#include "unit.h"

#include "contract_stub.h"
#include "wire/decode.h"

static int
start(void **state)
{
	(void)state;
	return decode_start() ? 0 : -1;
}

/* Checks a text of JSON against the body of the small contract, placed at `pointer`. */
static bool
check(struct arena *arena, const char *json, const char *pointer, struct problem *problem)
{
	json_t *value = json_loads(json, JSON_DECODE_ANY, NULL);
	bool valid;

	assert_non_null(value);
	valid = decode_check(arena, stub_plans_create.body, value, pointer, problem);
	json_decref(value);
	return valid;
}

static void
test_pointers_begin_where_the_value_stands(void **state)
{
	struct problem problem = { 0 };

	assert_false(
	    check(*state, "{\"title\":1,\"parts\":[{\"code\":\"?\"}]}", "/items/7", &problem));

	assert_int_equal(problem.faults_count, 2);
	assert_string_equal(problem.faults[0].pointer, "/items/7/title");
	assert_string_equal(problem.faults[1].pointer, "/items/7/parts/0/code");
	assert_null(problem.faults[0].parameter);
	assert_null(problem.type);
}

static void
test_faults_are_added_to_those_before(void **state)
{
	struct problem problem = { 0 };

	problem_add(&problem, (struct fault){ .pointer = "/x", .code = "required" });
	assert_true(check(*state, "{\"title\":\"a\"}", "", &problem));
	assert_int_equal(problem.faults_count, 1);
	assert_false(check(*state, "{}", "", &problem));
	assert_int_equal(problem.faults_count, 2);
}

static void
test_a_full_problem_does_not_make_a_value_valid(void **state)
{
	struct problem problem = { 0 };

	for (size_t i = 0; i < FAULTS_MAX; i++)
		problem_add(&problem, (struct fault){ .pointer = "/x", .code = "required" });

	assert_false(check(*state, "{}", "", &problem));
	assert_false(check(*state, "7", "", &problem));
	assert_int_equal(problem.faults_count, FAULTS_MAX);
}

static void
test_valid_value_takes_no_memory(void **state)
{
	struct arena *arena = *state;
	struct problem problem = { 0 };

	assert_true(check(arena,
	    "{\"title\":\"a\",\"parts\":[{\"code\":\"A\",\"share\":\"1.5\"}],\"labels\":{\"a\":"
	    "\"b\"}}",
	    "", &problem));

	assert_int_equal(arena->used_bytes, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(test_pointers_begin_where_the_value_stands),
		ARENA_TEST(test_faults_are_added_to_those_before),
		ARENA_TEST(test_a_full_problem_does_not_make_a_value_valid),
		ARENA_TEST(test_valid_value_takes_no_memory),
	};

	return cmocka_run_group_tests_name("wire/decode_check", tests, start, NULL);
}
