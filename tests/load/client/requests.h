/*
 * Requests as they go over the wire, made beforehand. In the file each one is a line with its length in bytes and then
 * those bytes.
 */
#ifndef LOAD_REQUESTS_H
#define LOAD_REQUESTS_H

#include <stdbool.h>
#include <stddef.h>

struct request {
	const char *bytes;
	size_t length;
};

struct requests {
	char *file;
	struct request *list;
	size_t count, next;
	bool once; /* each may be sent one time only */
};

/* false: the reason is on stderr. */
bool requests_read(struct requests *, const char *path);
void requests_release(struct requests *);

/* In turn, from the start again after the last; NULL: each was given once. */
const struct request *requests_take(struct requests *);

#endif
