/*
 * Access tokens: HS256 by libjwt, behind a guard that does what libjwt 1.10 leaves out (RFC 8725).
 * This room is the only user of libjwt, and knows nothing of Kore, libpq or HTTP.
 */
#ifndef THIDUA_AUTH_TOKEN_H
#define THIDUA_AUTH_TOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/attributes.h"

/* What a verified token says. Fixed-size, so that the cache holds it by value. */
struct claims {
	char user_id[37];         /* sub */
	char organisation_id[37]; /* org: names the node; the subtree is resolved in the database */
	char session_id[37];      /* sid */
	char token_id[37];        /* jti */
	char level[16];           /* level of that organisation when the token was issued */
	char system[16];
	unsigned roles; /* set of enum contract_role */
	int64_t
	    scope_version; /* sv: raised in the database by every change of the account's roles */
	int64_t issued_at_s, expires_at_s; /* Unix time */
};

enum token_result {
	TOKEN_OK,
	TOKEN_INVALID, /* anything that is not our own token, whatever the reason */
	TOKEN_EXPIRED,
};

/*
 * Reads the key ring: lines "kid purpose base64url-key" with purpose access, refresh or cursor; the first key of a
 * purpose signs, every key of that purpose verifies. Keys shorter than TOKEN_KEY_MIN are refused.
 * false: reason on stderr. text is borrowed only during the call.
 */
MUSTUSE bool token_start(const char *key_ring, const char *issuer, const char *audience);

/* The first key of a purpose, for cursors; borrowed for ever. NULL: there is none. */
const unsigned char *token_key(const char *purpose, size_t *ret_length);

/* Signs. claims->token_id, issued_at_s and expires_at_s are filled in here. New text in the arena. */
char *token_issue(struct arena *, struct claims *, int64_t now_s);

/* Verifies; a token seen before comes from the cache. text: borrowed, NUL-terminated, any length, any bytes. */
MUSTUSE enum token_result token_verify(const char *text, int64_t now_s, struct claims *ret_claims);

/* Role names as in the contract ("approver") to the set and back. Unknown names give 0. */
unsigned role_parse(const char *name);
/* Comma-separated names in the arena. */
char *role_print(struct arena *, unsigned roles);

#endif
