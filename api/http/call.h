/*
 * One request on its way from the wire to the answer. Lives in its own arena, from the first byte that Kore hands over
 * until the response is queued, or longer where the database or a password thread still holds it.
 */
#ifndef THIDUA_HTTP_CALL_H
#define THIDUA_HTTP_CALL_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "auth/token.h"
#include "base/arena.h"
#include "db/db.h"
#include "resource/operation.h"
#include "wire/contract.h"
#include "wire/decode.h"
#include "wire/problem.h"

struct http_request; /* Kore's */

enum credential { CREDENTIAL_NONE, CREDENTIAL_BEARER, CREDENTIAL_COOKIE };

/* A response header of this call; at most ANSWER_HEADERS_MAX. */
struct answer_header {
	const char *name, *value;
};
#define ANSWER_HEADERS_MAX 8

struct call {
	struct arena arena;
	struct http_request *request; /* NULL once the client has gone */

	/* What was asked. */
	const struct contract_route *route;
	const struct contract_operation *operation; /* NULL until the route is found */
	const char
	    *path_values[4]; /* still percent-encoded, in the order of the route's parameters */
	struct argument *arguments; /* operation->parameters_count */
	json_t *body;               /* checked; NULL: none */
	const char *body_text;      /* the same, printed */
	enum language language;
	char request_id[37], trace_id[33];
	enum credential credential;
	struct claims claims; /* where the operation is not public */

	/* What is under way. */
	struct db_job *job; /* NULL: none */
	unsigned holds;     /* threads that still point here; the memory stays until they let go */
	const char *hash;   /* of the password that the body brought */
	void *extra;        /* of an operation with code of its own; in the arena */

	/* The answer. */
	bool answered;
	int status;
	const char *content_type;
	const char *answer_body; /* in the arena */
	size_t answer_length;
	struct answer_header headers[ANSWER_HEADERS_MAX];
	size_t headers_count;
	struct problem problem;

	/* For the log line. */
	uint64_t started_us, decoded_us, queued_us, database_us;
};

/* call.c */

/* New, with its arena; request's onfree is set. */
struct call *call_new(struct http_request *);
/* The request has gone. Frees, unless a thread holds the call: then call_let_go does. */
void call_release(struct call *);
void call_hold(struct call *);
/* false: the client had gone meanwhile and the call is freed now. */
MUSTUSE bool call_let_go(struct call *);

/* Finishes: the handler is woken and sends what the call holds by then. */
void call_finish(struct call *);
/* Finishes with a problem of the catalogue. */
void call_refuse(struct call *, const char *slug);
/* Finishes with a body that lives in the arena; NULL: none. */
void call_answer(struct call *, int status, const char *body);
void call_header(struct call *, const char *name, const char *value);

/* The text of a checked parameter, by name; NULL: not given. */
const char *call_argument(const struct call *, const char *name);
/* A string member of the checked body; NULL: absent or null. Borrowed. */
const char *call_body_string(const struct call *, const char *name);
/* false: the member of the body holds a password that somebody would try first, and the call is answered. */
MUSTUSE bool call_password_check(struct call *, const char *member);
/* A request header; NULL: not sent. Borrowed from the request. */
const char *call_request_header(const struct call *, const char *name);

/*
 * Sends one query without scope (sign-in and the like). values are borrowed until done is called, so they belong in
 * the arena. done is not called when the client has gone.
 */
void call_query(
    struct call *, const char *query, const char *const *values, bool repeatable, db_done *done);
/* Like call_query, under the scope of the call's claims, with its Idempotency-Key where the contract asks for one. */
void call_query_scoped(struct call *, const char *query, const char *const *values, db_done *done);
/* The place that the request's cursor names; NULL: none was sent. false: it is not ours, or of another list. */
MUSTUSE bool call_cursor(struct call *, const char **ret_place);
/* Makes the usual answer of a query: body, list, 304, Location, ETag, 404, problem. */
void call_answer_rows(void *context, const struct db_answer *);

/* pipeline.c: runs the stages that need no waiting; afterwards the call is answered or waits. */
void pipeline_run(struct call *);

/* answer.c: puts the finished call on the wire, and logs and counts it. */
void answer_send(struct call *);

#endif
