/* A contract of its own: one whose pattern is broken, deep down. */
#include "unit.h"

#include "wire/decode.h"

#define EMPTY(type, name)          \
	const struct type name[1]; \
	const size_t name##_count = 0

static const struct contract_schema good = { .types = TYPE_STRING, .pattern = "^a$" };
static const struct contract_schema broken = { .types = TYPE_STRING, .pattern = "^(a$" };
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
test_broken_pattern_stops_the_start(void **state)
{
	(void)state;
	assert_false(decode_start());
	assert_false(decode_start());
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_broken_pattern_stops_the_start),
	};

	return cmocka_run_group_tests_name("wire/decode_start", tests, NULL, NULL);
}
