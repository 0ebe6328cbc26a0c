#include "unit.h"

#include <stdlib.h>

#include "contract_stub.h"
#include "wire/decode.h"
#include "wire/decode_parts.h"

static int
start(void **state)
{
	(void)state;
	return decode_start() ? 0 : -1;
}

static const struct contract_schema *
field(const char *name)
{
	const struct contract_schema *body = stub_plans_create.body;

	for (size_t i = 0; i < body->fields_count; i++)
		if (strcmp(body->fields[i].name, name) == 0)
			return body->fields[i].schema;
	fail_msg("no field %s", name);
	return NULL;
}

static bool
matches(const char *pattern, const char *text)
{
	return decode_matches(pattern, text, strlen(text));
}

static void
test_patterns_match_as_json_schema_means_them(void **state)
{
	const char *code = field("parts")->items->fields[0].schema->pattern;
	const char *word = field("word")->pattern;
	const char *key = field("labels")->key_pattern;

	(void)state;
	assert_true(matches(code, "G12.AB"));
	assert_false(matches(code, "G12."));
	assert_false(matches(code, ""));
	assert_false(matches(code, "G12\n")); /* $ is the very end */
	assert_true(matches(word, "đoàn"));   /* \u escapes, code points and not bytes */
	assert_false(matches(word, "Đoàn 1"));
	assert_true(matches(key, "mã_số"));
	assert_false(matches(key, "mã số"));
}

static void
test_patterns_of_schemas_that_hold_themselves_are_known(void **state)
{
	const struct contract_schema *tree = field("tree");

	(void)state;
	assert_ptr_equal(tree->fields[0].schema->items, tree);
	assert_true(matches(tree->fields[1].schema->pattern, "A"));
}

static void
test_hostile_texts_are_given_up(void **state)
{
	static char text[131073];
	const char *burn = NULL;

	(void)state;
	for (size_t i = 0; i < stub_plans_list.parameters_count; i++)
		if (strcmp(stub_plans_list.parameters[i].name, "burn") == 0)
			burn = stub_plans_list.parameters[i].schema->pattern;
	assert_non_null(burn);

	assert_true(matches(burn, "aaaaab"));
	assert_true(matches(burn, "aaaaac"));
	/* It would match, after more steps than any honest text takes. */
	assert_false(matches(burn, "aaaaaaaaaaaaaaaaaaaaaaac"));
	/* Without a limit this one would outlast us all. */
	memset(text, 'a', sizeof(text));
	text[200] = 'd';
	assert_false(decode_matches(burn, text, 201));
	text[200] = 'a';
	assert_true(decode_matches(field("word")->pattern, text, 131072));
	assert_false(decode_matches(field("word")->pattern, text, 131073));
}

static void
test_long_texts_are_matched_from_their_beginning(void **state)
{
	const char *remark = field("remark")->pattern;
	char *text = arena_alloc(*state, 80001);

	memset(text, ' ', 80000);
	assert_false(decode_matches(remark, text, 80000));
	text[4096] = 'a';
	assert_true(decode_matches(remark, text, 80000));
	text[4096] = ' ';
	text[4097] = 'a';
	assert_false(decode_matches(remark, text, 80000));
}

static void
test_blanks_are_those_of_unicode(void **state)
{
	(void)state;
	assert_false(matches(field("remark")->pattern, " \t\n\u00a0\u2003\u3000"));
	assert_true(matches(field("remark")->pattern, "\u00a0đ"));
}

static void
test_starting_again_changes_nothing(void **state)
{
	(void)state;
	assert_true(decode_start());
	assert_true(matches(field("word")->pattern, "abc"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_patterns_match_as_json_schema_means_them),
		cmocka_unit_test(test_patterns_of_schemas_that_hold_themselves_are_known),
		cmocka_unit_test(test_hostile_texts_are_given_up),
		ARENA_TEST(test_long_texts_are_matched_from_their_beginning),
		cmocka_unit_test(test_blanks_are_those_of_unicode),
		cmocka_unit_test(test_starting_again_changes_nothing),
	};

	return cmocka_run_group_tests_name("wire/decode_pattern", tests, start, NULL);
}
