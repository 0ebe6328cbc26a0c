#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

void
text_init(struct text *text, struct arena *arena, size_t capacity)
{
	*text = (struct text){ .arena = arena, .capacity = capacity };
	text->data = arena_alloc(arena, capacity + 1);
}

/* Room for `more` bytes behind what is there. The old bytes stay in the arena until it goes. */
static void
text_reserve(struct text *text, size_t more)
{
	char *data;

	if (more <= text->capacity - text->length)
		return;
	text->capacity += text->capacity > more ? text->capacity : more;
	data = arena_alloc(text->arena, text->capacity + 1);
	memcpy(data, text->data, text->length);
	text->data = data;
}

void
text_add(struct text *text, const char *bytes, size_t length)
{
	if (length == 0)
		return;
	text_reserve(text, length);
	memcpy(text->data + text->length, bytes, length);
	text->length += length;
	text->data[text->length] = '\0';
}

void
text_adds(struct text *text, const char *string)
{
	text_add(text, string, strlen(string));
}

void
text_addf(struct text *text, const char *format, ...)
{
	size_t room = text->capacity - text->length;
	va_list arguments;
	va_list again;
	int length;

	va_start(arguments, format);
	va_copy(again, arguments);
	length = vsnprintf(text->data + text->length, room + 1, format, arguments);
	if (length < 0)
		abort();
	if ((size_t)length > room) {
		text_reserve(text, (size_t)length);
		(void)vsnprintf(text->data + text->length, (size_t)length + 1, format, again);
	}
	text->length += (size_t)length;
	va_end(again);
	va_end(arguments);
}

static void
text_add_escape(struct text *text, unsigned char byte)
{
	static const char from[] = "\"\\\b\f\n\r\t";
	static const char to[] = "\"\\bfnrt";
	const char *found = strchr(from, byte);

	if (found != NULL) {
		text_add(text, "\\", 1);
		text_add(text, to + (found - from), 1);
	} else {
		text_addf(text, "\\u%04x", byte);
	}
}

void
text_add_json(struct text *text, const char *string)
{
	size_t left = string == NULL ? 0 : strlen(string);

	if (string == NULL) {
		text_adds(text, "null");
		return;
	}
	text_add(text, "\"", 1);
	while (left > 0) {
		size_t plain = 0; /* bytes that stand for themselves, added in one go */
		size_t step;

		while (plain < left && (unsigned char)string[plain] >= 0x20 &&
		       string[plain] != '"' && string[plain] != '\\' &&
		       (step = utf8_step(string + plain, left - plain)) > 0)
			plain += step;
		text_add(text, string, plain);
		string += plain;
		left -= plain;
		if (left == 0)
			break;
		/* A broken byte must not break the document: U+FFFD stands for it. */
		if ((unsigned char)*string >= 0x80)
			text_adds(text, "\\ufffd");
		else
			text_add_escape(text, (unsigned char)*string);
		string++;
		left--;
	}
	text_add(text, "\"", 1);
}
