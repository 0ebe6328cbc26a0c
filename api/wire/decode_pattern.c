/*
 * The contract's patterns, compiled once and found again by the address of their source.
 * State: one table and one match block a process, filled by decode_start; matching is for one
 * thread.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "wire/decode.h"
#include "wire/decode_parts.h"

/* Steps of one attempt at one starting place: some for each byte of the longest text, no more. */
#define MATCH_STEPS_MAX 20000
#define MATCH_HEAP_KIB_MAX 256
/* Bytes at which an attempt may start: each may take all its steps, so their number is bounded. */
#define MATCH_STARTS_MAX 4096
/* Bytes of a text that is matched at all: the contract's longest has 20000 code points. */
#define MATCH_BYTES_MAX 131072

/*
 * The nearest to ECMA-262 with its u flag, which JSON Schema means: \u escapes, $ at the very end
 * only, and \s with all the blanks of Unicode. Then \d, \w and \b know more letters than ECMA-262
 * gives them, and are refused.
 */
#define COMPILE_OPTIONS                                                                            \
	(PCRE2_UTF | PCRE2_UCP | PCRE2_ALT_BSUX | PCRE2_DOLLAR_ENDONLY | PCRE2_NEVER_BACKSLASH_C | \
	    PCRE2_USE_OFFSET_LIMIT)

struct compiled {
	const char *source;
	pcre2_code *code;
};

/* Everything decode_start met on its way through the contract. */
static struct {
	struct compiled *patterns;
	size_t patterns_count;
	/* Seen already: schemas are shared, and may hold themselves. */
	const struct contract_schema **schemas;
	size_t schemas_count;
} met;

static pcre2_match_context *match_context;
static pcre2_match_data *match_data;

/* A longer list with room for one more; the process ends where a start has no memory. */
static void *
list_grow(void *list, size_t count, size_t size)
{
	void *longer;

	if ((count & (count - 1)) != 0) /* room is always a power of two */
		return list;
	longer = reallocarray(list, count == 0 ? 1 : 2 * count, size);
	if (longer == NULL)
		abort();
	return longer;
}

/* Holds a class that means other characters here than to other readers of the contract. */
static bool
is_ambiguous(const char *source)
{
	while ((source = strchr(source, '\\')) != NULL && source[1] != '\0') {
		if (strchr("dDwWbB", source[1]) != NULL)
			return true;
		source += 2;
	}
	return false;
}

static bool
pattern_compile(const char *source)
{
	PCRE2_UCHAR reason[128];
	PCRE2_SIZE offset = 0;
	int error = 0;
	pcre2_code *code;

	for (size_t i = 0; i < met.patterns_count; i++)
		if (met.patterns[i].source == source)
			return true;
	if (is_ambiguous(source)) {
		(void)fprintf(stderr, "decode: pattern %s: write the class out\n", source);
		return false;
	}
	code = pcre2_compile(
	    (PCRE2_SPTR)source, PCRE2_ZERO_TERMINATED, COMPILE_OPTIONS, &error, &offset, NULL);
	if (code == NULL) {
		(void)pcre2_get_error_message(error, reason, sizeof(reason));
		(void)fprintf(stderr, "decode: pattern %s: %s at %zu\n", source,
		    (const char *)reason, (size_t)offset);
		return false;
	}
	met.patterns = list_grow(met.patterns, met.patterns_count, sizeof(*met.patterns));
	met.patterns[met.patterns_count++] = (struct compiled){ source, code };
	return true;
}

static bool
schema_meet(const struct contract_schema *schema)
{
	if (schema == NULL)
		return true;
	for (size_t i = 0; i < met.schemas_count; i++)
		if (met.schemas[i] == schema)
			return true;
	met.schemas = list_grow(met.schemas, met.schemas_count, sizeof(*met.schemas));
	met.schemas[met.schemas_count++] = schema;
	if (schema->pattern != NULL && !pattern_compile(schema->pattern))
		return false;
	if (schema->key_pattern != NULL && !pattern_compile(schema->key_pattern))
		return false;
	for (size_t i = 0; i < schema->fields_count; i++)
		if (!schema_meet(schema->fields[i].schema))
			return false;
	return schema_meet(schema->items) && schema_meet(schema->extra);
}

static bool
contract_meet(void)
{
	for (size_t i = 0; i < contract_operations_count; i++) {
		const struct contract_operation *operation = contract_operations[i];

		if (!schema_meet(operation->body))
			return false;
		for (size_t j = 0; j < operation->parameters_count; j++)
			if (!schema_meet(operation->parameters[j].schema))
				return false;
	}
	return true;
}

static int
source_compare(const void *one, const void *other)
{
	uintptr_t left = (uintptr_t)((const struct compiled *)one)->source;
	uintptr_t right = (uintptr_t)((const struct compiled *)other)->source;

	return (left > right) - (left < right);
}

bool
decode_start(void)
{
	bool sound;

	if (match_data != NULL)
		return true;
	sound = contract_meet();
	free(met.schemas);
	met.schemas = NULL;
	met.schemas_count = 0;
	if (!sound)
		return false;
	if (met.patterns_count > 0)
		qsort(met.patterns, met.patterns_count, sizeof(*met.patterns), source_compare);
	match_context = pcre2_match_context_create(NULL);
	match_data = pcre2_match_data_create(1, NULL);
	if (match_context == NULL || match_data == NULL)
		abort();
	(void)pcre2_set_match_limit(match_context, MATCH_STEPS_MAX);
	(void)pcre2_set_heap_limit(match_context, MATCH_HEAP_KIB_MAX);
	(void)pcre2_set_offset_limit(match_context, MATCH_STARTS_MAX);
	return true;
}

bool
decode_matches(const char *pattern, const char *text, size_t length)
{
	struct compiled wanted = { .source = pattern };
	const struct compiled *found = NULL;

	if (length > MATCH_BYTES_MAX)
		return false;
	if (met.patterns_count > 0)
		found = bsearch(
		    &wanted, met.patterns, met.patterns_count, sizeof(wanted), source_compare);
	if (found == NULL || match_data == NULL)
		abort(); /* a schema outside the contract, or no decode_start */
	/* 0 means that it matched and that there was no room for its groups, which nobody asked
	 * for. */
	return pcre2_match(
		   found->code, (PCRE2_SPTR)text, length, 0, 0, match_data, match_context) >= 0;
}
