/* Query strings: arguments that hold their schema, or a problem of one of the two kinds. */
#include "fuzz.h"

#include "base/utf8.h"
#include "contract_stub.h"
#include "wire/decode.h"

static void
argument_check(struct arena *arena, const struct argument *argument)
{
	struct contract_parameter parameter = *argument->parameter;
	struct problem problem = { 0 };
	struct argument again;

	if (argument->value == NULL)
		return;
	PROMISE(utf8_check(argument->value, strlen(argument->value)));
	parameter.in = IN_HEADER;
	PROMISE(decode_parameter(arena, &parameter, argument->value, &problem, &again));
	PROMISE(strcmp(again.value, argument->value) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct argument arguments[16] = { 0 };
	struct problem problem = { 0 };
	struct arena arena;
	char *query;

	PROMISE(decode_start());
	arena_init(&arena);
	query = arena_strndup(&arena, (const char *)data, size);
	if (decode_query(&arena, &stub_plans_list, query, &problem, arguments)) {
		for (size_t i = 0; i < stub_plans_list.parameters_count; i++)
			if (stub_plans_list.parameters[i].in == IN_QUERY)
				argument_check(&arena, &arguments[i]);
	} else {
		PROMISE(problem.faults_count > 0);
		PROMISE(problem.type->status == 400);
	}
	arena_release(&arena);
	return 0;
}
