/* Every ceiling in one place, each with its unit and its reason. */
#ifndef THIDUA_BASE_LIMITS_H
#define THIDUA_BASE_LIMITS_H

/* Bytes one request may take from its arena: a 9 MB body, parsed and printed again, with room. */
#define ARENA_MAX (64u << 20)
/* Bytes of the first arena block: enough for a read by key with its token, so that malloc runs once. */
#define ARENA_FIRST_BLOCK (8u << 10)

/* Faults told in one answer: more would hide the ones that matter. */
#define FAULTS_MAX 16
/* Nesting of a JSON body; the contract's deepest body has 6. */
#define JSON_DEPTH_MAX 16

/* Bytes of a bearer token: ours are about 450. libjwt copies it onto the stack. */
#define TOKEN_MAX 4096
/* Seconds that an access token lives; a lost phone is harmless after it. */
#define TOKEN_LIFE_S 600
/* Seconds of clock difference accepted between machines. */
#define TOKEN_SKEW_S 30
/* Bytes of an HMAC key: RFC 7518 section 3.2 asks for at least the hash's size. */
#define TOKEN_KEY_MIN 32

/* Parameters of one operation: bound to SQL, or taken from path and query. */
#define BINDS_MAX 16

#endif
