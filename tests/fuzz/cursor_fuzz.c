/* Cursors: every place comes back, and no bytes but our own are taken for a cursor. */
#include "fuzz.h"

#include "wire/cursor.h"

static const unsigned char key[32] = { 1, 2, 3, 4, 5, 6, 7, 8 };

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena;
	const char *text;
	const char *cursor;
	const char *place;

	cursor_start(key, sizeof(key));
	arena_init(&arena);
	text = arena_strndup(&arena, (const char *)data, size);
	/* Whoever finds a cursor that decodes has found a fault, or half a hash. */
	PROMISE(cursor_decode(&arena, text, "plans_list") == NULL);
	cursor = cursor_encode(&arena, text, "plans_list");
	place = cursor_decode(&arena, cursor, "plans_list");
	PROMISE(place != NULL && strcmp(place, text) == 0);
	PROMISE(cursor_decode(&arena, cursor, text) == NULL || strcmp(text, "plans_list") == 0);
	arena_release(&arena);
	return 0;
}
