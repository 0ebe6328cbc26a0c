/* A contract of its own, whose pattern is broken or ambiguous, deep down. */
#include "unit.h"

#include "wire/decode.h"

#define EMPTY(type, name)          \
	const struct type name[1]; \
	const size_t name##_count = 0

static const struct contract_schema good = { .types = TYPE_STRING, .pattern = "^a$" };
/* The tests put the pattern in. */
static struct contract_schema broken = { .types = TYPE_STRING };
static const struct contract_field fields[] = {
	{ .name = "a", .schema = &good },
	{ .name = "b", .schema = &broken },
};
static const struct contract_schema object = {
	.types = TYPE_OBJECT, .fields = fields, .fields_count = 2
};
static const struct contract_schema list = { .types = TYPE_ARRAY, .items = &object };
static const struct contract_operation operation = { .id = "lists_create", .body = &list };

const struct contract_operation *const contract_operations[] = { &operation };
const size_t contract_operations_count = 1;
EMPTY(contract_route, contract_routes);
EMPTY(contract_problem, contract_problems);
EMPTY(contract_fault, contract_faults);
EMPTY(contract_constraint, contract_constraints);

static void
test_bad_pattern_stops_the_start(void **state)
{
	static const char *const bad[] = { "^(a$", "\\d", "a\\w", "\\bA", "\\\\\\D", "\\" };

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		broken.pattern = bad[i];
		assert_false(decode_start());
		assert_false(decode_start());
	}
}

/* Runs last: a start that went well is not taken back. */
static void
test_mended_pattern_lets_it_start(void **state)
{
	(void)state;
	broken.pattern = "^\\\\d\\S$";
	assert_true(decode_start());
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bad_pattern_stops_the_start),
		cmocka_unit_test(test_mended_pattern_lets_it_start),
	};

	return cmocka_run_group_tests_name("wire/decode_start", tests, NULL, NULL);
}
