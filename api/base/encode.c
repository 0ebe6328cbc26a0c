#include "base/encode.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const char alphabet[64] = {
	'A',
	'B',
	'C',
	'D',
	'E',
	'F',
	'G',
	'H',
	'I',
	'J',
	'K',
	'L',
	'M',
	'N',
	'O',
	'P',
	'Q',
	'R',
	'S',
	'T',
	'U',
	'V',
	'W',
	'X',
	'Y',
	'Z',
	'a',
	'b',
	'c',
	'd',
	'e',
	'f',
	'g',
	'h',
	'i',
	'j',
	'k',
	'l',
	'm',
	'n',
	'o',
	'p',
	'q',
	'r',
	's',
	't',
	'u',
	'v',
	'w',
	'x',
	'y',
	'z',
	'0',
	'1',
	'2',
	'3',
	'4',
	'5',
	'6',
	'7',
	'8',
	'9',
	'-',
	'_',
};

char *
base64url_encode(struct arena *arena, const unsigned char *bytes, size_t length)
{
	char *text = arena_alloc(arena, length / 3 * 4 + 5);
	char *end = text;
	uint32_t bits = 0;
	unsigned held = 0; /* bits not yet written */

	for (size_t i = 0; i < length; i++) {
		bits = bits << 8 | bytes[i];
		held += 8;
		for (; held >= 6; held -= 6)
			*end++ = alphabet[bits >> (held - 6) & 63];
	}
	if (held > 0)
		*end++ = alphabet[bits << (6 - held) & 63];
	*end = '\0';
	return text;
}

/* -1: outside the alphabet. */
static int
sextet(char character)
{
	if (character >= 'A' && character <= 'Z')
		return character - 'A';
	if (character >= 'a' && character <= 'z')
		return character - 'a' + 26;
	if (character >= '0' && character <= '9')
		return character - '0' + 52;
	if (character == '-')
		return 62;
	return character == '_' ? 63 : -1;
}

unsigned char *
base64url_decode(struct arena *arena, const char *text, size_t length, size_t *ret_length)
{
	unsigned char *bytes = arena_alloc(arena, length / 4 * 3 + 3);
	size_t count = 0;
	uint32_t bits = 0;
	unsigned held = 0;

	if (length % 4 == 1)
		return NULL;
	for (size_t i = 0; i < length; i++) {
		int value = sextet(text[i]);

		if (value < 0)
			return NULL;
		bits = bits << 6 | (uint32_t)value;
		held += 6;
		if (held >= 8) {
			held -= 8;
			bytes[count++] = (unsigned char)(bits >> held & 255);
		}
	}
	/* Bits left over must be zero, else two texts would mean the same bytes. */
	if ((bits & ((1u << held) - 1)) != 0)
		return NULL;
	*ret_length = count;
	return bytes;
}

void
sha256(const void *data, size_t length, unsigned char out[SHA256_BYTES])
{
	if (EVP_Digest(data, length, out, NULL, EVP_sha256(), NULL) != 1)
		abort();
}

void
hmac_sha256(const unsigned char *key, size_t key_length, const void *data, size_t length,
    unsigned char out[SHA256_BYTES])
{
	unsigned size = 0;

	if (HMAC(EVP_sha256(), key, (int)key_length, data, length, out, &size) == NULL ||
	    size != SHA256_BYTES)
		abort();
}

bool
equal_constant_time(const void *one, const void *other, size_t length)
{
	return CRYPTO_memcmp(one, other, length) == 0;
}

void
hex_encode(const unsigned char *bytes, size_t length, char *out)
{
	static const char digits[16] = { '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b',
		'c', 'd', 'e', 'f' };

	for (size_t i = 0; i < length; i++) {
		*out++ = digits[bytes[i] >> 4];
		*out++ = digits[bytes[i] & 15];
	}
	*out = '\0';
}

void
uuid_format(const unsigned char bytes[UUID_BYTES], char out[UUID_TEXT])
{
	static const unsigned char groups[] = { 4, 2, 2, 2, 6 };

	for (size_t i = 0; i < sizeof(groups); i++) {
		hex_encode(bytes, groups[i], out);
		bytes += groups[i];
		out += (size_t)2 * groups[i];
		*out++ = i + 1 < sizeof(groups) ? '-' : '\0';
	}
}

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

bool
uuid_parse(const char *text, unsigned char out[UUID_BYTES])
{
	unsigned char bytes[UUID_BYTES] = { 0 };
	size_t digits = 0;

	for (size_t i = 0; i < UUID_TEXT - 1; i++) {
		int value = nibble(text[i]);

		if (i == 8 || i == 13 || i == 18 || i == 23) {
			if (text[i] != '-')
				return false;
			continue;
		}
		if (value < 0)
			return false;
		bytes[digits / 2] = (unsigned char)(bytes[digits / 2] << 4 | value);
		digits++;
	}
	if (text[UUID_TEXT - 1] != '\0')
		return false;
	memcpy(out, bytes, sizeof(bytes));
	return true;
}
