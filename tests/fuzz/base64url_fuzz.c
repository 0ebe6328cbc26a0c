/* base64url: any bytes survive, and a text that decodes is the only spelling of what it says. */
#include "fuzz.h"

#include "base/encode.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena;
	size_t length = 0;
	unsigned char *bytes;
	char *text;

	arena_init(&arena);
	bytes = base64url_decode(&arena, (const char *)data, size, &length);
	if (bytes != NULL) {
		text = base64url_encode(&arena, bytes, length);
		PROMISE(strlen(text) == size && memcmp(text, data, size) == 0);
	}
	text = base64url_encode(&arena, data, size);
	bytes = base64url_decode(&arena, text, strlen(text), &length);
	PROMISE(bytes != NULL && length == size && memcmp(bytes, data, size) == 0);
	arena_release(&arena);
	return 0;
}
