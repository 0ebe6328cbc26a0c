/*
 * The payload of an access token, both ways: JSON whose signature is good to struct claims, and
 * back to libjwt.
 */
#ifndef THIDUA_AUTH_CLAIMS_H
#define THIDUA_AUTH_CLAIMS_H

#include <jansson.h>
#include <jwt.h>

#include "auth/token.h"

/* Who signs and for whom: both must be in every token, to the letter. */
struct parties {
	const char *issuer, *audience;
};

/*
 * Everything but the end of life, which is the caller's to judge: a token that has expired is still
 * read. false: not a token of ours, and *ret_claims is in disorder.
 */
MUSTUSE bool claims_read(
    json_t *payload, const struct parties *, int64_t now_s, struct claims *ret_claims);

/* false: libjwt refuses. */
MUSTUSE bool claims_write(jwt_t *, struct arena *, const struct parties *, const struct claims *);

#endif
