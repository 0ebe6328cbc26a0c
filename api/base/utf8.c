#include "base/utf8.h"

static bool
follows(unsigned char byte, unsigned char low, unsigned char high)
{
	return byte >= low && byte <= high;
}

size_t
utf8_step(const char *text, size_t left)
{
	const unsigned char *byte = (const unsigned char *)text;
	unsigned char low = 0x80;
	unsigned char high = 0xBF;
	size_t size;

	if (left == 0)
		return 0;
	if (byte[0] < 0x80)
		return 1;
	if (byte[0] < 0xC2 || byte[0] > 0xF4)
		return 0;
	size = byte[0] < 0xE0 ? 2 : byte[0] < 0xF0 ? 3 : 4;
	if (left < size)
		return 0;
	/* The second byte alone tells overlong forms, surrogates and what lies beyond U+10FFFF. */
	if (byte[0] == 0xE0)
		low = 0xA0;
	else if (byte[0] == 0xED)
		high = 0x9F;
	else if (byte[0] == 0xF0)
		low = 0x90;
	else if (byte[0] == 0xF4)
		high = 0x8F;
	if (!follows(byte[1], low, high))
		return 0;
	for (size_t i = 2; i < size; i++)
		if (!follows(byte[i], 0x80, 0xBF))
			return 0;
	return size;
}

bool
utf8_check(const char *text, size_t length)
{
	while (length > 0) {
		size_t step = utf8_step(text, length);

		if (step == 0)
			return false;
		text += step;
		length -= step;
	}
	return true;
}

size_t
utf8_count(const char *text, size_t length)
{
	size_t count = 0;

	for (size_t i = 0; i < length; i++)
		count += ((unsigned char)text[i] & 0xC0) != 0x80;
	return count;
}
