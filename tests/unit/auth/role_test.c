/* Role names to sets and back. */
#include "forge.h"

#include "auth/role.h"
#include "wire/contract.h"

static const struct {
	const char *name;
	unsigned role;
} names[] = {
	{ "viewer", ROLE_VIEWER },
	{ "reporter", ROLE_REPORTER },
	{ "approver", ROLE_APPROVER },
	{ "reward_secretary", ROLE_REWARD_SECRETARY },
	{ "council_member", ROLE_COUNCIL_MEMBER },
	{ "inspector", ROLE_INSPECTOR },
	{ "administrator", ROLE_ADMINISTRATOR },
	{ "auditor", ROLE_AUDITOR },
	{ "service", ROLE_SERVICE },
};

static void
test_every_role_has_its_name(void **state)
{
	size_t i;

	for (i = 0; i < COUNT(names); i++) {
		assert_int_equal(role_parse(names[i].name), names[i].role);
		assert_string_equal(role_print(*state, names[i].role), names[i].name);
		assert_string_equal(role_name(names[i].role), names[i].name);
	}
}

static void
test_every_set_survives_the_way_there_and_back(void **state)
{
	unsigned roles;

	for (roles = 1; roles < 2 * ROLE_SERVICE; roles++)
		assert_int_equal(role_parse(role_print(*state, roles)), roles);
}

static void
test_unknown_names_are_no_role(void **state)
{
	static const char *const unknown[] = {
		"",
		"root",
		"Viewer",
		"view",
		"viewers",
		" viewer",
		"viewer ",
		"viewer,",
		",viewer",
		"viewer,root",
		"viewer,,approver",
		"viewer approver",
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(unknown); i++)
		assert_int_equal(role_parse(unknown[i]), 0);
}

static void
test_bits_without_a_name_are_passed_over(void **state)
{
	assert_string_equal(role_print(*state, 0), "");
	assert_string_equal(role_print(*state, 1u << 31 | ROLE_AUDITOR), "auditor");
	assert_null(role_name(1u << 31));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		FORGE_TEST(test_every_role_has_its_name),
		FORGE_TEST(test_every_set_survives_the_way_there_and_back),
		FORGE_TEST(test_unknown_names_are_no_role),
		FORGE_TEST(test_bits_without_a_name_are_passed_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
