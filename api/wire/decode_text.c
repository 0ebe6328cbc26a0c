/* Text before it is checked: percent escapes, and one spelling (NFC) for what looks the same. */
#include <stdlib.h>
#include <string.h>
#include <uninorm.h>

#include "base/utf8.h"
#include "wire/decode.h"
#include "wire/decode_parts.h"

/* -1: not a hex digit. */
static int
nibble(char character)
{
	if (character >= '0' && character <= '9')
		return character - '0';
	if (character >= 'a' && character <= 'f')
		return character - 'a' + 10;
	if (character >= 'A' && character <= 'F')
		return character - 'A' + 10;
	return -1;
}

char *
decode_percent(struct arena *arena, const char *text, size_t length, bool query)
{
	char *plain = arena_alloc(arena, length + 1);
	size_t count = 0;

	for (size_t i = 0; i < length; i++) {
		char byte = text[i];

		if (byte == '%') {
			int high = length - i > 2 ? nibble(text[i + 1]) : -1;
			int low = length - i > 2 ? nibble(text[i + 2]) : -1;

			if (high < 0 || low < 0)
				return NULL;
			byte = (char)(high << 4 | low);
			i += 2;
		} else if (byte == '+' && query) {
			byte = ' ';
		}
		if (byte == '\0')
			return NULL;
		plain[count++] = byte;
	}
	return utf8_check(plain, count) ? plain : NULL;
}

/*
 * Bytes of the leading characters that are composed for certain: below U+0300, Vietnamese (U+1E00
 * to U+1EFF) and the dashes and quotes from U+2010 to U+203F. None of them combines with a
 * neighbour, so such a text is NFC already.
 */
static size_t
composed_prefix(const char *text, size_t length)
{
	const unsigned char *byte = (const unsigned char *)text;
	size_t i = 0;

	while (i < length) {
		if (byte[i] < 0x80)
			i += 1;
		else if (byte[i] < 0xCC)
			i += 2;
		else if (byte[i] == 0xE1 && byte[i + 1] >= 0xB8 && byte[i + 1] <= 0xBB)
			i += 3;
		else if (byte[i] == 0xE2 && byte[i + 1] == 0x80 && byte[i + 2] >= 0x90)
			i += 3;
		else
			break;
	}
	return i;
}

const char *
decode_compose(struct arena *arena, const char *text, size_t length, size_t *ret_length)
{
	uint8_t buffer[512];
	size_t composed_length = sizeof(buffer);
	const char *result = text;
	uint8_t *composed;

	*ret_length = length;
	if (composed_prefix(text, length) == length)
		return text;
	composed =
	    u8_normalize(UNINORM_NFC, (const uint8_t *)text, length, buffer, &composed_length);
	if (composed == NULL)
		abort(); /* no memory: the text itself is valid */
	if (composed_length != length || memcmp(composed, text, length) != 0) {
		result = arena_strndup(arena, (const char *)composed, composed_length);
		*ret_length = composed_length;
	}
	if (composed != buffer)
		free(composed);
	return result;
}
