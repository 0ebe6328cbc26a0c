/* Every attack known against libjwt 1.10 and against JWT in general, and how far each one gets. */
#define _GNU_SOURCE /* RTLD_NEXT */
#include "forge.h"

#include <dlfcn.h>
#include <jwt.h>
#include <openssl/pem.h>
#include <stdlib.h>

/* NONE: stopped before libjwt saw a byte of it. */
enum reach { REACH_NONE, REACH_LIBJWT };

static unsigned decoded;

/* Stands before the library's own and counts the tokens that get so far. */
int
jwt_decode(jwt_t **jwt, const char *token, const unsigned char *key, int key_len)
{
	int (*library)(jwt_t **, const char *, const unsigned char *, int);

	*(void **)&library = dlsym(RTLD_NEXT, "jwt_decode");
	decoded++;
	return library(jwt, token, key, key_len);
}

static void
assert_verdict(const char *what, const char *token, enum token_result expected, enum reach reach)
{
	struct claims claims, untouched;
	enum token_result result;

	memset(&claims, 0x5a, sizeof(claims));
	untouched = claims;
	decoded = 0;
	result = token_verify(token, NOW, &claims);

	if (result != expected || decoded != (reach == REACH_LIBJWT))
		fail_msg("%s: result %d, libjwt called %u times", what, (int)result, decoded);
	if (result != TOKEN_OK)
		assert_memory_equal(&claims, &untouched, sizeof(claims));
}

static void
test_a_good_token_passes(void **state)
{
	struct claims claims;

	assert_int_equal(token_verify(forge_good(*state), NOW, &claims), TOKEN_OK);

	assert_string_equal(claims.user_id, USER);
	assert_string_equal(claims.organisation_id, ORGANISATION);
	assert_string_equal(claims.session_id, SESSION);
	assert_string_equal(claims.token_id, TOKEN_ID);
	assert_string_equal(claims.level, "province");
	assert_string_equal(claims.system, "union");
	assert_int_equal(claims.roles, role_parse("reporter,approver"));
	assert_int_equal(claims.scope_version, 7);
	assert_int_equal(claims.issued_at_s, NOW);
	assert_int_equal(claims.expires_at_s, NOW + 600);
}

static void
test_texts_that_are_no_token(void **state)
{
	static const char *const texts[] = {
		"",
		".",
		"..",
		"...",
		"....",
		"a",
		"a.b",
		".a.b",
		"a..b",
		"a.b.",
		"a.b.c",
		"a.b.c.d",
		"e30.e30.e30",
		"e30..e30",
		"e30.e30.",
		"bnVsbA.bnVsbA.bnVsbA",
		"W10.W10.W10",
		"\xff.\xff.\xff",
		"eyJhbGciOiJub25lIn0.e30.",
		"\n.\n.\n",
		"e30 .e30.e30",
		"Bearer e30.e30.e30",
	};
	size_t i;

	(void)state;
	assert_verdict("NULL", NULL, TOKEN_INVALID, REACH_NONE);
	for (i = 0; i < COUNT(texts); i++)
		assert_verdict(texts[i], texts[i], TOKEN_INVALID, REACH_NONE);
}

/* A good token, cut and glued again: h, p and s stand for its segments, all else for itself. */
static const char *
glue(struct arena *arena, const char *form, char *const segments[3])
{
	static const char letters[] = "hps";
	const char *letter;
	struct text text;

	text_init(&text, arena, 1024);
	for (; *form; form++) {
		letter = strchr(letters, *form);
		if (letter)
			text_adds(&text, segments[letter - letters]);
		else
			text_add(&text, form, 1);
	}
	return text.data;
}

static void
test_good_segments_in_a_bad_shape(void **state)
{
	static const char *const forms[] = {
		"h",
		"h.",
		"h.p",
		"h.p.",
		"h..s",
		".p.s",
		"..s",
		"h..",
		"h.p.s.",
		".h.p.s",
		"h.p..s",
		"h.p.s.s",
		"h.p.s=",
		"h.p.s====",
		"h.p.s!!!!",
		"h.p.s ",
		"h.p.s\n",
		" h.p.s",
		"h=.p.s",
		"h.p=.s",
		"h.p.sA\xc3\xa9",
		"h,p,s",
		"h\n.p.s",
		"h.p+.s/",
		"h.p.sAA",
		"p.h.s",
	};
	char *rest = forge_good(*state), *segments[3];
	size_t i;

	for (i = 0; i < 3; i++)
		segments[i] = strsep(&rest, ".");
	for (i = 0; i < COUNT(forms); i++)
		assert_verdict(
		    forms[i], glue(*state, forms[i], segments), TOKEN_INVALID, REACH_NONE);
	assert_verdict("h.s.p", glue(*state, "h.s.p", segments), TOKEN_INVALID, REACH_LIBJWT);
	assert_verdict("h.p.sA", glue(*state, "h.p.sA", segments), TOKEN_INVALID, REACH_LIBJWT);
	assert_verdict("h.p.AAAA", glue(*state, "h.p.AAAA", segments), TOKEN_INVALID, REACH_LIBJWT);
	assert_verdict("h.p.s", glue(*state, "h.p.s", segments), TOKEN_OK, REACH_LIBJWT);
}

static const char *const foreign_headers[] = {
	/* another algorithm, or another way to write it */
	"{\"alg\":\"none\",\"kid\":\"one\",\"typ\":\"JWT\"}",
	"{\"alg\":\"None\",\"kid\":\"one\",\"typ\":\"JWT\"}",
	"{\"alg\":\"hs256\",\"kid\":\"one\",\"typ\":\"JWT\"}",
	"{\"alg\":\"HS256 \",\"kid\":\"one\",\"typ\":\"JWT\"}",
	"{\"alg\":\"HS384\",\"kid\":\"one\",\"typ\":\"JWT\"}",
	"{\"alg\":\"RS256\",\"kid\":\"one\",\"typ\":\"JWT\"}",
	"{\"alg\":\"ES256\",\"kid\":\"one\",\"typ\":\"JWT\"}",
	"{\"alg\":\"\",\"kid\":\"one\",\"typ\":\"JWT\"}",
	"{\"alg\":256,\"kid\":\"one\",\"typ\":\"JWT\"}",
	"{\"alg\":[\"HS256\"],\"kid\":\"one\",\"typ\":\"JWT\"}",
	"{\"kid\":\"one\",\"typ\":\"JWT\"}",
	/* another key, or a kid that wants to be a path, a query, or two texts in one */
	"{\"alg\":\"HS256\",\"typ\":\"JWT\"}",
	"{\"alg\":\"HS256\",\"kid\":1,\"typ\":\"JWT\"}",
	"{\"alg\":\"HS256\",\"kid\":null,\"typ\":\"JWT\"}",
	"{\"alg\":\"HS256\",\"kid\":\"\",\"typ\":\"JWT\"}",
	"{\"alg\":\"HS256\",\"kid\":\"three\",\"typ\":\"JWT\"}",
	"{\"alg\":\"HS256\",\"kid\":\"ONE\",\"typ\":\"JWT\"}",
	"{\"alg\":\"HS256\",\"kid\":\"on\",\"typ\":\"JWT\"}",
	"{\"alg\":\"HS256\",\"kid\":\"one \",\"typ\":\"JWT\"}",
	"{\"alg\":\"HS256\",\"kid\":\"one\\u0000\",\"typ\":\"JWT\"}",
	"{\"alg\":\"HS256\",\"kid\":\"refreshing\",\"typ\":\"JWT\"}",
	"{\"alg\":\"HS256\",\"kid\":\"paging\",\"typ\":\"JWT\"}",
	"{\"alg\":\"HS256\",\"kid\":\"../../../../dev/null\",\"typ\":\"JWT\"}",
	"{\"alg\":\"HS256\",\"kid\":\"x/../one\",\"typ\":\"JWT\"}",
	"{\"alg\":\"HS256\",\"kid\":\"x' union select 'k\",\"typ\":\"JWT\"}",
	/* another type */
	"{\"alg\":\"HS256\",\"kid\":\"one\"}",
	"{\"alg\":\"HS256\",\"kid\":\"one\",\"typ\":\"at+jwt\"}",
	"{\"alg\":\"HS256\",\"kid\":\"one\",\"typ\":\"jwt\"}",
	"{\"alg\":\"HS256\",\"kid\":\"one\",\"typ\":\"application/jwt\"}",
	"{\"alg\":\"HS256\",\"kid\":\"one\",\"typ\":null}",
	/* extensions */
	"{\"alg\":\"HS256\",\"kid\":\"one\",\"typ\":\"JWT\",\"crit\":[\"exp\"]}",
	"{\"alg\":\"HS256\",\"kid\":\"one\",\"typ\":\"JWT\",\"crit\":[],\"x\":1}",
	"{\"alg\":\"HS256\",\"kid\":\"one\",\"typ\":\"JWT\",\"b64\":false}",
	"{\"alg\":\"HS256\",\"kid\":\"one\",\"typ\":\"JWT\",\"b64\":true}",
	"{\"alg\":\"HS256\",\"kid\":\"one\",\"typ\":\"JWT\",\"jku\":\"https://x.example/"
	"\"}",
	"{\"alg\":\"HS256\",\"kid\":\"one\",\"typ\":\"JWT\",\"jwk\":{\"kty\":\"oct\",\"k\":"
	"\"\"}}",
	"{\"alg\":\"HS256\",\"kid\":\"one\",\"typ\":\"JWT\",\"x5u\":\"https://x.example/"
	"\"}",
	"{\"alg\":\"HS256\",\"kid\":\"one\",\"typ\":\"JWT\",\"x5c\":[\"\"]}",
	"{\"alg\":\"HS256\",\"kid\":\"one\",\"typ\":\"JWT\",\"zip\":\"DEF\"}",
	"{\"alg\":\"HS256\",\"kid\":\"one\",\"typ\":\"JWT\",\"enc\":\"A128GCM\"}",
	"{\"alg\":\"HS256\",\"kid\":\"one\",\"typ\":\"JWT\",\"unheard-of\":1}",
	/* twice */
	"{\"alg\":\"none\",\"alg\":\"HS256\",\"kid\":\"one\",\"typ\":\"JWT\"}",
	"{\"alg\":\"HS256\",\"alg\":\"none\",\"kid\":\"one\",\"typ\":\"JWT\"}",
	"{\"alg\":\"HS256\",\"kid\":\"one\",\"kid\":\"one\",\"typ\":\"JWT\"}",
	"{\"alg\":\"HS256\",\"\\u0061lg\":\"none\",\"kid\":\"one\",\"typ\":\"JWT\"}",
	/* no object, or no JSON */
	"{}",
	"[]",
	"[" HEADER "]",
	"\"HS256\"",
	"null",
	"1",
	" ",
	"{",
	HEADER " x",
	HEADER "{}",
	("\xef\xbb\xbf" HEADER),
	"{\"alg\":\"HS256\",\"kid\":\"one\",\"typ\":\"JWT\",}",
	"{\"alg\":\"HS256\",\"kid\":\"one\",\"typ\":\"JWT\xff\"}",
	"{'alg':'HS256','kid':'one','typ':'JWT'}",
};

/* All of them correctly signed with the key "one". */
static void
test_headers_that_are_not_ours(void **state)
{
	struct arena *arena = *state;
	const char *payload = forge_payload(arena, NULL, NULL);
	size_t i;

	for (i = 0; i < COUNT(foreign_headers); i++) {
		const char *token =
		    forge_token(arena, foreign_headers[i], payload, EVP_sha256(), KEY_ONE);

		assert_verdict(foreign_headers[i], token, TOKEN_INVALID, REACH_NONE);
	}
}

static void
test_signatures_that_are_not_ours(void **state)
{
	static const char none[] = "{\"alg\":\"none\",\"kid\":\"one\",\"typ\":\"JWT\"}";
	static const char hs384[] = "{\"alg\":\"HS384\",\"kid\":\"one\",\"typ\":\"JWT\"}";
	static const char hs512[] = "{\"alg\":\"HS512\",\"kid\":\"one\",\"typ\":\"JWT\"}";
	static const char two[] = "{\"alg\":\"HS256\",\"kid\":\"two\",\"typ\":\"JWT\"}";
	const struct {
		const char *what, *header;
		const EVP_MD *hash;
		const char *key;
		enum reach reach;
	} cases[] = {
		{ "alg none, no signature", none, NULL, "", REACH_NONE },
		{ "no signature", HEADER, NULL, "", REACH_NONE },
		{ "HS384 with our key", hs384, EVP_sha384(), KEY_ONE, REACH_NONE },
		{ "HS512 with our key", hs512, EVP_sha512(), KEY_ONE, REACH_NONE },
		{ "said HS256, signed HS384", HEADER, EVP_sha384(), KEY_ONE, REACH_LIBJWT },
		{ "said HS256, signed HS512", HEADER, EVP_sha512(), KEY_ONE, REACH_LIBJWT },
		{ "a stranger's key", HEADER, EVP_sha256(), KEY_STRANGE, REACH_LIBJWT },
		{ "an empty key", HEADER, EVP_sha256(), "", REACH_LIBJWT },
		{ "our key, the other's name", two, EVP_sha256(), KEY_ONE, REACH_LIBJWT },
		{ "the key of refresh tokens", HEADER, EVP_sha256(), KEY_REFRESHING, REACH_LIBJWT },
		{ "the key of cursors", HEADER, EVP_sha256(), KEY_PAGING, REACH_LIBJWT },
	};
	struct arena *arena = *state;
	const char *payload = forge_payload(arena, NULL, NULL), *token;
	size_t i;

	for (i = 0; i < COUNT(cases); i++) {
		token = forge_token(arena, cases[i].header, payload, cases[i].hash, cases[i].key);
		assert_verdict(cases[i].what, token, TOKEN_INVALID, cases[i].reach);
	}
}

/*
 * Who verifies RS256 and takes the algorithm from the token can be given an HMAC over the public
 * key.
 */
static void
test_an_hmac_over_a_public_key_is_refused(void **state)
{
	struct arena *arena = *state;
	const char *payload = forge_payload(arena, NULL, NULL), *token, *pem;
	EVP_PKEY *pair = EVP_RSA_gen(2048);
	BIO *memory = BIO_new(BIO_s_mem());
	char *bytes;
	long length;

	assert_int_equal(PEM_write_bio_PUBKEY(memory, pair), 1);
	length = BIO_get_mem_data(memory, &bytes);
	pem = arena_strndup(arena, bytes, (size_t)length);
	BIO_free(memory);
	EVP_PKEY_free(pair);

	token = forge_token(arena, HEADER, payload, EVP_sha256(), pem);
	assert_verdict("HS256 over a PEM", token, TOKEN_INVALID, REACH_LIBJWT);
	token = forge_token(arena, "{\"alg\":\"RS256\",\"kid\":\"one\",\"typ\":\"JWT\"}", payload,
	    EVP_sha256(), pem);
	assert_verdict("RS256 with an HMAC over a PEM", token, TOKEN_INVALID, REACH_NONE);
}

static void
test_any_changed_bit_is_noticed(void **state)
{
	char *token = forge_good(*state);
	struct claims claims;
	size_t i;
	int bit;

	for (i = 0; token[i]; i++) {
		for (bit = 0; bit < 8; bit++) {
			token[i] = (char)(token[i] ^ 1 << bit);
			if (token_verify(token, NOW, &claims) != TOKEN_INVALID)
				fail_msg("bit %d of byte %zu may be changed", bit, i);
			token[i] = (char)(token[i] ^ 1 << bit);
		}
	}
	assert_int_equal(token_verify(token, NOW, &claims), TOKEN_OK);
}

/* libjwt copies the token onto the stack, so that a long one ends the process. */
static void
test_long_tokens_are_refused_unread(void **state)
{
	const size_t length = 9u << 20;
	char *token = malloc(length + 1);

	(void)state;
	memset(token, 'A', length);
	token[length / 3] = token[length / 3 * 2] = '.';
	token[length] = '\0';
	assert_verdict("9 MB", token, TOKEN_INVALID, REACH_NONE);
	free(token);
}

/* Grows a genuine token one byte at a time across the limit. */
static void
test_the_length_limit_is_exact(void **state)
{
	struct arena *arena = *state;
	size_t pad = 2500, length = 0, taken = 0;
	char *filler, *token;

	for (; length <= TOKEN_MAX; pad++) {
		filler = arena_alloc(arena, pad + 3);
		memset(filler, 'x', pad + 2);
		filler[0] = filler[pad + 1] = '"';
		token = forge_token(
		    arena, HEADER, forge_payload(arena, "pad", filler), EVP_sha256(), KEY_ONE);
		length = strlen(token);
		if (length > TOKEN_MAX) {
			assert_verdict("too long", token, TOKEN_INVALID, REACH_NONE);
		} else if (length > TOKEN_MAX - 8) {
			assert_verdict("just not too long", token, TOKEN_OK, REACH_LIBJWT);
			taken++;
		}
	}
	assert_int_not_equal(taken, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		FORGE_TEST(test_a_good_token_passes),
		FORGE_TEST(test_texts_that_are_no_token),
		FORGE_TEST(test_good_segments_in_a_bad_shape),
		FORGE_TEST(test_headers_that_are_not_ours),
		FORGE_TEST(test_signatures_that_are_not_ours),
		FORGE_TEST(test_an_hmac_over_a_public_key_is_refused),
		FORGE_TEST(test_any_changed_bit_is_noticed),
		FORGE_TEST(test_long_tokens_are_refused_unread),
		FORGE_TEST(test_the_length_limit_is_exact),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
