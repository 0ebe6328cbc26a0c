/* Parameters: text from the query, the path or a header, checked as what its schema says it is. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "wire/decode.h"
#include "wire/decode_parts.h"

/* An integer as JSON writes it: one number, one spelling. false: not one, or beyond 64 bits. */
static bool
integer_read(const char *text, int64_t *ret_value)
{
	const char *digits = text + (*text == '-');
	size_t count = strspn(digits, "0123456789");

	if (count == 0 || digits[count] != '\0' || (digits[0] == '0' && count > 1))
		return false;
	errno = 0;
	*ret_value = strtoll(text, NULL, 10);
	return errno == 0;
}

static void
check_text(
    struct check *check, const struct contract_schema *schema, const char *text, size_t length)
{
	int64_t value = 0;

	if (schema->types == 0 || (schema->types & TYPE_STRING) != 0)
		decode_string(check, schema, NULL, text, length);
	else if ((schema->types & TYPE_INTEGER) != 0 && integer_read(text, &value))
		decode_integer(check, schema, NULL, value);
	else if ((schema->types & TYPE_BOOLEAN) == 0 ||
		 (strcmp(text, "true") != 0 && strcmp(text, "false") != 0))
		decode_type_fault(check, schema, NULL);
}

static void
check_list_length(struct check *check, const struct contract_schema *schema, size_t count)
{
	if (count < schema->length_min)
		decode_fault(check, NULL, "too_few",
		    decode_limit(check->arena, "minimum", schema->length_min));
	else if (count > schema->length_max)
		decode_fault(check, NULL, "too_many",
		    decode_limit(check->arena, "maximum", schema->length_max));
}

/* Items may not be empty: "status=" must not come to mean "any status". */
static void
check_list(struct check *check, const struct contract_schema *schema, const char *text)
{
	size_t count = 0;

	for (;;) {
		size_t length = strcspn(text, ",");

		count++;
		if (length == 0)
			decode_fault(
			    check, NULL, "too_short", decode_limit(check->arena, "minimum", 1));
		else if (schema->items != NULL)
			check_text(check, schema->items, arena_strndup(check->arena, text, length),
			    length);
		if (text[length] == '\0' || check->problem->faults_count == FAULTS_MAX)
			break;
		text += length + 1;
	}
	check_list_length(check, schema, count);
}

/* false: faults were added. text is valid UTF-8. */
static bool
check_argument(struct arena *arena, const struct contract_parameter *parameter, const char *text,
    struct problem *problem, struct argument *ret)
{
	struct check check = { .arena = arena, .problem = problem, .parameter = parameter->name };
	size_t length = 0;
	const char *value = decode_compose(arena, text, strlen(text), &length);

	if (parameter->list)
		check_list(&check, parameter->schema, value);
	else
		check_text(&check, parameter->schema, value, length);
	if (check.faulty)
		return false;
	*ret = (struct argument){ parameter, value };
	return true;
}

/* The query on its way through decode_query. */
struct query {
	struct arena *arena;
	const struct contract_operation *operation;
	struct problem *problem;
	struct argument *arguments;
	bool *given;          /* by parameter: it was there, well or ill */
	bool unknown, broken; /* which kinds of fault there are */
};

/* name: NULL where it cannot be shown. */
static void
query_fault(struct query *query, const char *name, const char *code)
{
	query->broken = true;
	problem_add(query->problem, (struct fault){ .parameter = name, .code = code });
}

/* parameters_count: there is none of that name. */
static size_t
find_parameter(const struct contract_operation *operation, const char *name)
{
	size_t i = 0;

	for (; i < operation->parameters_count; i++)
		if (operation->parameters[i].in == IN_QUERY &&
		    strcmp(operation->parameters[i].name, name) == 0)
			break;
	return i;
}

static void
query_take(struct query *query, const char *name, const char *value)
{
	size_t i = find_parameter(query->operation, name);

	if (i == query->operation->parameters_count) {
		query->unknown = true;
		problem_add(query->problem,
		    (struct fault){ .parameter = name, .code = "unknown_parameter" });
	} else if (query->given[i]) {
		query_fault(query, name, "repeated");
	} else if (value == NULL) {
		query->given[i] = true;
		query_fault(query, name, "malformed");
	} else {
		query->given[i] = true;
		if (!check_argument(query->arena, &query->operation->parameters[i], value,
			query->problem, &query->arguments[i]))
			query->broken = true;
	}
}

/* One "name=value"; without "=" the value is empty. */
static void
query_split(struct query *query, const char *pair, size_t length)
{
	const char *equals = memchr(pair, '=', length);
	size_t name_length = equals == NULL ? length : (size_t)(equals - pair);
	size_t skipped = equals == NULL ? length : name_length + 1;
	char *name = decode_percent(query->arena, pair, name_length, true);

	if (name == NULL)
		query_fault(query, NULL, "malformed");
	else
		query_take(query, name,
		    decode_percent(query->arena, pair + skipped, length - skipped, true));
}

/* The absent ones: a fault where required, else the default, which the contract vouches for. */
static void
query_complete(struct query *query)
{
	for (size_t i = 0; i < query->operation->parameters_count; i++) {
		const struct contract_parameter *parameter = &query->operation->parameters[i];

		if (parameter->in != IN_QUERY || query->given[i])
			continue;
		query->arguments[i] = (struct argument){ parameter, parameter->fallback };
		if (parameter->required)
			query_fault(query, parameter->name, "required");
	}
}

bool
decode_query(struct arena *arena, const struct contract_operation *operation, const char *text,
    struct problem *problem, struct argument *arguments)
{
	struct query query = { arena, operation, problem, arguments,
		arena_alloc(arena, operation->parameters_count), false, false };

	while (text != NULL && *text != '\0') {
		size_t length = strcspn(text, "&");

		if (length > 0)
			query_split(&query, text, length);
		text += length;
		text += *text == '&';
	}
	query_complete(&query);
	if (!query.unknown && !query.broken)
		return true;
	problem_set(problem, query.broken ? "invalid-parameter" : "unknown-parameter");
	return false;
}

static bool
parameter_refuse(
    const struct contract_parameter *parameter, struct problem *problem, size_t faults_before)
{
	/* What an address names exists or does not; how it is misspelt is nobody's concern. */
	if (parameter->in == IN_PATH)
		problem->faults_count = faults_before;
	problem_set(problem, parameter->in == IN_PATH ? "not-found" : "invalid-parameter");
	return false;
}

bool
decode_parameter(struct arena *arena, const struct contract_parameter *parameter, const char *value,
    struct problem *problem, struct argument *ret)
{
	size_t faults_before = problem->faults_count;

	if (value == NULL && !parameter->required) {
		*ret = (struct argument){ parameter, parameter->fallback };
		return true;
	}
	if (value == NULL || !utf8_check(value, strlen(value)))
		problem_add(problem, (struct fault){ .parameter = parameter->name,
					 .code = value == NULL ? "required" : "malformed" });
	else if (check_argument(arena, parameter, value, problem, ret))
		return true;
	return parameter_refuse(parameter, problem, faults_before);
}
