/*
 * The folders of tests/unit/wire/cases/, each a body for plans_create of the small contract:
 *   input.json    the bytes as they come in, broken ones too
 *   expect.json   {"value": …}: accepted, with this value; or
 *                 {"problem": slug, "errors": [{"pointer", "code", "params"?} …]}: refused
 */
#include "unit.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "contract_stub.h"
#include "wire/decode.h"

#define CASES "tests/unit/wire/cases"
#define VALUES_MAX 200000

static int
start(void **state)
{
	(void)state;
	return decode_start() ? 0 : -1;
}

static char *
file_read(struct arena *arena, const char *folder, const char *name, size_t *ret_length)
{
	const char *path = arena_printf(arena, CASES "/%s/%s", folder, name);
	FILE *file = fopen(path, "rb");
	char *bytes = arena_alloc(arena, 65536);

	if (file == NULL)
		fail_msg("%s is not there", path);
	*ret_length = fread(bytes, 1, 65536, file);
	(void)fclose(file);
	return arena_strndup(arena, bytes, *ret_length);
}

/* What happened, in the form of expect.json; new. */
static json_t *
outcome_make(bool accepted, const struct problem *problem, json_t *value)
{
	json_t *errors;

	if (accepted)
		return json_pack("{s:O}", "value", value);
	errors = json_array();
	for (size_t i = 0; i < problem->faults_count; i++) {
		const struct fault *fault = &problem->faults[i];
		json_t *error =
		    json_pack("{s:s, s:s}", "pointer", fault->pointer, "code", fault->code);

		if (fault->params != NULL)
			(void)json_object_set_new(
			    error, "params", json_loads(fault->params, 0, NULL));
		(void)json_array_append_new(errors, error);
	}
	return json_pack("{s:s, s:o}", "problem", problem->type->slug, "errors", errors);
}

/* The bytes stand at the end of a block of their own, so that reading past them is seen. */
static json_t *
decode(struct arena *arena, const char *bytes, size_t length)
{
	struct problem problem = { 0 };
	char *exact = malloc(length == 0 ? 1 : length);
	json_t *value = NULL;
	json_t *outcome;
	bool accepted;

	assert_non_null(exact);
	memcpy(exact, bytes, length);
	accepted = decode_body(arena, stub_plans_create.body, exact, length, &problem, &value);
	free(exact);
	assert_int_equal(accepted, value != NULL);
	outcome = outcome_make(accepted, &problem, value);
	assert_non_null(outcome);
	return outcome;
}

static bool
run_case(const char *folder)
{
	struct arena arena;
	size_t length = 0;
	json_t *expected;
	json_t *actual;
	bool same;
	char *text;

	arena_init(&arena);
	text = file_read(&arena, folder, "expect.json", &length);
	expected = json_loadb(text, length, 0, NULL);
	text = file_read(&arena, folder, "input.json", &length);
	actual = decode(&arena, text, length);
	same = json_equal(actual, expected) == 1;
	if (!same) {
		text = json_dumps(actual, JSON_INDENT(2));
		print_error("%s: the outcome is %s\n", folder, text);
		free(text);
	}
	json_decref(actual);
	json_decref(expected);
	arena_release(&arena);
	return same;
}

static int
is_case(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static void
test_cases(void **state)
{
	struct dirent **folders = NULL;
	int count = scandir(CASES, &folders, is_case, alphasort);
	int failed = 0;

	(void)state;
	assert_in_range(count, 30, 1000);
	for (int i = 0; i < count; i++) {
		failed += !run_case(folders[i]->d_name);
		free(folders[i]);
	}
	free(folders);
	assert_int_equal(failed, 0);
}

static void
assert_first_code(struct arena *arena, const char *bytes, size_t length, const char *expected)
{
	json_t *outcome = decode(arena, bytes, length);
	const json_t *first = json_array_get(json_object_get(outcome, "errors"), 0);

	assert_string_equal(json_string_value(json_object_get(first, "code")), expected);
	json_decref(outcome);
}

/* "[[[…" closes again; `depth` may be more than a parser's stack would bear. */
static void
test_depth_is_bounded(void **state)
{
	static const size_t depths[] = { JSON_DEPTH_MAX + 1, 5000, 1000000 };

	for (size_t i = 0; i < COUNT(depths); i++) {
		char *text = arena_alloc(*state, 2 * depths[i]);

		memset(text, '[', depths[i]);
		memset(text + depths[i], ']', depths[i]);
		assert_first_code(*state, text, 2 * depths[i], "too_deep");
	}
	assert_first_code(
	    *state, "[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]", 2 * (size_t)JSON_DEPTH_MAX, "type");
}

/* An array of ones: "[1,1,…]" has one value more than it has items. */
static void
test_number_of_values_is_bounded(void **state)
{
	char *text = arena_alloc(*state, 2 * VALUES_MAX + 2);

	for (size_t i = 0; i < VALUES_MAX; i++)
		memcpy(text + 1 + 2 * i, "1,", 2);
	text[0] = '[';
	text[2 * (VALUES_MAX - 1)] = ']';
	assert_first_code(*state, text, 2 * (VALUES_MAX - 1) + 1, "type");
	text[2 * (VALUES_MAX - 1)] = ',';
	text[2 * VALUES_MAX] = ']';
	assert_first_code(*state, text, 2 * VALUES_MAX + 1, "too_many");
}

/* What looks like structure inside a string is not counted. */
static void
test_strings_are_not_measured(void **state)
{
	static const char text[] =
	    "{\"title\":\"[[[[[[[[[[[[[[[[[[[[ \\\\\\\" {{{{{{{{{{{{{{{{{{{{\",\"open\":true}";
	json_t *outcome = decode(*state, text, strlen(text));

	assert_non_null(json_object_get(outcome, "value"));
	json_decref(outcome);
}

/* Whatever is cut off is told as a fault of syntax, and nothing behind the end is read. */
static void
test_bodies_cut_anywhere_are_malformed(void **state)
{
	static const char text[] =
	    "{\"title\":\"Đợt \\u00e0\\\"\",\"parts\":[{\"code\":\"A\"}],\"size\":10}";

	for (size_t length = 0; length < strlen(text); length++)
		assert_first_code(*state, text, length, "malformed");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		ARENA_TEST(test_depth_is_bounded),
		ARENA_TEST(test_number_of_values_is_bounded),
		ARENA_TEST(test_strings_are_not_measured),
		ARENA_TEST(test_bodies_cut_anywhere_are_malformed),
	};

	return cmocka_run_group_tests_name("wire/decode_body", tests, start, NULL);
}
