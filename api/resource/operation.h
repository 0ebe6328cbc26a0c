/*
 * An operation is a record, not a program: which query answers it and how the request binds to that query's parameters.
 * The rest (route, roles, schemas, statuses, concurrency) comes from the contract. See ARCHITECTURE.md, "Add an endpoint".
 */
#ifndef THIDUA_RESOURCE_OPERATION_H
#define THIDUA_RESOURCE_OPERATION_H

#include <stddef.h>

#include "base/limits.h"

/* Where the text of one SQL parameter comes from. Absent values bind NULL. */
enum bind_from {
	BIND_END,   /* closes the list */
	BIND_PATH,  /* path parameter `name` */
	BIND_QUERY, /* query parameter `name`; lists stay comma-separated */
	BIND_BODY,  /* the whole checked body as JSON text; "{}" where an optional body is absent */
	BIND_IF_MATCH, /* the version in If-Match; "*" where the client said so */
	BIND_CURSOR,   /* the place that the cursor names */
	BIND_LANGUAGE, /* vi or en */
	BIND_HASH,     /* Argon2id hash of the body's member `hashed`; NULL where it is absent */
};

struct bind {
	enum bind_from from;
	const char *name;
};

/* Connections are kept apart, so that a slow report never waits in front of a fast lookup. */
enum lane { LANE_FAST, LANE_WRITE, LANE_SLOW, LANE_COUNT };

enum cache_rule {
	CACHE_PRIVATE,   /* private, no-cache: kept by the client, asked about by ETag each time */
	CACHE_CATALOGUE, /* private, max-age=300: rarely changes, the same for all who may see it */
	CACHE_NEVER,     /* no-store */
};

struct call; /* http/call.h: one request on its way */

/*
 * The query (sql/queries/<query>.sql) is one statement that gives at most one row with some of these columns:
 *   body      JSON text of the answer, or of the items of a list
 *   etag      version of the resource, without quotes
 *   location  path of what was made
 *   next      place of the next page; its presence as a column makes the answer a list
 *   total     number of rows in all, where asked for
 * No row means 404. problem(...) raised in SQL becomes that problem.
 */
struct operation {
	const char *query;
	struct bind binds[BINDS_MAX];
	enum lane lane;
	enum cache_rule cache;
	/* Member of the body that holds a password: taken out of the body and hashed before the query runs. */
	const char *hashed;
	/* The few that differ (token, metrics, …): called instead of the query. NULL for all others. */
	void (*run)(struct call *);
};

#define FROM_PATH(n)         \
	{                    \
		BIND_PATH, n \
	}
#define FROM_QUERY(n)         \
	{                     \
		BIND_QUERY, n \
	}
#define FROM_BODY               \
	{                       \
		BIND_BODY, NULL \
	}
#define FROM_IF_MATCH               \
	{                           \
		BIND_IF_MATCH, NULL \
	}
#define FROM_CURSOR               \
	{                         \
		BIND_CURSOR, NULL \
	}
#define FROM_LANGUAGE               \
	{                           \
		BIND_LANGUAGE, NULL \
	}
#define FROM_HASH               \
	{                       \
		BIND_HASH, NULL \
	}

#endif
