/*
 * thiduactl: what an operator does by hand.
 *   thiduactl verify-rollup     recomputes every total from the reports; prints differences; exit 1 when there are any
 *   thiduactl hash-password     reads a password from standard input and prints its Argon2id hash
 *   thiduactl new-keys          prints a fresh key ring
 *   thiduactl maintenance-on    refuses changes from now on, reading goes on; maintenance-off ends it
 */
#include <openssl/rand.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "auth/password.h"
#include "base/arena.h"
#include "base/encode.h"
#include "base/log.h"
#include "db/session.h"

/* Runs one statement. NULL: it failed, and why was logged. New; free with db_session_free. */
static struct db_session *
session_run(const char *sql)
{
	const char *conninfo = getenv("THIDUA_WORKER_DSN");
	struct db_session *session;

	if (conninfo == NULL) {
		fprintf(stderr, "THIDUA_WORKER_DSN is not set\n");
		return NULL;
	}
	session = db_session_open(conninfo, "thiduactl");
	if (session != NULL && db_session_run(session, sql, NULL, 0))
		return session;
	log_flush();
	db_session_free(session);
	return NULL;
}

static int
maintenance(const char *sql)
{
	struct db_session *session = session_run(sql);
	int result = session != NULL ? 0 : 2;

	db_session_free(session);
	return result;
}

static int
verify_rollup(void)
{
	struct db_session *session = session_run("select * from thidua.rollup_verify()");
	int differences;

	if (session == NULL)
		return 2;
	differences = db_session_print(session, stdout);
	printf("%d differences\n", differences);
	db_session_free(session);
	return differences == 0 ? 0 : 1;
}

static int
print_password_hash(void)
{
	char password[1024], hash[PASSWORD_HASH_MAX];

	if (fgets(password, sizeof(password), stdin) == NULL)
		return 2;
	password[strcspn(password, "\r\n")] = '\0';
	if (!password_hash_now(password, hash)) {
		fprintf(stderr, "hashing failed\n");
		return 2;
	}
	puts(hash);
	return 0;
}

static int
print_new_keys(void)
{
	static const char *const purposes[] = { "access", "refresh", "cursor" };
	unsigned char key[32], id[4];
	char id_text[9];
	struct arena arena;

	arena_init(&arena);
	for (size_t i = 0; i < sizeof(purposes) / sizeof(purposes[0]); i++) {
		if (RAND_bytes(key, sizeof(key)) != 1 || RAND_bytes(id, sizeof(id)) != 1)
			return 2;
		hex_encode(id, sizeof(id), id_text);
		printf("%c%s %s %s\n", purposes[i][0], id_text, purposes[i],
		    base64url_encode(&arena, key, sizeof(key)));
	}
	arena_release(&arena);
	return 0;
}

int
main(int argc, char *argv[])
{
	const char *command = argc == 2 ? argv[1] : "";

	if (strcmp(command, "verify-rollup") == 0)
		return verify_rollup();
	if (strcmp(command, "hash-password") == 0)
		return print_password_hash();
	if (strcmp(command, "new-keys") == 0)
		return print_new_keys();
	if (strcmp(command, "maintenance-on") == 0)
		return maintenance("select thidua.maintenance_set(true)");
	if (strcmp(command, "maintenance-off") == 0)
		return maintenance("select thidua.maintenance_set(false)");
	fprintf(stderr,
	    "usage: thiduactl verify-rollup | hash-password | new-keys | maintenance-on | "
	    "maintenance-off\n");
	return 2;
}
