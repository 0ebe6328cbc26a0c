/* The headers that are lists with weights, Accept-Language and Accept, and the media type. */
#include <string.h>
#include <strings.h>

#include "wire/header.h"

#define BLANKS " \t"
#define WEIGHT_FULL 1000

struct span {
	const char *data;
	size_t length;
};

static struct span
span_trim(struct span span)
{
	while (span.length > 0 && (*span.data == ' ' || *span.data == '\t')) {
		span.data++;
		span.length--;
	}
	while (span.length > 0 && strchr(BLANKS, span.data[span.length - 1]) != NULL)
		span.length--;
	return span;
}

/* Cuts the next part off *rest, leaving separators inside quotes alone. false: nothing is left. */
static bool
span_next(struct span *rest, char separator, struct span *ret_part)
{
	bool quoted = false;
	size_t end = 0;

	if (rest->length == 0)
		return false;
	for (; end < rest->length; end++) {
		if (quoted && rest->data[end] == '\\' && end + 1 < rest->length)
			end++;
		else if (rest->data[end] == '"')
			quoted = !quoted;
		else if (!quoted && rest->data[end] == separator)
			break;
	}
	*ret_part = span_trim((struct span){ rest->data, end });
	end += end < rest->length;
	rest->data += end;
	rest->length -= end;
	return true;
}

static bool
span_is(struct span span, const char *text)
{
	return span.length == strlen(text) && strncasecmp(span.data, text, span.length) == 0;
}

/* "name=value" cut in two; a part without "=" has an empty value. */
static struct span
span_split(struct span part, struct span *ret_value)
{
	const char *equals = memchr(part.data, '=', part.length);

	if (equals == NULL) {
		*ret_value = (struct span){ part.data + part.length, 0 };
		return part;
	}
	*ret_value = (struct span){ equals + 1, part.length - (size_t)(equals + 1 - part.data) };
	return (struct span){ part.data, (size_t)(equals - part.data) };
}

/* A qvalue of RFC 9110 section 12.4.2 in thousandths; -1: malformed. */
static int
weight_parse(struct span text)
{
	int scale = WEIGHT_FULL;
	int weight = 0;

	if (text.length == 0 || text.length > 5 || (text.length > 1 && text.data[1] != '.'))
		return -1;
	for (size_t i = 0; i < text.length; i++) {
		if (i == 1)
			continue;
		if (text.data[i] < '0' || text.data[i] > '9')
			return -1;
		weight += (text.data[i] - '0') * scale;
		scale /= 10;
	}
	return weight > WEIGHT_FULL ? -1 : weight;
}

/* The weight among the parameters that follow a range; full where none is given. */
static int
weight_find(struct span parameters)
{
	struct span part;

	while (span_next(&parameters, ';', &part)) {
		struct span value;

		if (span_is(span_split(part, &value), "q"))
			return weight_parse(value);
	}
	return WEIGHT_FULL;
}

/* "vi" and "vi-VN" alike: we have one text a language. */
static bool
is_language(struct span range, const char *language)
{
	struct span primary = range;
	const char *dash = memchr(range.data, '-', range.length);

	if (dash != NULL)
		primary.length = (size_t)(dash - range.data);
	return span_is(primary, language);
}

/* What a client asked for. weights: -1 where a language was not named. */
struct wishes {
	int weights[2]; /* by enum language */
	int others;     /* of "*" */
	enum language first;
};

static void
wishes_add(struct wishes *wishes, struct span range, int weight)
{
	int *vi = &wishes->weights[LANGUAGE_VI];
	int *en = &wishes->weights[LANGUAGE_EN];

	if (span_is(range, "*"))
		wishes->others = weight;
	if (is_language(range, "vi") && weight > *vi)
		*vi = weight;
	if (is_language(range, "en") && weight > *en) {
		if (*vi < 0)
			wishes->first = LANGUAGE_EN;
		*en = weight;
	}
}

/* Of two equal weights the earlier wins, as browsers write their lists. */
static enum language
wishes_judge(const struct wishes *wishes)
{
	int vi = wishes->weights[LANGUAGE_VI];
	int en = wishes->weights[LANGUAGE_EN];

	if (vi < 0)
		vi = wishes->others;
	if (en < 0)
		en = wishes->others;
	if (vi == en)
		return vi > 0 ? wishes->first : LANGUAGE_VI;
	return en > vi ? LANGUAGE_EN : LANGUAGE_VI;
}

enum language
header_language(const char *accept_language)
{
	struct wishes wishes = { .weights = { -1, -1 }, .first = LANGUAGE_VI };
	struct span rest = { "", 0 };
	struct span element;

	if (accept_language != NULL)
		rest = (struct span){ accept_language, strlen(accept_language) };
	while (span_next(&rest, ',', &element)) {
		struct span range;
		int weight;

		if (!span_next(&element, ';', &range))
			continue;
		weight = weight_find(element);
		if (weight >= 0)
			wishes_add(&wishes, range, weight);
	}
	return wishes_judge(&wishes);
}

static bool
ends_with(struct span span, const char *suffix)
{
	size_t length = strlen(suffix);

	return span.length > length &&
	       strncasecmp(span.data + span.length - length, suffix, length) == 0;
}

/* How closely a range names JSON: 0 not at all, 3 by name. */
static int
json_closeness(struct span range)
{
	if (span_is(range, "application/json"))
		return 3;
	if (span_is(range, "application/*"))
		return 2;
	if (span_is(range, "*/*"))
		return 1;
	/* "application/problem+json" and its like: who reads one reads the other. */
	return ends_with(range, "+json") ? 1 : 0;
}

bool
header_accepts_json(const char *accept)
{
	struct span rest = { "", 0 };
	struct span element;
	bool named_any = false;
	int closest = 0;
	int weight = 0;

	if (accept != NULL)
		rest = (struct span){ accept, strlen(accept) };
	while (span_next(&rest, ',', &element)) {
		struct span range;
		int range_weight;
		int closeness;

		if (!span_next(&element, ';', &range) || range.length == 0)
			continue;
		range_weight = weight_find(element);
		if (range_weight < 0)
			continue;
		named_any = true;
		closeness = json_closeness(range);
		if (closeness > closest || (closeness == closest && range_weight > weight)) {
			closest = closeness;
			weight = range_weight;
		}
	}
	return !named_any || (closest > 0 && weight > 0);
}

bool
header_is_type(const char *content_type, const char *expected)
{
	struct span rest;
	struct span part;

	if (content_type == NULL)
		return false;
	rest = (struct span){ content_type, strlen(content_type) };
	if (!span_next(&rest, ';', &part) || !span_is(part, expected))
		return false;
	while (span_next(&rest, ';', &part)) {
		struct span value;
		struct span name = span_split(part, &value);

		if (span_is(name, "charset") && !span_is(value, "utf-8") &&
		    !span_is(value, "\"utf-8\""))
			return false;
	}
	return true;
}
