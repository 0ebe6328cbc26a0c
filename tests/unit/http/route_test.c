/* sources: api/http/route.c */
#include "unit.h"

#include "http/route.h"

static const struct contract_operation stub = { .id = "stub" };

static const struct contract_segment plans[] = { { "v1", false }, { "plans", false } };
static const struct contract_segment plan[] = { { "v1", false }, { "plans", false },
	{ "id", true } };
static const struct contract_segment population[] = { { "v1", false }, { "organisations", false },
	{ "id", true }, { "populations", false }, { "kind", true } };

enum { PLAN_ISSUE, PLANS_ACCEPT, POPULATION, PLAN, PLANS };

const struct contract_route contract_routes[] = {
	[PLAN_ISSUE] = { plan, COUNT(plan), "issue", { [METHOD_POST] = &stub } },
	[PLANS_ACCEPT] = { plans, COUNT(plans), "accept", { [METHOD_POST] = &stub } },
	[POPULATION] = { population, COUNT(population), NULL, { [METHOD_PUT] = &stub } },
	[PLAN] = { plan, COUNT(plan), NULL, { [METHOD_GET] = &stub, [METHOD_PATCH] = &stub } },
	[PLANS] = { plans, COUNT(plans), NULL, { [METHOD_GET] = &stub } },
};
const size_t contract_routes_count = COUNT(contract_routes);
const struct contract_operation *const contract_operations[] = { &stub };
const size_t contract_operations_count = COUNT(contract_operations);
const struct contract_problem contract_problems[] = { { "internal", 500, { "", "" },
    { NULL, NULL } } };
const size_t contract_problems_count = COUNT(contract_problems);
const struct contract_fault contract_faults[] = { { "required", { "", "" } } };
const size_t contract_faults_count = COUNT(contract_faults);

static const struct {
	const char *path;
	int route;                  /* -1: none */
	const char *first, *second; /* values */
} cases[] = {
	{ "/v1/plans", PLANS, NULL, NULL },
	{ "/v1/plans/7", PLAN, "7", NULL },
	{ "/v1/plans/7:issue", PLAN_ISSUE, "7", NULL },
	{ "/v1/plans:accept", PLANS_ACCEPT, NULL, NULL },
	{ "/v1/organisations/a/populations/members", POPULATION, "a", "members" },
	{ "/v1/plans/%3Aissue", PLAN, "%3Aissue", NULL },
	{ "/v1/plans/", -1, NULL, NULL },
	{ "/v1//plans", -1, NULL, NULL },
	{ "/v1/plans/7/", -1, NULL, NULL },
	{ "/v1/plans/7:close", -1, NULL, NULL },
	{ "/v1/plans/:issue", -1, NULL, NULL },
	{ "/v1/plans/7:issue:issue", PLAN_ISSUE, "7:issue", NULL },
	{ "/v1/planss", -1, NULL, NULL },
	{ "/v1/plan", -1, NULL, NULL },
	{ "v1/plans", -1, NULL, NULL },
	{ "/", -1, NULL, NULL },
	{ "", -1, NULL, NULL },
	{ "/a/b/c/d/e/f/g/h/i/j/k", -1, NULL, NULL },
};

static void
test_paths_find_their_route_and_values(void **state)
{
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *values[ROUTE_VALUES_MAX] = { NULL };
		const struct contract_route *route = route_find(*state, cases[i].path, values);

		if (cases[i].route < 0) {
			assert_null(route);
			continue;
		}
		assert_ptr_equal(route, &contract_routes[cases[i].route]);
		if (cases[i].first != NULL)
			assert_string_equal(values[0], cases[i].first);
		else
			assert_null(values[0]);
		if (cases[i].second != NULL)
			assert_string_equal(values[1], cases[i].second);
		else
			assert_null(values[1]);
	}
}

static void
test_allow_names_the_methods_of_a_route(void **state)
{
	assert_string_equal(
	    route_allow(*state, &contract_routes[PLAN]), "GET, PATCH, HEAD, OPTIONS");
	assert_string_equal(route_allow(*state, &contract_routes[PLAN_ISSUE]), "POST, OPTIONS");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(test_paths_find_their_route_and_values),
		ARENA_TEST(test_allow_names_the_methods_of_a_route),
	};

	return cmocka_run_group_tests_name("http/route", tests, NULL, NULL);
}
