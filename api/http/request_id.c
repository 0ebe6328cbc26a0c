#include "http/request_id.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/random.h>

#include "base/clock.h"
#include "base/encode.h"

static uint64_t seed[2];

void
request_id_start(void)
{
	if (getrandom(seed, sizeof(seed), 0) != (ssize_t)sizeof(seed))
		seed[0] = clock_monotonic_us() | 1;
}

/* xorshift128+: the quality that an id needs, in four instructions. */
static uint64_t
random_next(void)
{
	uint64_t a = seed[0], b = seed[1];

	seed[0] = b;
	a ^= a << 23;
	seed[1] = a ^ b ^ (a >> 17) ^ (b >> 26);
	return seed[1] + b;
}

static bool
hex_32(const char *text, unsigned char ret[16])
{
	size_t digits = 0;

	memset(ret, 0, 16);
	for (; *text != '\0'; text++) {
		const char *place = strchr("0123456789abcdef", *text | 0x20);

		if (*text == '-')
			continue;
		if (place == NULL || digits == 32)
			return false;
		ret[digits / 2] =
		    (unsigned char)(ret[digits / 2] << 4 | (place - "0123456789abcdef"));
		digits++;
	}
	return digits == 32;
}

void
request_id_take(const char *sent, char ret_id[37])
{
	unsigned char bytes[16];

	if (sent == NULL || !hex_32(sent, bytes)) {
		uint64_t words[2] = { random_next(), random_next() };

		memcpy(bytes, words, sizeof(bytes));
		bytes[6] = (bytes[6] & 0x0f) | 0x40; /* version 4 */
		bytes[8] = (bytes[8] & 0x3f) | 0x80;
	}
	uuid_format(bytes, ret_id);
}

void
request_id_trace(const char id[37], char ret_trace[33])
{
	size_t used = 0;

	for (; *id != '\0' && used < 32; id++) {
		if (*id != '-')
			ret_trace[used++] = *id;
	}
	ret_trace[used] = '\0';
}
