#include "unit.h"

#include <jansson.h>
#include <stdlib.h>

#include "wire/problem.h"

#define ID "0190f3a1-7b2c-7def-8a01-23456789abcd"
#define TRACE "4bf92f3577b34da6a3ce929d0e0e4736"

static const char *
print(struct arena *arena, const struct problem *problem, enum language language,
    const char *trace_id)
{
	struct text out;
	json_t *json;

	text_init(&out, arena, 16);
	problem_print(problem, language, ID, trace_id, &out);
	json = json_loads(out.data, JSON_REJECT_DUPLICATES, NULL);
	if (json == NULL)
		fail_msg("does not parse: %s", out.data);
	json_decref(json);
	return out.data;
}

static void
test_plain_problem(void **state)
{
	struct problem problem = { 0 };

	problem_set(&problem, "not-found");

	assert_string_equal(print(*state, &problem, LANGUAGE_VI, NULL),
	    "{\"type\":\"/problems/not-found\",\"title\":\"Không tìm thấy\",\"status\":404,"
	    "\"instance\":\"urn:uuid:" ID "\",\"code\":\"not-found\"}");
	assert_string_equal(print(*state, &problem, LANGUAGE_EN, TRACE),
	    "{\"type\":\"/problems/not-found\",\"title\":\"Not found\",\"status\":404,"
	    "\"instance\":\"urn:uuid:" ID "\",\"code\":\"not-found\",\"trace_id\":\"" TRACE "\"}");
}

static void
test_problem_with_faults_and_further_members(void **state)
{
	struct problem problem = { .extra = " { \"current\" : {\"version\":3} } " };

	problem_set(&problem, "validation-failed");
	problem_add(&problem, (struct fault){ .pointer = "/a", .code = "required" });
	problem_add(
	    &problem, (struct fault){
			  .parameter = "limit", .code = "maximum", .params = "{\"maximum\":200}" });
	problem_add(&problem, (struct fault){ .code = "strange" });

	assert_string_equal(print(*state, &problem, LANGUAGE_EN, TRACE),
	    "{\"type\":\"/problems/validation-failed\",\"title\":\"Validation "
	    "failed\",\"status\":422,"
	    "\"detail\":\"See \\\"errors\\\".\",\"instance\":\"urn:uuid:" ID
	    "\",\"code\":\"validation-failed\",\"errors\":["
	    "{\"pointer\":\"/a\",\"code\":\"required\",\"detail\":\"Required.\"},"
	    "{\"parameter\":\"limit\",\"code\":\"maximum\",\"detail\":\"At most 200.\","
	    "\"params\":{\"maximum\":200}},"
	    "{\"code\":\"strange\"}],\"trace_id\":\"" TRACE "\",\"current\" : {\"version\":3} }");
	assert_non_null(strstr(
	    print(*state, &problem, LANGUAGE_VI, NULL), "\"detail\":\"Không lớn hơn 200.\""));
}

static void
test_detail_is_filled_from_the_further_members(void **state)
{
	struct problem problem = { .extra = "{\"role\":\"approver\"}" };

	problem_set(&problem, "role-required");
	assert_non_null(
	    strstr(print(*state, &problem, LANGUAGE_EN, NULL), "\"Needs the role approver.\""));

	problem.extra = NULL;
	assert_non_null(
	    strstr(print(*state, &problem, LANGUAGE_VI, NULL), "\"Cần vai trò {role}.\""));
}

static void
test_empty_further_members_leave_no_comma(void **state)
{
	static const char *const empty[] = { "{}", " { } ", "" };
	struct problem problem = { 0 };

	problem_set(&problem, "not-found");
	for (size_t i = 0; i < COUNT(empty); i++) {
		problem.extra = empty[i];
		assert_null(strstr(print(*state, &problem, LANGUAGE_VI, NULL), ",}"));
	}
}

static void
test_missing_language_falls_back(void **state)
{
	struct problem problem = { 0 };

	problem_set(&problem, "only-vietnamese");

	assert_non_null(
	    strstr(print(*state, &problem, LANGUAGE_EN, NULL), "\"title\":\"Chỉ có tiếng Việt\""));
}

static void
test_unknown_slug_is_a_fault_of_ours(void **state)
{
	struct problem problem = { 0 };

	problem_set(&problem, "no-such-problem");

	assert_string_equal(problem.type->slug, "internal");
	assert_string_equal(problem.log, "no-such-problem");
	assert_null(strstr(print(*state, &problem, LANGUAGE_EN, NULL), "no-such"));
}

static void
test_unset_problem_prints_as_internal(void **state)
{
	struct problem problem = { .log = "select secret" };
	const char *text = print(*state, &problem, LANGUAGE_EN, NULL);

	assert_non_null(strstr(text, "\"status\":500"));
	assert_null(strstr(text, "secret"));
}

static void
test_strings_of_clients_are_escaped(void **state)
{
	struct problem problem = { 0 };

	problem_set(&problem, "validation-failed");
	problem_add(
	    &problem, (struct fault){ .pointer = "/\"},{\"x\":\"\n\xff", .code = "required" });
	problem_add(
	    &problem, (struct fault){
			  .pointer = "/a", .code = "enum", .params = "{\"allowed\":\"\\\"\\n\"}" });

	assert_non_null(strstr(print(*state, &problem, LANGUAGE_EN, NULL),
	    "\"pointer\":\"/\\\"},{\\\"x\\\":\\\"\\n\\ufffd\""));
	assert_non_null(strstr(print(*state, &problem, LANGUAGE_EN, NULL), "\"One of: \\\"\\n.\""));
}

static void
test_faults_beyond_the_limit_are_dropped(void **state)
{
	struct problem problem = { 0 };

	(void)state;
	for (size_t i = 0; i < FAULTS_MAX + 3; i++)
		problem_add(&problem, (struct fault){ .code = i == 0 ? "first" : "other" });

	assert_int_equal(problem.faults_count, FAULTS_MAX);
	assert_string_equal(problem.faults[0].code, "first");
}

static const struct {
	const char *format, *params, *filled;
} fillings[] = {
	{ "", NULL, "" },
	{ "plain", "{\"a\":1}", "plain" },
	{ "{a}", "{\"a\":1}", "1" },
	{ "x{a}y{b}z", "{\"a\":\"đ\",\"b\":-5}", "xđy-5z" },
	{ "{a}{a}", "{\"a\":true}", "truetrue" },
	{ "{a}", "{\"a\":false}", "false" },
	{ "{a}", "{\"a\":1.5}", "1.5" },
	{ "{a}", "{\"a\":[\"x\",2,\"y\"]}", "x, 2, y" },
	{ "{a}", "{\"a\":[]}", "" },
	{ "{a}", "{\"a\":[null,[1],3]}", "…, …, 3" },
	{ "{a}", "{\"a\":\"{b}\",\"b\":1}", "{b}" },
	{ "{a}", "{\"b\":1}", "{a}" },
	{ "{a}", "{\"a\":null}", "{a}" },
	{ "{a}", "{\"a\":{}}", "{a}" },
	{ "{a}", NULL, "{a}" },
	{ "{a}", "broken", "{a}" },
	{ "{a}", "[1]", "{a}" },
	{ "{", "{\"\":1}", "{" },
	{ "{a", "{\"a\":1}", "{a" },
	{ "{{a}}", "{\"a\":1}", "{1}" },
	{ "}{a}", "{\"a\":1}", "}1" },
	{ "{}", "{\"\":1}", "1" },
	{ "%s%n{a}", "{\"a\":\"%d\"}", "%s%n%d" },
};

static void
test_places_are_filled(void **state)
{
	for (size_t i = 0; i < COUNT(fillings); i++) {
		struct text out;

		text_init(&out, *state, 0);
		problem_fill(&out, fillings[i].format, fillings[i].params);
		assert_string_equal(out.data, fillings[i].filled);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(test_plain_problem),
		ARENA_TEST(test_problem_with_faults_and_further_members),
		ARENA_TEST(test_detail_is_filled_from_the_further_members),
		ARENA_TEST(test_empty_further_members_leave_no_comma),
		ARENA_TEST(test_missing_language_falls_back),
		ARENA_TEST(test_unknown_slug_is_a_fault_of_ours),
		ARENA_TEST(test_unset_problem_prints_as_internal),
		ARENA_TEST(test_strings_of_clients_are_escaped),
		cmocka_unit_test(test_faults_beyond_the_limit_are_dropped),
		ARENA_TEST(test_places_are_filled),
	};

	return cmocka_run_group_tests_name("wire/problem", tests, NULL, NULL);
}
