/*
 * The pool behind auth/password.h. A job keeps its place in the table from the moment it is queued
 * until its callback has returned, so the table bounds the memory, the wait and the answers nobody
 * has fetched yet. Nothing but this file is shared between threads.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* pthread_tryjoin_np */
#endif
#include "auth/password.h"

#include <argon2.h>
#include <errno.h>
#include <openssl/rand.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

/*
 * Jobs at one time: with two threads the last one waits about a second, and nobody waits longer
 * than that.
 */
#define PASSWORD_JOBS_MAX 64
/*
 * With more than eight heaps glibc asks how many processors there are, by system calls that the
 * event loop has no other need for.
 */
#define PASSWORD_THREADS_MAX 6

/* OWASP's minimum for Argon2id; dummy_hash says the same. */
#define MEMORY_KIB 19456
#define PASSES 2
#define LANES 1
#define SALT_BYTES 16
#define HASH_BYTES 32

/*
 * For accounts that do not exist: well-formed, as costly as a real one, with a salt and a hash of
 * zeros.
 */
static const char dummy_hash[] = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
				 "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

enum job_kind { JOB_VERIFY, JOB_VERIFY_DUMMY, JOB_HASH };

struct job {
	struct job *next;
	enum job_kind kind;
	char *password; /* owned; gone when the job is finished */
	char hash[PASSWORD_HASH_MAX];
	bool good; /* verify: it matched; hash: it was made */
	password_done *done;
	void *context;
};

/* First in, first out. */
struct job_list {
	struct job *first, *last;
};

static struct job jobs[PASSWORD_JOBS_MAX];

static struct {
	pthread_mutex_t lock; /* over the lists */
	pthread_cond_t queued_more;
	struct job_list idle, queued, finished;
	pthread_t owner; /* runs the event loop */
	pthread_t threads[PASSWORD_THREADS_MAX];
	unsigned threads_count;
	int descriptor; /* -1: not started */
} pool = {
	.lock = PTHREAD_MUTEX_INITIALIZER,
	.queued_more = PTHREAD_COND_INITIALIZER,
	.descriptor = -1,
};

static void
list_push(struct job_list *list, struct job *job)
{
	job->next = NULL;
	if (list->first)
		list->last->next = job;
	else
		list->first = job;
	list->last = job;
}

static struct job *
list_shift(struct job_list *list)
{
	struct job *job = list->first;

	if (job)
		list->first = job->next;
	return job;
}

bool
password_hash_now(const char *password, char ret_hash[PASSWORD_HASH_MAX])
{
	unsigned char salt[SALT_BYTES];

	return RAND_bytes(salt, sizeof(salt)) == 1 &&
	       argon2id_hash_encoded(PASSES, MEMORY_KIB, LANES, password, strlen(password), salt,
		   sizeof(salt), HASH_BYTES, ret_hash, PASSWORD_HASH_MAX) == ARGON2_OK;
}

static void
job_run(struct job *job)
{
	size_t length = strlen(job->password);

	if (job->kind == JOB_HASH) {
		job->good = password_hash_now(job->password, job->hash);
	} else {
		job->good = argon2id_verify(job->hash, job->password, length) == ARGON2_OK &&
		            job->kind == JOB_VERIFY;
	}
	explicit_bzero(job->password, length);
	free(job->password);
	job->password = NULL;
}

/*
 * Writing to an eventfd fails only when its counter is full, and then the event loop has its signal
 * already.
 */
static void
collector_wake(void)
{
	const uint64_t one = 1;
	ssize_t written = write(pool.descriptor, &one, sizeof(one));

	(void)written;
}

/* pthread_create's shape; runs until the process ends. */
static void *
thread_run(void *unused)
{
	struct job *job;

	pthread_mutex_lock(&pool.lock);
	for (;;) {
		while (!(job = list_shift(&pool.queued)))
			pthread_cond_wait(&pool.queued_more, &pool.lock);
		pthread_mutex_unlock(&pool.lock);
		job_run(job);
		pthread_mutex_lock(&pool.lock);
		list_push(&pool.finished, job);
		pthread_mutex_unlock(&pool.lock);
		collector_wake();
		pthread_mutex_lock(&pool.lock);
	}
	return unused;
}

/* Not abort: the signal it sends itself is one more system call that a filter may refuse. */
static void
process_end(const char *reason)
{
	fprintf(stderr, "passwords: %s is gone, probably for a forbidden system call\n", reason);
	_exit(EXIT_FAILURE);
}

/*
 * A system call that the seccomp filter forbids ends the thread, and the process only if that was
 * its last. So with this pool a killed event loop would leave a dead process that holds its port
 * and that nobody restarts.
 */
static void *
owner_watch(void *unused)
{
	pthread_join(pool.owner, NULL);
	process_end("the event loop's thread");
	return unused;
}

/*
 * The same for the pool: jobs would wait for ever. Costs one read a thread, for glibc looks at a
 * word only.
 */
static void
threads_check(void)
{
	unsigned i;

	for (i = 0; i < pool.threads_count; i++) {
		if (pthread_tryjoin_np(pool.threads[i], NULL) == 0)
			process_end("a thread of the pool");
	}
}

/* Threads inherit the mask: signals belong to the event loop's thread. Returns an error number. */
static int
threads_start(unsigned threads)
{
	pthread_t watch;
	sigset_t all, before;
	int error;

	sigfillset(&all);
	error = pthread_sigmask(SIG_SETMASK, &all, &before);
	if (error)
		return error;
	pool.owner = pthread_self();
	error = pthread_create(&watch, NULL, owner_watch, NULL);
	while (!error && pool.threads_count < threads) {
		error = pthread_create(&pool.threads[pool.threads_count], NULL, thread_run, NULL);
		if (!error)
			pool.threads_count++;
	}
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return error;
}

int
password_start(unsigned threads)
{
	int error = 0;
	size_t i;

	if (pool.descriptor >= 0 || threads == 0 || threads > PASSWORD_THREADS_MAX) {
		errno = pool.descriptor >= 0 ? EALREADY : EINVAL;
		return -1;
	}
	pool.descriptor = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	if (pool.descriptor < 0)
		return -1;
	for (i = 0; i < PASSWORD_JOBS_MAX; i++)
		list_push(&pool.idle, &jobs[i]);
	error = threads_start(threads);
	if (!error)
		return pool.descriptor;
	/* Threads that did start wait for jobs that never come. */
	pool.idle.first = NULL;
	close(pool.descriptor);
	pool.descriptor = -1;
	errno = error;
	return -1;
}

static bool
job_queue(
    enum job_kind kind, const char *password, const char *hash, password_done *done, void *context)
{
	struct job *job;
	char *copy;

	threads_check();
	pthread_mutex_lock(&pool.lock);
	job = list_shift(&pool.idle);
	pthread_mutex_unlock(&pool.lock);
	if (!job)
		return false;
	copy = strdup(password);
	if (copy) {
		*job = (struct job){
			.kind = kind, .password = copy, .done = done, .context = context
		};
		memcpy(job->hash, hash, strlen(hash) + 1);
	}
	pthread_mutex_lock(&pool.lock);
	list_push(copy ? &pool.queued : &pool.idle, job);
	pthread_cond_signal(&pool.queued_more);
	pthread_mutex_unlock(&pool.lock);
	return copy != NULL;
}

/* A hash that is too long was not made here: it cannot match, and takes as long as one that can. */
bool
password_verify(const char *password, const char *encoded_hash, password_done *done, void *context)
{
	bool known = encoded_hash && strlen(encoded_hash) < PASSWORD_HASH_MAX;

	return job_queue(known ? JOB_VERIFY : JOB_VERIFY_DUMMY, password,
	    known ? encoded_hash : dummy_hash, done, context);
}

bool
password_hash(const char *password, password_done *done, void *context)
{
	return job_queue(JOB_HASH, password, "", done, context);
}

void
password_collect(void)
{
	uint64_t count;
	ssize_t got = read(pool.descriptor, &count, sizeof(count));
	struct job *job;

	(void)got; /* nothing to read: somebody collected before us */
	for (;;) {
		pthread_mutex_lock(&pool.lock);
		job = list_shift(&pool.finished);
		pthread_mutex_unlock(&pool.lock);
		if (!job)
			return;
		job->done(
		    job->context, job->good, job->kind == JOB_HASH && job->good ? job->hash : NULL);
		explicit_bzero(job->hash, sizeof(job->hash));
		pthread_mutex_lock(&pool.lock);
		list_push(&pool.idle, job);
		pthread_mutex_unlock(&pool.lock);
	}
}
