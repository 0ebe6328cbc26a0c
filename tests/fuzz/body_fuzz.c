/* Bodies: what is accepted is accepted in its own print; what is refused has a problem to print. */
#include "fuzz.h"

#include <jansson.h>

#include "contract_stub.h"
#include "wire/decode.h"

static void
problem_check(struct arena *arena, const struct problem *problem)
{
	struct text out;
	json_t *json;

	PROMISE(problem->type != NULL && problem->faults_count > 0);
	PROMISE(strcmp(problem->type->slug, "internal") != 0);
	text_init(&out, arena, 256);
	problem_print(problem, LANGUAGE_VI, "x", NULL, &out);
	json = json_loads(out.data, JSON_REJECT_DUPLICATES, NULL);
	PROMISE(json != NULL);
	json_decref(json);
}

static void
value_check(struct arena *arena, json_t *value)
{
	struct problem problem = { 0 };
	char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
	json_t *again = NULL;

	PROMISE(text != NULL);
	PROMISE(decode_body(arena, stub_plans_create.body, text, strlen(text), &problem, &again));
	/* Reals lose digits on the way, and only a member that takes anything may hold one. */
	if (json_object_get(value, "anything") == NULL)
		PROMISE(json_equal(value, again) == 1);
	free(text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct problem problem = { 0 };
	json_t *value = NULL;
	struct arena arena;

	PROMISE(decode_start());
	arena_init(&arena);
	if (decode_body(&arena, stub_plans_create.body, (const char *)data, size, &problem, &value))
		value_check(&arena, value);
	else
		problem_check(&arena, &problem);
	arena_release(&arena);
	return 0;
}
