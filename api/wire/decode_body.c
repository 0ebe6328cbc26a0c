/* A body from bytes to a checked tree: measured, parsed, composed, compared with its schema. */
#include <stdlib.h>
#include <string.h>

#include "wire/decode.h"
#include "wire/decode_parts.h"

/*
 * Values in one body. Two bytes of text ("[,") become about 100 of memory, so the size alone does
 * not bound it; the largest document of the contract stays below a tenth of this.
 */
#define JSON_VALUES_MAX 200000

/* What the raw bytes show before any memory is spent on them. */
struct measure {
	size_t depth, values;
	bool foreign; /* something beyond plain ASCII: only then is there anything to compose */
};

/* The byte behind a string that begins at text[i]; escapes are skipped in pairs. */
static size_t
string_skip(const char *text, size_t length, size_t i, struct measure *measure)
{
	for (i++; i < length && text[i] != '"'; i++) {
		if (text[i] == '\\') {
			i++;
			measure->foreign |= i < length && text[i] == 'u';
		} else {
			measure->foreign |= (unsigned char)text[i] >= 0x80;
		}
	}
	return i;
}

/* Rough on broken JSON, which the parser refuses right after. */
static struct measure
body_measure(const char *text, size_t length)
{
	struct measure measure = { .values = 1 };
	size_t depth = 0;

	for (size_t i = 0; i < length; i++) {
		switch (text[i]) {
		case '"':
			i = string_skip(text, length, i, &measure);
			break;
		case '[':
		case '{':
			measure.values++;
			if (++depth > measure.depth)
				measure.depth = depth;
			break;
		case ']':
		case '}':
			depth -= depth > 0;
			break;
		case ',':
			measure.values++;
			break;
		default:
			break;
		}
	}
	return measure;
}

/* A member whose name has another spelling than NFC, until the walk over its object is over. */
struct renaming {
	struct renaming *next;
	const char *old_name, *new_name;
};

/*
 * Two names that become one are refused, as two equal names are: whichever of them won would be
 * news to somebody.
 */
static bool
member_rename(struct check *check, const struct place *parent, json_t *object,
    const struct renaming *renaming)
{
	struct place place = { .parent = parent, .key = renaming->new_name };

	if (json_object_get(object, renaming->new_name) != NULL) {
		decode_fault(check, &place, "repeated", NULL);
		return false;
	}
	if (json_object_set(
		object, renaming->new_name, json_object_get(object, renaming->old_name)) != 0 ||
	    json_object_del(object, renaming->old_name) != 0)
		abort();
	return true;
}

static bool compose_value(struct check *, const struct place *, json_t *);

static bool
compose_object(struct check *check, const struct place *place, json_t *object)
{
	struct renaming *renamings = NULL;
	const char *key;
	json_t *value;

	json_object_foreach (object, key, value) {
		size_t length = 0;
		struct place member = { .parent = place };

		member.key = decode_compose(check->arena, key, strlen(key), &length);
		if (member.key != key) {
			struct renaming *renaming = arena_alloc(check->arena, sizeof(*renaming));

			*renaming = (struct renaming){ renamings, arena_strdup(check->arena, key),
				member.key };
			renamings = renaming;
		}
		if (!compose_value(check, &member, value))
			return false;
	}
	for (; renamings != NULL; renamings = renamings->next)
		if (!member_rename(check, place, object, renamings))
			return false;
	return true;
}

/* Composes every text of the tree in place. Recursion is bounded: the depth was measured. */
static bool
compose_value(struct check *check, const struct place *place, json_t *value)
{
	if (json_is_string(value)) {
		const char *text = json_string_value(value);
		size_t length = 0;
		const char *composed =
		    decode_compose(check->arena, text, json_string_length(value), &length);

		if (composed != text && json_string_setn(value, composed, length) != 0)
			abort();
	} else if (json_is_object(value)) {
		return compose_object(check, place, value);
	}
	for (size_t i = 0; i < json_array_size(value); i++) {
		struct place item = { .parent = place, .index = i };

		if (!compose_value(check, &item, json_array_get(value, i)))
			return false;
	}
	return true;
}

static void
body_release(void *json)
{
	json_decref(json);
}

/* NULL: a fault was added and the problem is set. */
static json_t *
body_parse(struct check *check, const char *bytes, size_t length)
{
	json_error_t error;
	json_t *json = json_loadb(bytes, length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);

	if (json != NULL) {
		arena_defer(check->arena, body_release, json);
		return json;
	}
	decode_fault(check, NULL, "malformed",
	    arena_printf(check->arena, "{\"line\":%d,\"column\":%d}", error.line, error.column));
	problem_set(check->problem, "malformed-json");
	return NULL;
}

/* false: too large to be parsed, whatever it says. */
static bool
measure_check(struct check *check, const struct measure *measure)
{
	if (measure->depth > JSON_DEPTH_MAX)
		decode_fault(
		    check, NULL, "too_deep", decode_limit(check->arena, "maximum", JSON_DEPTH_MAX));
	else if (measure->values > JSON_VALUES_MAX)
		decode_fault(check, NULL, "too_many",
		    decode_limit(check->arena, "maximum", JSON_VALUES_MAX));
	return !check->faulty;
}

bool
decode_body(struct arena *arena, const struct contract_schema *schema, const char *bytes,
    size_t length, struct problem *problem, json_t **ret_json)
{
	struct check check = { .arena = arena, .problem = problem, .pointer = "" };
	struct measure measure = body_measure(bytes, length);
	json_t *json;

	if (!measure_check(&check, &measure)) {
		problem_set(problem, "validation-failed");
		return false;
	}
	/* A NULL would be refused without a place, and an empty body has one: its beginning. */
	json = body_parse(&check, length == 0 ? "" : bytes, length);
	if (json == NULL)
		return false;
	if (measure.foreign && !compose_value(&check, NULL, json)) {
		problem_set(problem, "malformed-json");
		return false;
	}
	if (!decode_check(arena, schema, json, "", problem)) {
		problem_set(problem, "validation-failed");
		return false;
	}
	*ret_json = json;
	return true;
}
