#include "wire/problem.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* What is left to say when even the catalogue lacks "internal". */
static const struct contract_problem last_resort = {
	.slug = "internal",
	.status = 500,
	.title = { "Lỗi hệ thống", "Internal error" },
};

static int
problem_compare(const void *slug, const void *problem)
{
	return strcmp(slug, ((const struct contract_problem *)problem)->slug);
}

static int
fault_compare(const void *code, const void *fault)
{
	return strcmp(code, ((const struct contract_fault *)fault)->code);
}

static const struct contract_problem *
find_problem(const char *slug)
{
	return bsearch(slug, contract_problems, contract_problems_count, sizeof(*contract_problems),
	    problem_compare);
}

static const struct contract_problem *
require_internal(void)
{
	const struct contract_problem *internal = find_problem("internal");

	return internal == NULL ? &last_resort : internal;
}

void
problem_set(struct problem *problem, const char *slug)
{
	problem->type = find_problem(slug);
	if (problem->type != NULL)
		return;
	problem->type = require_internal();
	problem->log = slug;
}

void
problem_add(struct problem *problem, struct fault fault)
{
	if (problem->faults_count < FAULTS_MAX)
		problem->faults[problem->faults_count++] = fault;
}

/* A text that lacks the asked language is better than none. */
static const char *
text_choose(const struct contract_text *text, enum language language)
{
	const char *wanted = language == LANGUAGE_EN ? text->en : text->vi;

	if (wanted != NULL)
		return wanted;
	return text->vi == NULL ? text->en : text->vi;
}

/* false: a value that has no plain reading. */
static bool
fill_value(struct text *out, const json_t *value)
{
	size_t index;
	const json_t *item;

	if (json_is_string(value))
		text_adds(out, json_string_value(value));
	else if (json_is_integer(value))
		text_addf(out, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
	else if (json_is_real(value))
		text_addf(out, "%.15g", json_real_value(value));
	else if (json_is_boolean(value))
		text_adds(out, json_is_true(value) ? "true" : "false");
	else if (!json_is_array(value))
		return false;
	json_array_foreach (value, index, item) {
		if (index > 0)
			text_adds(out, ", ");
		if (json_is_array(item) || !fill_value(out, item))
			text_adds(out, "…");
	}
	return true;
}

void
problem_fill(struct text *out, const char *format, const char *params)
{
	json_auto_t *values = params == NULL ? NULL : json_loads(params, 0, NULL);

	while (*format != '\0') {
		size_t plain = strcspn(format, "{");
		size_t name;

		text_add(out, format, plain);
		format += plain;
		if (*format == '\0')
			break;
		name = strcspn(format + 1, "{}");
		if (format[1 + name] == '}') {
			if (!fill_value(out, json_object_getn(values, format + 1, name)))
				text_add(out, format, name + 2);
			format += name + 2;
		} else {
			text_add(out, format, name + 1);
			format += name + 1;
		}
	}
}

static void
print_filled(struct text *out, const char *name, const char *format, const char *params)
{
	struct text filled;

	if (format == NULL)
		return;
	text_addf(out, ",\"%s\":", name);
	if (strchr(format, '{') == NULL) {
		text_add_json(out, format);
		return;
	}
	text_init(&filled, out->arena, 128);
	problem_fill(&filled, format, params);
	text_add_json(out, filled.data);
}

static void
print_fault(struct text *out, const struct fault *fault, enum language language)
{
	const struct contract_fault *known = bsearch(fault->code, contract_faults,
	    contract_faults_count, sizeof(*contract_faults), fault_compare);

	text_adds(out, "{");
	if (fault->pointer != NULL || fault->parameter != NULL) {
		text_adds(out, fault->pointer != NULL ? "\"pointer\":" : "\"parameter\":");
		text_add_json(out, fault->pointer != NULL ? fault->pointer : fault->parameter);
		text_adds(out, ",");
	}
	text_adds(out, "\"code\":");
	text_add_json(out, fault->code);
	if (known != NULL)
		print_filled(out, "detail", text_choose(&known->text, language), fault->params);
	if (fault->params != NULL) {
		text_adds(out, ",\"params\":");
		text_adds(out, fault->params);
	}
	text_adds(out, "}");
}

static void
print_faults(struct text *out, const struct problem *problem, enum language language)
{
	if (problem->faults_count == 0)
		return;
	text_adds(out, ",\"errors\":[");
	for (size_t i = 0; i < problem->faults_count; i++) {
		if (i > 0)
			text_adds(out, ",");
		print_fault(out, &problem->faults[i], language);
	}
	text_adds(out, "]");
}

/* The members of an object text, without its braces. */
static void
print_extra(struct text *out, const char *extra)
{
	const char *first = extra == NULL ? NULL : strchr(extra, '{');
	const char *last = extra == NULL ? NULL : strrchr(extra, '}');

	if (first == NULL || last == NULL || last <= first)
		return;
	first++;
	first += strspn(first, " \t\r\n");
	if (first >= last)
		return;
	text_adds(out, ",");
	text_add(out, first, (size_t)(last - first));
}

void
problem_print(const struct problem *problem, enum language language, const char *instance,
    const char *trace_id, struct text *out)
{
	const struct contract_problem *type =
	    problem->type == NULL ? require_internal() : problem->type;

	text_addf(out, "{\"type\":\"/problems/%s\",\"title\":", type->slug);
	text_add_json(out, text_choose(&type->title, language));
	text_addf(out, ",\"status\":%d", type->status);
	print_filled(out, "detail", text_choose(&type->detail, language), problem->extra);
	text_addf(out, ",\"instance\":\"urn:uuid:%s\",\"code\":\"%s\"", instance, type->slug);
	print_faults(out, problem, language);
	if (trace_id != NULL) {
		text_adds(out, ",\"trace_id\":");
		text_add_json(out, trace_id);
	}
	print_extra(out, problem->extra);
	text_adds(out, "}");
}
