#include "unit.h"

#include <stdlib.h>

#include "base/text.h"
#include "contract_stub.h"
#include "wire/decode.h"

static int
start(void **state)
{
	(void)state;
	return decode_start() ? 0 : -1;
}

static size_t
index_of(const char *name)
{
	size_t i = 0;

	while (strcmp(stub_plans_list.parameters[i].name, name) != 0)
		i++;
	return i;
}

/* Every fault as "parameter:code" with its params, separated by blanks. */
static const char *
faults_print(struct arena *arena, const struct problem *problem)
{
	struct text text;

	text_init(&text, arena, 100);
	for (size_t i = 0; i < problem->faults_count; i++) {
		const struct fault *fault = &problem->faults[i];

		assert_null(fault->pointer);
		text_addf(&text, "%s%s:%s%s", i > 0 ? " " : "",
		    fault->parameter == NULL ? "" : fault->parameter, fault->code,
		    fault->params == NULL ? "" : fault->params);
	}
	return text.data;
}

static const struct {
	const char *query;
	const char *name, *value; /* one argument that comes of it; NULL: not given */
} accepted[] = {
	{ "since=2026-01-01", "limit", "50" }, /* the default */
	{ "since=2026-01-01", "q", NULL },
	{ "since=2026-01-01", "since", "2026-01-01" },
	{ "&&since=2026-01-01&", "since", "2026-01-01" },
	{ "since=2026-01-01&limit=200", "limit", "200" },
	{ "since=2026-01-01&limit=1", "limit", "1" },
	{ "since=2026-01-01&open=true", "open", "true" },
	{ "since=2026-01-01&open=false", "open", "false" },
	{ "since=2026-01-01&level=unit", "level", "unit" },
	{ "since=2026-01-01&level=unit,city", "level", "unit,city" },
	{ "since=2026-01-01&level=unit%2Ccity", "level", "unit,city" },
	{ "since=2026-01-01&pair=1,200", "pair", "1,200" },
	{ "since=2026-01-01&q=thi+%C4%91ua", "q", "thi đua" },
	{ "since=2026-01-01&q=a%3Db%26c", "q", "a=b&c" },
	{ "since=2026-01-01&q=a=b", "q", "a=b" },
	{ "%73ince=2026-01-01", "since", "2026-01-01" },
	{ "since=2026-01-01&q=a%CC%80", "q", "à" }, /* composed */
	{ "since=2026-01-01&any=", "any", "" },
	{ "since=2026-01-01&any", "any", "" },
};

static void
test_good_queries_give_arguments(void **state)
{
	for (size_t i = 0; i < COUNT(accepted); i++) {
		struct argument arguments[16] = { 0 };
		struct problem problem = { 0 };
		const struct argument *argument = &arguments[index_of(accepted[i].name)];

		if (!decode_query(*state, &stub_plans_list, accepted[i].query, &problem, arguments))
			fail_msg("%s: %s", accepted[i].query, faults_print(*state, &problem));
		assert_null(problem.type);
		assert_string_equal(argument->parameter->name, accepted[i].name);
		if (accepted[i].value == NULL)
			assert_null(argument->value);
		else
			assert_string_equal(argument->value, accepted[i].value);
	}
}

#define UNKNOWN "unknown-parameter"
#define INVALID "invalid-parameter"

static const struct {
	const char *query, *problem, *faults;
} refused[] = {
	{ NULL, INVALID, "since:required" },
	{ "", INVALID, "since:required" },
	{ "since=2026-01-01&sinse=x", UNKNOWN, "sinse:unknown_parameter" },
	{ "since=2026-01-01&Limit=1", UNKNOWN, "Limit:unknown_parameter" },
	{ "since=2026-01-01&a=1&b=2&a=3", UNKNOWN,
	    "a:unknown_parameter b:unknown_parameter a:unknown_parameter" },
	{ "since=2026-01-01&=1", UNKNOWN, ":unknown_parameter" },
	/* path and header parameters are none of the query */
	{ "since=2026-01-01&plan_id=1", UNKNOWN, "plan_id:unknown_parameter" },
	{ "since=2026-01-01&x-mode=city", UNKNOWN, "x-mode:unknown_parameter" },
	{ "x=1", INVALID, "x:unknown_parameter since:required" },
	{ "since=2026-02-30", INVALID, "since:format_date" },
	{ "since=", INVALID, "since:format_date" },
	{ "since=2026-01-01&since=2026-01-01", INVALID, "since:repeated" },
	{ "since=x&since=2026-01-01", INVALID, "since:format_date since:repeated" },
	{ "since=2026-01-01&limit=0", INVALID, "limit:minimum{\"minimum\":1}" },
	{ "since=2026-01-01&limit=201", INVALID, "limit:maximum{\"maximum\":200}" },
	{ "since=2026-01-01&limit=-1", INVALID, "limit:minimum{\"minimum\":1}" },
	{ "since=2026-01-01&limit=", INVALID, "limit:type{\"expected\":\"integer\"}" },
	{ "since=2026-01-01&limit=07", INVALID, "limit:type{\"expected\":\"integer\"}" },
	{ "since=2026-01-01&limit=+7", INVALID, "limit:type{\"expected\":\"integer\"}" },
	{ "since=2026-01-01&limit=7.0", INVALID, "limit:type{\"expected\":\"integer\"}" },
	{ "since=2026-01-01&limit=7x", INVALID, "limit:type{\"expected\":\"integer\"}" },
	{ "since=2026-01-01&limit=%207", INVALID, "limit:type{\"expected\":\"integer\"}" },
	{ "since=2026-01-01&limit=9223372036854775808", INVALID,
	    "limit:type{\"expected\":\"integer\"}" },
	{ "since=2026-01-01&limit=9223372036854775807", INVALID, "limit:maximum{\"maximum\":200}" },
	{ "since=2026-01-01&open=TRUE", INVALID, "open:type{\"expected\":\"boolean\"}" },
	{ "since=2026-01-01&open=1", INVALID, "open:type{\"expected\":\"boolean\"}" },
	{ "since=2026-01-01&open", INVALID, "open:type{\"expected\":\"boolean\"}" },
	{ "since=2026-01-01&level=", INVALID, "level:too_short{\"minimum\":1}" },
	{ "since=2026-01-01&level=unit,", INVALID, "level:too_short{\"minimum\":1}" },
	{ "since=2026-01-01&level=,unit", INVALID, "level:too_short{\"minimum\":1}" },
	{ "since=2026-01-01&level=unit,%20city", INVALID,
	    "level:enum{\"allowed\":\"unit, city, nation\"}" },
	{ "since=2026-01-01&level=unit,unit,unit,unit", INVALID, "level:too_many{\"maximum\":3}" },
	{ "since=2026-01-01&pair=1", INVALID, "pair:too_few{\"minimum\":2}" },
	{ "since=2026-01-01&pair=1,x", INVALID, "pair:type{\"expected\":\"integer\"}" },
	{ "since=2026-01-01&pair=0,201", INVALID,
	    "pair:minimum{\"minimum\":1} pair:maximum{\"maximum\":200}" },
	{ "since=2026-01-01&q=", INVALID, "q:too_short{\"minimum\":1}" },
	{ "since=2026-01-01&q=%zz", INVALID, "q:malformed" },
	{ "since=2026-01-01&q=%00", INVALID, "q:malformed" },
	{ "since=2026-01-01&q=%ff", INVALID, "q:malformed" },
	{ "since=%zz", INVALID, "since:malformed" },
	{ "since=2026-01-01&%zz=1", INVALID, ":malformed" },
	{ "since=2026-01-01&burn=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaad",
	    INVALID, "burn:pattern" },
	/* all at once, and the graver kind names the problem */
	{ "x=1&limit=0&open=x", INVALID,
	    "x:unknown_parameter limit:minimum{\"minimum\":1} "
	    "open:type{\"expected\":\"boolean\"} since:required" },
};

static void
test_bad_queries_are_told_all_their_faults(void **state)
{
	for (size_t i = 0; i < COUNT(refused); i++) {
		struct argument arguments[16] = { 0 };
		struct problem problem = { 0 };

		if (decode_query(*state, &stub_plans_list, refused[i].query, &problem, arguments))
			fail_msg("accepted: %s", refused[i].query);
		assert_string_equal(faults_print(*state, &problem), refused[i].faults);
		assert_string_equal(problem.type->slug, refused[i].problem);
	}
}

static void
test_only_query_arguments_are_touched(void **state)
{
	struct argument arguments[16];
	struct argument before;
	struct problem problem = { 0 };

	memset(arguments, 0x5a, sizeof(arguments));
	before = arguments[0];

	assert_true(
	    decode_query(*state, &stub_plans_list, "since=2026-01-01", &problem, arguments));

	assert_memory_equal(&arguments[index_of("plan_id")], &before, sizeof(before));
	assert_memory_equal(&arguments[index_of("x-mode")], &before, sizeof(before));
	assert_memory_equal(&arguments[stub_plans_list.parameters_count], &before, sizeof(before));
}

static void
test_operation_without_parameters_refuses_any(void **state)
{
	struct problem problem = { 0 };

	assert_true(decode_query(*state, &stub_plans_create, "", &problem, NULL));
	assert_false(decode_query(*state, &stub_plans_create, "a=1", &problem, NULL));
	assert_string_equal(problem.type->slug, UNKNOWN);
}

static void
test_many_faults_stop_at_the_limit(void **state)
{
	struct argument arguments[16];
	struct problem problem = { 0 };
	struct text query;

	text_init(&query, *state, 100);
	for (int i = 0; i < 5 * FAULTS_MAX; i++)
		text_addf(&query, "x%d=1&level=,,,,,,,,,,&", i);

	assert_false(decode_query(*state, &stub_plans_list, query.data, &problem, arguments));
	assert_int_equal(problem.faults_count, FAULTS_MAX);
	assert_string_equal(problem.type->slug, INVALID);
}

static const struct {
	const char *name, *value;
	const char *argument; /* NULL: refused */
	const char *problem, *faults;
} values[] = {
	{ "plan_id", "0190f3a1-7b2c-7def-8a01-23456789abcd", "0190f3a1-7b2c-7def-8a01-23456789abcd",
	    NULL, "" },
	{ "plan_id", "7", NULL, "not-found", "" },
	{ "plan_id", "", NULL, "not-found", "" },
	{ "plan_id", "\xff", NULL, "not-found", "" },
	{ "plan_id", NULL, NULL, "not-found", "" },
	{ "x-device", "A.1", "A.1", NULL, "" },
	{ "x-device", "a", NULL, INVALID, "x-device:pattern" },
	{ "x-device", "\xc3", NULL, INVALID, "x-device:malformed" },
	{ "x-device", NULL, NULL, INVALID, "x-device:required" },
	{ "x-mode", NULL, "city", NULL, "" },
	{ "x-mode", "unit", "unit", NULL, "" },
	{ "x-mode", "", NULL, INVALID, "x-mode:enum{\"allowed\":\"unit, city, nation\"}" },
};

static void
test_path_and_header_values(void **state)
{
	for (size_t i = 0; i < COUNT(values); i++) {
		const struct contract_parameter *parameter =
		    &stub_plans_list.parameters[index_of(values[i].name)];
		struct argument argument = { 0 };
		struct problem problem = { 0 };
		bool valid =
		    decode_parameter(*state, parameter, values[i].value, &problem, &argument);

		assert_string_equal(faults_print(*state, &problem), values[i].faults);
		if (valid != (values[i].argument != NULL))
			fail_msg("%s: %s", values[i].name, values[i].value);
		if (valid)
			assert_string_equal(argument.value, values[i].argument);
		else
			assert_string_equal(problem.type->slug, values[i].problem);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(test_good_queries_give_arguments),
		ARENA_TEST(test_bad_queries_are_told_all_their_faults),
		ARENA_TEST(test_only_query_arguments_are_touched),
		ARENA_TEST(test_operation_without_parameters_refuses_any),
		ARENA_TEST(test_many_faults_stop_at_the_limit),
		ARENA_TEST(test_path_and_header_values),
	};

	return cmocka_run_group_tests_name("wire/decode_query", tests, start, NULL);
}
