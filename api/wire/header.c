#include "wire/header.h"

#include <string.h>
#include <strings.h>

#define KEY_MAX 64
#define TRACE_DIGITS 32
#define PARENT_DIGITS 16

/* Without blanks on either side. */
static const char *
trimmed(const char *value, size_t *ret_length)
{
	size_t length;

	value += strspn(value, " \t");
	length = strlen(value);
	while (length > 0 && (value[length - 1] == ' ' || value[length - 1] == '\t'))
		length--;
	*ret_length = length;
	return value;
}

/* RFC 9110 etagc without obs-text: what comes out is bound as text, so it stays ASCII. */
static bool
is_tag_byte(char byte)
{
	return byte > ' ' && byte < 0x7F && byte != '"';
}

const char *
header_etag(struct arena *arena, const char *value)
{
	size_t length = 0;
	size_t kept;

	if (value == NULL)
		return NULL;
	value = trimmed(value, &length);
	if (length == 1 && *value == '*')
		return "*";
	if (length > 2 && value[0] == 'W' && value[1] == '/') {
		value += 2;
		length -= 2;
	}
	if (length < 3 || value[0] != '"' || value[length - 1] != '"')
		return NULL;
	value++;
	length -= 2;
	for (size_t i = 0; i < length; i++)
		if (!is_tag_byte(value[i]))
			return NULL;
	kept = strcspn(value, ".\"");
	return kept == 0 ? NULL : arena_strndup(arena, value, kept);
}

/* RFC 8941 string: printable ASCII, where only the quote and the backslash are escaped. */
static const char *
key_unquote(struct arena *arena, const char *value, size_t length)
{
	char *key = arena_alloc(arena, KEY_MAX + 1);
	size_t count = 0;

	for (size_t i = 0; i < length; i++) {
		char byte = value[i];

		if (byte == '"' || byte < ' ' || byte > '~' || count == KEY_MAX)
			return NULL;
		if (byte == '\\') {
			if (++i == length || (value[i] != '"' && value[i] != '\\'))
				return NULL;
			byte = value[i];
		}
		key[count++] = byte;
	}
	return count == 0 ? NULL : key;
}

const char *
header_idempotency_key(struct arena *arena, const char *value)
{
	size_t length = 0;

	if (value == NULL)
		return NULL;
	value = trimmed(value, &length);
	if (length >= 2 && value[0] == '"' && value[length - 1] == '"')
		return key_unquote(arena, value + 1, length - 2);
	if (length == 0 || length > KEY_MAX)
		return NULL;
	/* A bare key is one word: others would read blanks, lists and parameters differently. */
	for (size_t i = 0; i < length; i++)
		if (value[i] <= ' ' || value[i] > '~' || strchr("\"\\,;", value[i]) != NULL)
			return NULL;
	return arena_strndup(arena, value, length);
}

/* Lower-case hex digits, as many as asked for; all-zero ids are reserved for "invalid". */
static bool
is_trace_part(const char *text, size_t digits, bool zero_allowed)
{
	size_t zeroes = strspn(text, "0");

	return strspn(text, "0123456789abcdef") == digits && (zero_allowed || zeroes < digits);
}

bool
header_trace_id(const char *traceparent, char ret_trace_id[33])
{
	const char *trace;
	const char *parent;
	const char *flags;

	if (traceparent == NULL || strncmp(traceparent, "00-", 3) != 0)
		return false;
	trace = traceparent + 3;
	if (!is_trace_part(trace, TRACE_DIGITS, false) || trace[TRACE_DIGITS] != '-')
		return false;
	parent = trace + TRACE_DIGITS + 1;
	if (!is_trace_part(parent, PARENT_DIGITS, false) || parent[PARENT_DIGITS] != '-')
		return false;
	flags = parent + PARENT_DIGITS + 1;
	if (!is_trace_part(flags, 2, true) || flags[2] != '\0')
		return false;
	memcpy(ret_trace_id, trace, TRACE_DIGITS);
	ret_trace_id[TRACE_DIGITS] = '\0';
	return true;
}

const char *
header_cookie(struct arena *arena, const char *cookies, const char *name)
{
	size_t name_length = strlen(name);

	while (cookies != NULL && *cookies != '\0') {
		size_t length;

		cookies += strspn(cookies, " \t;");
		length = strcspn(cookies, ";");
		if (length > name_length && cookies[name_length] == '=' &&
		    memcmp(cookies, name, name_length) == 0) {
			const char *value = cookies + name_length + 1;
			size_t size = length - name_length - 1;

			while (size > 0 && (value[size - 1] == ' ' || value[size - 1] == '\t'))
				size--;
			if (size >= 2 && value[0] == '"' && value[size - 1] == '"') {
				value++;
				size -= 2;
			}
			return arena_strndup(arena, value, size);
		}
		cookies += length;
	}
	return NULL;
}
