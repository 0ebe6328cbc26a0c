#include "http/route.h"

#include <stdbool.h>
#include <string.h>

#include "base/text.h"

#define SEGMENTS_MAX 8

struct slice {
	const char *text;
	size_t length;
};

/* Segments between slashes; 0: more than any route has, or an empty one. */
static size_t
path_split(const char *path, struct slice segments[SEGMENTS_MAX])
{
	size_t count = 0;

	while (*path == '/') {
		size_t length = strcspn(++path, "/");

		if (count == SEGMENTS_MAX || length == 0)
			return 0;
		segments[count++] = (struct slice){ path, length };
		path += length;
	}
	return count;
}

static bool
slice_equals(struct slice s, const char *text)
{
	return strlen(text) == s.length && memcmp(s.text, text, s.length) == 0;
}

/* Cuts ":verb" off; false: the slice does not end in it, or nothing is left in front. */
static bool
slice_cut_verb(struct slice *s, const char *verb)
{
	size_t length = strlen(verb);

	if (s->length <= length + 1 || s->text[s->length - length - 1] != ':' ||
	    memcmp(s->text + s->length - length, verb, length) != 0)
		return false;
	s->length -= length + 1;
	return true;
}

static bool
route_matches(const struct contract_route *route, const struct slice *segments, size_t count,
    struct slice *values, size_t *ret_found)
{
	size_t found = 0;

	if (route->segments_count != count)
		return false;
	for (size_t i = 0; i < count; i++) {
		struct slice s = segments[i];

		if (i + 1 == count) {
			if (route->verb != NULL && !slice_cut_verb(&s, route->verb))
				return false;
			/* Without a verb in the route a colon belongs to no value of ours. */
			if (route->verb == NULL && memchr(s.text, ':', s.length) != NULL)
				return false;
		}
		if (route->segments[i].parameter)
			values[found++] = s;
		else if (!slice_equals(s, route->segments[i].text))
			return false;
	}
	*ret_found = found;
	return true;
}

const struct contract_route *
route_find(struct arena *arena, const char *path, const char *values[ROUTE_VALUES_MAX])
{
	struct slice segments[SEGMENTS_MAX], found[SEGMENTS_MAX];
	size_t count = path_split(path, segments), found_count;

	for (size_t i = 0; count > 0 && i < contract_routes_count; i++) {
		if (!route_matches(&contract_routes[i], segments, count, found, &found_count))
			continue;
		for (size_t k = 0; k < ROUTE_VALUES_MAX && k < found_count; k++)
			values[k] = arena_strndup(arena, found[k].text, found[k].length);
		return &contract_routes[i];
	}
	return NULL;
}

const char *
route_allow(struct arena *arena, const struct contract_route *route)
{
	static const char *const names[METHOD_COUNT] = { "GET", "POST", "PUT", "PATCH", "DELETE" };
	struct text allow;

	text_init(&allow, arena, 64);
	for (int m = 0; m < METHOD_COUNT; m++) {
		if (route->operations[m] != NULL)
			text_addf(&allow, "%s, ", names[m]);
	}
	if (route->operations[METHOD_GET] != NULL)
		text_adds(&allow, "HEAD, ");
	text_adds(&allow, "OPTIONS");
	return allow.data;
}
