/*
 * The password pool: its answers, its bound, and that the process does not outlive the threads it
 * needs.
 */
#define _GNU_SOURCE /* RTLD_NEXT, ppoll */
#include "forge.h"

#include "auth/password.h"

#include <argon2.h>
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define PASSWORD                                       \
	"m\xe1\xba\xadt kh\xe1\xba\xa9u c\xe1\xbb\xa7" \
	"a t\xc3\xb4i"
#define DEADLINE_MS 60000
/* Ends the thread that checks it, as a forbidden system call does. */
#define DEADLY "deadly"

struct answer {
	unsigned times;
	bool matched;
	char hash[PASSWORD_HASH_MAX]; /* empty: none came */
};

static int descriptor;
static char last_checked[PASSWORD_HASH_MAX];

/* Stands before the library's own, to see what is checked. */
int
argon2id_verify(const char *encoded, const void *password, size_t length)
{
	int (*library)(const char *, const void *, size_t);

	*(void **)&library = dlsym(RTLD_NEXT, "argon2id_verify");
	if (length == strlen(DEADLY) && memcmp(password, DEADLY, length) == 0)
		syscall(SYS_exit, 0);
	(void)snprintf(last_checked, sizeof(last_checked), "%s", encoded);
	return library(encoded, password, length);
}

static void
answer_take(void *context, bool matched, const char *hash)
{
	struct answer *answer = context;

	answer->times++;
	answer->matched = matched;
	if (hash)
		(void)snprintf(answer->hash, sizeof(answer->hash), "%s", hash);
}

/* Until so many answers have come; on the way the descriptor must say so. */
static void
answers_await(const struct answer *answers, size_t count, unsigned times)
{
	struct pollfd readable = { .fd = descriptor, .events = POLLIN };
	size_t i = 0;

	while (i < count) {
		if (answers[i].times >= times) {
			i++;
			continue;
		}
		assert_int_equal(poll(&readable, 1, DEADLINE_MS), 1);
		password_collect();
	}
}

static struct answer
verify(const char *password, const char *hash)
{
	struct answer answer = { 0 };

	assert_true(password_verify(password, hash, answer_take, &answer));
	answers_await(&answer, 1, 1);
	assert_int_equal(answer.times, 1);
	assert_string_equal(answer.hash, "");
	return answer;
}

static void
test_a_hash_is_verified_by_its_password_only(void **state)
{
	char hash[PASSWORD_HASH_MAX];

	(void)state;
	assert_true(password_hash_now(PASSWORD, hash));

	assert_true(verify(PASSWORD, hash).matched);
	assert_false(verify(PASSWORD " ", hash).matched);
	assert_false(verify("", hash).matched);
}

static void
test_hashes_are_made_with_our_parameters_and_a_fresh_salt(void **state)
{
	static const char parameters[] = "$argon2id$v=19$m=19456,t=2,p=1$";
	struct answer first = { 0 }, second = { 0 };

	(void)state;
	assert_true(password_hash(PASSWORD, answer_take, &first));
	assert_true(password_hash(PASSWORD, answer_take, &second));
	answers_await(&first, 1, 1);
	answers_await(&second, 1, 1);

	assert_true(first.matched);
	assert_memory_equal(first.hash, parameters, strlen(parameters));
	assert_int_equal(strlen(first.hash), strlen(parameters) + 22 + 1 + 43);
	assert_string_not_equal(first.hash, second.hash);
	assert_true(verify(PASSWORD, first.hash).matched);
	assert_true(verify(PASSWORD, second.hash).matched);
}

/* The dummy must cost what a real hash costs, or unknown accounts could be told by the clock. */
static void
test_an_unknown_account_is_checked_like_a_known_one(void **state)
{
	static const char parameters[] = "$argon2id$v=19$m=19456,t=2,p=1$";
	char dummy[PASSWORD_HASH_MAX];

	(void)state;
	assert_false(verify(PASSWORD, NULL).matched);

	memcpy(dummy, last_checked, sizeof(dummy));
	assert_memory_equal(dummy, parameters, strlen(parameters));
	/* well-formed, else libargon2 would not even begin */
	assert_int_equal(
	    argon2id_verify(dummy, PASSWORD, strlen(PASSWORD)), ARGON2_VERIFY_MISMATCH);
}

static void
test_what_is_no_hash_matches_nothing(void **state)
{
	char long_text[2 * PASSWORD_HASH_MAX];

	(void)state;
	memset(long_text, 'A', sizeof(long_text) - 1);
	long_text[sizeof(long_text) - 1] = '\0';
	assert_false(verify(PASSWORD, "").matched);
	assert_false(verify(PASSWORD, PASSWORD).matched);
	assert_false(verify(PASSWORD, "$argon2id$v=19$m=19456,t=2,p=1$AAAA$").matched);
	assert_false(verify(PASSWORD, long_text).matched);
}

/*
 * A place is taken until its answer was fetched, so the bound does not depend on the threads'
 * speed.
 */
static void
test_a_full_queue_refuses_and_recovers(void **state)
{
	static struct answer answers[1000];
	size_t queued = 0, i;

	(void)state;
	while (password_verify(PASSWORD, "no hash", answer_take, &answers[queued]))
		assert_in_range(++queued, 1, 999);
	assert_int_equal(queued, 64);
	assert_false(password_hash(PASSWORD, answer_take, &answers[queued]));
	answers_await(answers, queued, 1);

	for (i = 0; i < queued; i++)
		assert_int_equal(answers[i].times, 1);
	assert_int_equal(answers[queued].times, 0);
	assert_true(password_verify(PASSWORD, "no hash", answer_take, &answers[0]));
	answers_await(answers, 1, 2);
}

static void
queue_another(void *context, bool matched, const char *hash)
{
	struct answer *answer = context;

	answer_take(context, matched, hash);
	if (answer->times == 1)
		assert_true(password_verify(PASSWORD, "no hash", queue_another, context));
}

static void
test_an_answer_may_queue_the_next_job(void **state)
{
	struct answer answer = { 0 };

	(void)state;
	assert_true(password_verify(PASSWORD, "no hash", queue_another, &answer));
	answers_await(&answer, 1, 2);

	assert_int_equal(answer.times, 2);
}

static void
test_collecting_nothing_does_not_wait(void **state)
{
	(void)state;
	password_collect();
	password_collect();
}

static void
test_it_starts_once(void **state)
{
	(void)state;
	assert_int_equal(password_start(1), -1);
	assert_int_equal(errno, EALREADY);
}

/* The line "SigBlk:" of a thread. */
static unsigned long long
blocked_signals(long thread)
{
	unsigned long long blocked = 0;
	char path[64], line[256];
	FILE *file;

	(void)snprintf(path, sizeof(path), "/proc/self/task/%ld/status", thread);
	file = fopen(path, "r");
	assert_non_null(file);
	while (fgets(line, sizeof(line), file)) {
		if (strncmp(line, "SigBlk:", 7) == 0)
			blocked = strtoull(line + 7, NULL, 16);
	}
	assert_int_equal(fclose(file), 0);
	return blocked;
}

static void
test_signals_go_to_the_first_thread_only(void **state)
{
	static const int signals[] = { SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGCHLD, SIGUSR1 };
	DIR *threads = opendir("/proc/self/task");
	struct dirent *entry;
	unsigned others = 0;
	long thread;
	size_t i;

	(void)state;
	while ((entry = readdir(threads))) {
		thread = strtol(entry->d_name, NULL, 10);
		if (thread == 0 || thread == getpid())
			continue;
		others++;
		for (i = 0; i < COUNT(signals); i++)
			assert_true(blocked_signals(thread) >> (signals[i] - 1) & 1);
	}
	closedir(threads);
	assert_int_equal(others, 3);
	assert_int_equal(blocked_signals(getpid()) >> (SIGTERM - 1) & 1, 0);
}

/* The child must end by itself, with an error, before the deadline. */
static void
assert_child_fails(pid_t child)
{
	int process = (int)syscall(SYS_pidfd_open, child, 0), status = 0;
	struct pollfd ended = { .fd = process, .events = POLLIN };
	int events = poll(&ended, 1, DEADLINE_MS);

	close(process);
	if (events != 1)
		kill(child, SIGKILL);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(events, 1);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), EXIT_FAILURE);
}

/* seccomp ends a thread and not the process: this is what it leaves when it hits the event loop. */
static void
test_the_process_ends_with_its_first_thread(void **state)
{
	pid_t child = fork();

	(void)state;
	if (child == 0) {
		if (password_start(1) >= 0)
			syscall(SYS_exit, 0);
		_exit(3);
	}
	assert_child_fails(child);
}

static void
test_the_process_ends_when_the_pool_lost_a_thread(void **state)
{
	struct answer answer = { 0 };
	pid_t child = fork();

	(void)state;
	if (child == 0) {
		if (password_start(1) < 0 ||
		    !password_verify(DEADLY, "no hash", answer_take, &answer))
			_exit(3);
		for (;;) {
			if (!password_hash(PASSWORD, answer_take, &answer))
				sched_yield();
		}
	}
	assert_child_fails(child);
}

static int
pool_start(void **state)
{
	(void)state;
	descriptor = password_start(2);
	return descriptor >= 0 ? 0 : -1;
}

int
main(void)
{
	/* First those that fork: a child of a process with threads has no pool any more. */
	const struct CMUnitTest forking[] = {
		cmocka_unit_test(test_the_process_ends_with_its_first_thread),
		cmocka_unit_test(test_the_process_ends_when_the_pool_lost_a_thread),
	};
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_hash_is_verified_by_its_password_only),
		cmocka_unit_test(test_hashes_are_made_with_our_parameters_and_a_fresh_salt),
		cmocka_unit_test(test_an_unknown_account_is_checked_like_a_known_one),
		cmocka_unit_test(test_what_is_no_hash_matches_nothing),
		cmocka_unit_test(test_a_full_queue_refuses_and_recovers),
		cmocka_unit_test(test_an_answer_may_queue_the_next_job),
		cmocka_unit_test(test_collecting_nothing_does_not_wait),
		cmocka_unit_test(test_it_starts_once),
		cmocka_unit_test(test_signals_go_to_the_first_thread_only),
	};
	int failed = cmocka_run_group_tests(forking, NULL, NULL);

	return failed + cmocka_run_group_tests(tests, pool_start, NULL);
}
