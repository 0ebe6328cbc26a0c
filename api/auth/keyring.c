/*
 * Reads the key ring and finds keys in it. Keys are secret: no message here shows more than a line
 * number.
 */
#include "auth/keyring.h"

#include <stdio.h>
#include <string.h>

#include "base/encode.h"
#include "base/limits.h"

#define NAME_CHARACTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."

struct keyring {
	struct key keys[KEYRING_MAX];
	size_t count;
};

static struct keyring ring;

static const char *const purposes[KEY_PURPOSES] = {
	[KEY_ACCESS] = "access",
	[KEY_REFRESH] = "refresh",
	[KEY_CURSOR] = "cursor",
};

/* A word of a line, not NUL-terminated. */
struct word {
	const char *start;
	size_t length;
};

static struct word
word_take(const char **cursor, const char *end)
{
	struct word word;

	while (*cursor < end && strchr(" \t\r", **cursor))
		(*cursor)++;
	word.start = *cursor;
	while (*cursor < end && !strchr(" \t\r", **cursor))
		(*cursor)++;
	word.length = (size_t)(*cursor - word.start);
	return word;
}

static enum key_purpose
purpose_find(struct word word)
{
	enum key_purpose purpose;

	for (purpose = 0; purpose < KEY_PURPOSES; purpose++) {
		if (strlen(purposes[purpose]) == word.length &&
		    !memcmp(purposes[purpose], word.start, word.length))
			break;
	}
	return purpose;
}

/*
 * The arena is not the place to leave a key in: the decoded bytes are wiped before it is given
 * back.
 */
static bool
key_bytes_read(struct key *key, struct word text)
{
	struct arena arena;
	unsigned char *bytes;
	size_t length = 0;

	arena_init(&arena);
	bytes = base64url_decode(&arena, text.start, text.length, &length);
	if (bytes && length <= KEY_BYTES_MAX) {
		memcpy(key->bytes, bytes, length);
		key->length = length;
	}
	if (bytes)
		explicit_bzero(bytes, length);
	arena_release(&arena);
	return bytes && length <= KEY_BYTES_MAX;
}

/* NULL: the key is good; else the reason, which never quotes the line. */
static const char *
key_read(struct key *key, struct word name, struct word purpose, struct word bytes)
{
	if (name.length > KEY_NAME_MAX)
		return "the name is too long";
	memcpy(key->name, name.start, name.length);
	if (strspn(key->name, NAME_CHARACTERS) != name.length)
		return "the name holds other characters than letters, digits, '-', '_' and '.'";
	key->purpose = purpose_find(purpose);
	if (key->purpose == KEY_PURPOSES)
		return "the purpose is none of access, refresh and cursor";
	if (!key_bytes_read(key, bytes))
		return "the key is not base64url, or too long";
	if (key->length < TOKEN_KEY_MIN)
		return "the key is too short";
	return NULL;
}

static const char *
key_unlike_others(const struct keyring *keyring, const struct key *key)
{
	const struct key *other;

	for (other = keyring->keys; other < keyring->keys + keyring->count; other++) {
		if (!strcmp(other->name, key->name))
			return "the name appears twice";
		if (other->length == key->length &&
		    equal_constant_time(other->bytes, key->bytes, key->length))
			return "the key appears twice";
	}
	return NULL;
}

static const char *
line_read(struct keyring *keyring, const char *line, const char *end)
{
	struct word name = word_take(&line, end);
	struct word purpose = word_take(&line, end);
	struct word bytes = word_take(&line, end);
	struct key *key = &keyring->keys[keyring->count];
	const char *reason;

	if (name.length == 0 || *name.start == '#')
		return NULL;
	if (word_take(&line, end).length)
		return "there are more than three words";
	if (keyring->count == KEYRING_MAX)
		return "there are too many keys";
	reason = key_read(key, name, purpose, bytes);
	if (!reason)
		reason = key_unlike_others(keyring, key);
	if (!reason)
		keyring->count++;
	return reason;
}

static const struct key *
key_from(const struct keyring *keyring, size_t index, enum key_purpose purpose)
{
	for (; index < keyring->count; index++) {
		if (keyring->keys[index].purpose == purpose)
			return &keyring->keys[index];
	}
	return NULL;
}

static bool
keyring_fill(struct keyring *keyring, const char *text)
{
	enum key_purpose purpose;
	const char *reason;
	unsigned line = 0;
	size_t length;

	for (; *text; text += length + (text[length] == '\n')) {
		length = strcspn(text, "\n");
		line++;
		reason = line_read(keyring, text, text + length);
		if (reason) {
			fprintf(stderr, "key ring, line %u: %s\n", line, reason);
			return false;
		}
	}
	for (purpose = 0; purpose < KEY_PURPOSES; purpose++) {
		if (!key_from(keyring, 0, purpose)) {
			fprintf(stderr, "key ring: there is no %s key\n", purposes[purpose]);
			return false;
		}
	}
	return true;
}

bool
keyring_read(const char *text)
{
	struct keyring fresh = { 0 };
	bool done = keyring_fill(&fresh, text);

	if (done)
		ring = fresh;
	explicit_bzero(&fresh, sizeof(fresh));
	return done;
}

enum key_purpose
key_purpose_parse(const char *name)
{
	return purpose_find((struct word){ .start = name, .length = strlen(name) });
}

const struct key *
key_find(enum key_purpose purpose, const char *name)
{
	const struct key *key;

	for (key = key_first(purpose); key; key = key_next(key)) {
		if (!strcmp(key->name, name))
			return key;
	}
	return NULL;
}

const struct key *
key_first(enum key_purpose purpose)
{
	return key_from(&ring, 0, purpose);
}

const struct key *
key_next(const struct key *key)
{
	return key_from(&ring, (size_t)(key - ring.keys) + 1, key->purpose);
}
