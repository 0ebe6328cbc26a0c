/* JSON strings and catalogue texts: whatever goes in, a string that parses comes out. */
#include "fuzz.h"

#include <jansson.h>

#include "base/text.h"
#include "base/utf8.h"
#include "wire/problem.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena;
	struct text out;
	const char *text;
	json_t *json;

	arena_init(&arena);
	text = arena_strndup(&arena, (const char *)data, size);
	text_init(&out, &arena, 0);
	text_add_json(&out, text);
	json = json_loads(out.data, JSON_DECODE_ANY, NULL);
	PROMISE(json != NULL);
	if (utf8_check(text, strlen(text)))
		PROMISE(strcmp(json_string_value(json), text) == 0);
	json_decref(json);
	text_init(&out, &arena, 0);
	problem_fill(&out, text, "{\"a\":\"b\",\"limit\":[1,2]}");
	PROMISE(strchr(text, '{') != NULL || strcmp(out.data, text) == 0);
	problem_fill(&out, "{a}", text);
	arena_release(&arena);
	return 0;
}
