/*
 * The table behind auth/cache.h. Not shared between threads: tokens are verified on the event loop
 * only.
 */
#include "auth/cache.h"

#include <string.h>

/* Empty while claims.expires_at_s is 0, which no token that was verified has. */
struct cache_entry {
	unsigned char digest[CACHE_DIGEST];
	struct claims claims;
};

static struct cache_entry table[CACHE_SETS][CACHE_WAYS];

static struct cache_entry *
set_of(const unsigned char *digest)
{
	return table[(digest[0] | (unsigned)digest[1] << 8) & (CACHE_SETS - 1)];
}

/*
 * A digest is no secret that could be guessed byte by byte: nobody can choose the digest of a text.
 */
static bool
entry_is(const struct cache_entry *entry, const unsigned char *digest)
{
	return entry->claims.expires_at_s && !memcmp(entry->digest, digest, CACHE_DIGEST);
}

const struct claims *
cache_find(const unsigned char digest[CACHE_DIGEST])
{
	const struct cache_entry *set = set_of(digest);
	size_t way;

	for (way = 0; way < CACHE_WAYS; way++) {
		if (entry_is(&set[way], digest))
			return &set[way].claims;
	}
	return NULL;
}

void
cache_put(const unsigned char digest[CACHE_DIGEST], const struct claims *claims, int64_t now_s)
{
	struct cache_entry *set = set_of(digest), *place = set;
	size_t way;

	if (claims->expires_at_s <= now_s)
		return;
	for (way = 0; way < CACHE_WAYS; way++) {
		if (entry_is(&set[way], digest)) {
			place = &set[way];
			break;
		}
		if (set[way].claims.expires_at_s < place->claims.expires_at_s)
			place = &set[way];
	}
	memcpy(place->digest, digest, CACHE_DIGEST);
	place->claims = *claims;
}

void
cache_clear(void)
{
	memset(table, 0, sizeof(table));
}
