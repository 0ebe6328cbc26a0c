/* One value beside its schema: every fault in one pass, as deep as the value goes. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "wire/decode.h"
#include "wire/decode_parts.h"

static const struct {
	enum contract_type type;
	const char *name;
} type_names[] = {
	{ TYPE_NULL, "null" },
	{ TYPE_BOOLEAN, "boolean" },
	{ TYPE_INTEGER, "integer" },
	{ TYPE_STRING, "string" },
	{ TYPE_ARRAY, "array" },
	{ TYPE_OBJECT, "object" },
};

static void check_value(
    struct check *, const struct contract_schema *, const struct place *, const json_t *);

/* RFC 6901: "~" and "/" inside a name are escaped. */
static void
pointer_add(struct text *out, const struct place *place)
{
	if (place == NULL)
		return;
	pointer_add(out, place->parent);
	text_add(out, "/", 1);
	if (place->key == NULL) {
		text_addf(out, "%zu", place->index);
		return;
	}
	for (const char *key = place->key; *key != '\0';) {
		size_t plain = strcspn(key, "~/");

		text_add(out, key, plain);
		key += plain;
		if (*key != '\0')
			text_adds(out, *key++ == '~' ? "~0" : "~1");
	}
}

void
decode_fault(struct check *check, const struct place *place, const char *code, const char *params)
{
	struct fault fault = { .parameter = check->parameter, .code = code, .params = params };
	struct text pointer;

	check->faulty = true;
	if (check->problem->faults_count == FAULTS_MAX)
		return;
	if (fault.parameter == NULL) {
		text_init(&pointer, check->arena, 64);
		text_adds(&pointer, check->pointer);
		pointer_add(&pointer, place);
		fault.pointer = pointer.data;
	}
	problem_add(check->problem, fault);
}

const char *
decode_limit(struct arena *arena, const char *name, int64_t limit)
{
	return arena_printf(arena, "{\"%s\":%" PRId64 "}", name, limit);
}

const char *
decode_note(struct arena *arena, const char *name, const char *text)
{
	struct text note;

	text_init(&note, arena, 64);
	text_addf(&note, "{\"%s\":", name);
	text_add_json(&note, text);
	text_adds(&note, "}");
	return note.data;
}

void
decode_type_fault(
    struct check *check, const struct contract_schema *schema, const struct place *place)
{
	struct text expected;

	text_init(&expected, check->arena, 64);
	for (size_t i = 0; i < sizeof(type_names) / sizeof(type_names[0]); i++) {
		if ((schema->types & type_names[i].type) == 0)
			continue;
		if (expected.length > 0)
			text_adds(&expected, ", ");
		text_adds(&expected, type_names[i].name);
	}
	decode_fault(check, place, "type", decode_note(check->arena, "expected", expected.data));
}

static bool
is_listed(const char *const *list, const char *text)
{
	for (; *list != NULL; list++)
		if (strcmp(*list, text) == 0)
			return true;
	return false;
}

static void
enum_fault(struct check *check, const struct contract_schema *schema, const struct place *place)
{
	struct text allowed;

	text_init(&allowed, check->arena, 128);
	for (const char *const *item = schema->enums; *item != NULL; item++) {
		if (item != schema->enums)
			text_adds(&allowed, ", ");
		text_adds(&allowed, *item);
	}
	decode_fault(check, place, "enum", decode_note(check->arena, "allowed", allowed.data));
}

/* false: a fault was added. */
static bool
check_count(struct check *check, const struct contract_schema *schema, const struct place *place,
    size_t count, const char *below, const char *above)
{
	if (count < schema->length_min) {
		decode_fault(
		    check, place, below, decode_limit(check->arena, "minimum", schema->length_min));
		return false;
	}
	if (count > schema->length_max) {
		decode_fault(
		    check, place, above, decode_limit(check->arena, "maximum", schema->length_max));
		return false;
	}
	return true;
}

/* One fault a text: who mends the first would only be confused by what follows from it. */
void
decode_string(struct check *check, const struct contract_schema *schema, const struct place *place,
    const char *text, size_t length)
{
	const char *code;

	if (schema->enums != NULL && !is_listed(schema->enums, text)) {
		enum_fault(check, schema, place);
		return;
	}
	if ((schema->length_min > 0 || schema->length_max < UINT32_MAX) &&
	    !check_count(check, schema, place, utf8_count(text, length), "too_short", "too_long"))
		return;
	code = decode_format(schema->format, text, length);
	if (code == NULL && schema->pattern != NULL &&
	    !decode_matches(schema->pattern, text, length))
		code = "pattern";
	if (code != NULL)
		decode_fault(check, place, code, NULL);
}

void
decode_integer(struct check *check, const struct contract_schema *schema, const struct place *place,
    int64_t value)
{
	char text[24];

	if (value < schema->minimum) {
		decode_fault(check, place, "minimum",
		    decode_limit(check->arena, "minimum", schema->minimum));
		return;
	}
	if (value > schema->maximum) {
		decode_fault(check, place, "maximum",
		    decode_limit(check->arena, "maximum", schema->maximum));
		return;
	}
	(void)snprintf(text, sizeof(text), "%" PRId64, value);
	if (schema->enums != NULL && !is_listed(schema->enums, text))
		enum_fault(check, schema, place);
}

static void
check_array(struct check *check, const struct contract_schema *schema, const struct place *place,
    const json_t *array)
{
	size_t count = json_array_size(array);

	(void)check_count(check, schema, place, count, "too_few", "too_many");
	for (size_t i = 0; i < count && check->problem->faults_count < FAULTS_MAX; i++) {
		struct place item = { .parent = place, .index = i };

		if (schema->items != NULL)
			check_value(check, schema->items, &item, json_array_get(array, i));
	}
}

static int
field_compare(const void *key, const void *field)
{
	return strcmp(key, ((const struct contract_field *)field)->name);
}

static const struct contract_field *
find_field(const struct contract_schema *schema, const char *key)
{
	if (schema->fields_count == 0)
		return NULL;
	return bsearch(
	    key, schema->fields, schema->fields_count, sizeof(*schema->fields), field_compare);
}

static void
check_member(struct check *check, const struct contract_schema *schema, const struct place *place,
    const json_t *value)
{
	const struct contract_field *field = find_field(schema, place->key);

	if (schema->key_pattern != NULL &&
	    !decode_matches(schema->key_pattern, place->key, strlen(place->key)))
		decode_fault(check, place, "unknown_key", NULL);
	else if (field != NULL && field->read_only)
		decode_fault(check, place, "read_only", NULL);
	else if (field != NULL)
		check_value(check, field->schema, place, value);
	else if (schema->extra != NULL)
		check_value(check, schema->extra, place, value);
	else
		decode_fault(check, place, "unknown_field", NULL);
}

static void
check_object(struct check *check, const struct contract_schema *schema, const struct place *place,
    const json_t *object)
{
	/* The iterator wants a non-const object but changes nothing. */
	json_t *members = (json_t *)object;
	const char *key = NULL;
	json_t *value = NULL;

	(void)check_count(check, schema, place, json_object_size(object), "too_few", "too_many");
	for (size_t i = 0; i < schema->fields_count; i++) {
		const struct contract_field *field = &schema->fields[i];
		struct place member = { .parent = place, .key = field->name };

		/* What is read only is required of answers alone. */
		if (field->required && !field->read_only &&
		    json_object_get(object, field->name) == NULL)
			decode_fault(check, &member, "required", NULL);
	}
	json_object_foreach (members, key, value) {
		struct place member = { .parent = place, .key = key };

		if (check->problem->faults_count == FAULTS_MAX)
			break;
		check_member(check, schema, &member, value);
	}
}

static unsigned
type_of(const json_t *value)
{
	switch (json_typeof(value)) {
	case JSON_OBJECT:
		return TYPE_OBJECT;
	case JSON_ARRAY:
		return TYPE_ARRAY;
	case JSON_STRING:
		return TYPE_STRING;
	case JSON_INTEGER:
		return TYPE_INTEGER;
	case JSON_TRUE:
	case JSON_FALSE:
		return TYPE_BOOLEAN;
	case JSON_NULL:
		return TYPE_NULL;
	case JSON_REAL: /* no schema takes one: decimals travel as strings */
		break;
	}
	return 0;
}

/* A schema without types takes anything. */
static void
check_value(struct check *check, const struct contract_schema *schema, const struct place *place,
    const json_t *value)
{
	unsigned type = type_of(value);

	if (schema->types == 0)
		return;
	if ((schema->types & type) == 0)
		decode_type_fault(check, schema, place);
	else if (type == TYPE_STRING)
		decode_string(
		    check, schema, place, json_string_value(value), json_string_length(value));
	else if (type == TYPE_INTEGER)
		decode_integer(check, schema, place, json_integer_value(value));
	else if (type == TYPE_ARRAY)
		check_array(check, schema, place, value);
	else if (type == TYPE_OBJECT)
		check_object(check, schema, place, value);
}

bool
decode_check(struct arena *arena, const struct contract_schema *schema, const json_t *value,
    const char *pointer, struct problem *problem)
{
	struct check check = { .arena = arena, .problem = problem, .pointer = pointer };

	check_value(&check, schema, NULL, value);
	return !check.faulty;
}
