/* Header values: each parser sees each text; what comes out keeps what header.h says of it. */
#include "fuzz.h"

#include <strings.h>

#include "wire/header.h"

static bool
is_printable(const char *text)
{
	for (; *text != '\0'; text++)
		if (*text < ' ' || *text > '~')
			return false;
	return true;
}

static void
tag_check(struct arena *arena, const char *value)
{
	const char *tag = header_etag(arena, value);
	const char *again;

	if (tag == NULL)
		return;
	PROMISE(*tag != '\0' && is_printable(tag) && strpbrk(tag, "\". ") == NULL);
	again = header_etag(arena, arena_printf(arena, "W/\"%s.en\"", tag));
	PROMISE(again != NULL && strcmp(again, tag) == 0);
}

static void
key_check(struct arena *arena, const char *value)
{
	const char *key = header_idempotency_key(arena, value);
	size_t length = key == NULL ? 1 : strlen(key);

	PROMISE(length >= 1 && length <= 64);
	PROMISE(key == NULL || is_printable(key));
}

static void
trace_check(const char *value)
{
	char trace_id[33] = "";

	if (!header_trace_id(value, trace_id))
		PROMISE(*trace_id == '\0');
	else
		PROMISE(strspn(trace_id, "0123456789abcdef") == 32 && strlen(value) == 55);
}

static void
cookie_check(struct arena *arena, const char *value)
{
	const char *cookie = header_cookie(arena, value, "a");

	PROMISE(cookie == NULL || (strchr(cookie, ';') == NULL && strstr(value, "a=") != NULL));
}

/* What is asked for first and in full is not outvoted by anything behind it. */
static void
list_check(struct arena *arena, const char *value)
{
	(void)header_language(value);
	(void)header_accepts_json(value);
	PROMISE(header_language(arena_printf(arena, "vi,%s", value)) == LANGUAGE_VI);
	PROMISE(header_language(arena_printf(arena, "en,%s", value)) == LANGUAGE_EN);
	PROMISE(header_accepts_json(arena_printf(arena, "application/json,%s", value)));
	PROMISE(!header_is_type(value, "application/json") ||
		strncasecmp(value + strspn(value, " \t"), "application/json", 16) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena;
	const char *value;

	arena_init(&arena);
	value = arena_strndup(&arena, (const char *)data, size);
	tag_check(&arena, value);
	key_check(&arena, value);
	trace_check(value);
	cookie_check(&arena, value);
	list_check(&arena, value);
	arena_release(&arena);
	return 0;
}
