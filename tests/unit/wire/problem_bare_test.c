/* A contract of its own: an empty one, which lacks even "internal". */
#include "unit.h"

#include "wire/problem.h"

#define EMPTY(type, name)          \
	const struct type name[1]; \
	const size_t name##_count = 0

const struct contract_operation *const contract_operations[1];
const size_t contract_operations_count = 0;
EMPTY(contract_route, contract_routes);
EMPTY(contract_problem, contract_problems);
EMPTY(contract_fault, contract_faults);
EMPTY(contract_constraint, contract_constraints);

static void
test_something_is_always_said(void **state)
{
	struct problem problem = { 0 };
	struct text out;

	problem_set(&problem, "not-found");
	problem_add(&problem, (struct fault){ .pointer = "/a", .code = "required" });
	text_init(&out, *state, 0);
	problem_print(&problem, LANGUAGE_EN, "x", NULL, &out);

	assert_string_equal(out.data,
	    "{\"type\":\"/problems/internal\",\"title\":\"Internal error\",\"status\":500,"
	    "\"instance\":\"urn:uuid:x\",\"code\":\"internal\","
	    "\"errors\":[{\"pointer\":\"/a\",\"code\":\"required\"}]}");
	assert_string_equal(problem.log, "not-found");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(test_something_is_always_said),
	};

	return cmocka_run_group_tests_name("wire/problem, empty contract", tests, NULL, NULL);
}
