/*
 * The contract as C tables. build/gen/contract.c is written from openapi.yaml by
 * api/contract/generate.mjs; nothing in it is edited by hand, nothing about a field is written twice.
 * Everything here is constant, lives as long as the program and knows nothing of HTTP or SQL.
 */
#ifndef THIDUA_WIRE_CONTRACT_H
#define THIDUA_WIRE_CONTRACT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* JSON types as a bit set, so that ["string","null"] is one number. */
enum contract_type {
	TYPE_NULL = 1,
	TYPE_BOOLEAN = 2,
	TYPE_INTEGER = 4,
	TYPE_STRING = 8,
	TYPE_ARRAY = 16,
	TYPE_OBJECT = 32,
};

enum contract_format {
	FORMAT_NONE,
	FORMAT_UUID,      /* lower or upper case, 8-4-4-4-12 */
	FORMAT_DATE,      /* YYYY-MM-DD, a day that exists */
	FORMAT_DATE_TIME, /* RFC 3339 with zone */
	FORMAT_DECIMAL,   /* "12.50": a decimal as a string, see components/schemas/Decimal */
	FORMAT_EMAIL,
};

struct contract_field;

struct contract_schema {
	unsigned types; /* set of enum contract_type */
	enum contract_format format;
	int64_t minimum,
	    maximum; /* integers; INT64_MIN and INT64_MAX where the contract sets none */
	uint32_t length_min,
	    length_max;      /* code points, items or members; 0 and UINT32_MAX where none */
	const char *pattern; /* PCRE2 source, matched as JSON Schema does (unanchored); or NULL */
	const char *const *enums;            /* NULL-terminated; or NULL */
	const struct contract_field *fields; /* declared members, sorted by name (strcmp) */
	size_t fields_count;
	const struct contract_schema *items; /* of an array */
	const struct contract_schema *extra; /* of undeclared members; NULL: they are refused */
	const char *key_pattern;             /* propertyNames; or NULL */
};

struct contract_field {
	const char *name;
	const struct contract_schema *schema;
	bool required;
	bool read_only; /* refused in a request with code "read_only" */
};

enum contract_in { IN_PATH, IN_QUERY, IN_HEADER };

struct contract_parameter {
	const char *name; /* header names in lower case */
	enum contract_in in;
	bool required;
	bool list;            /* comma-separated; each item is checked against schema->items */
	const char *fallback; /* default from the contract, as text; or NULL */
	const struct contract_schema *schema;
};

enum contract_method {
	METHOD_GET,
	METHOD_POST,
	METHOD_PUT,
	METHOD_PATCH,
	METHOD_DELETE,
	METHOD_COUNT
};

/* Who may call: public, any signed-in account, or an account with one of `roles`. */
enum contract_role {
	ROLE_VIEWER = 1,
	ROLE_REPORTER = 2,
	ROLE_APPROVER = 4,
	ROLE_REWARD_SECRETARY = 8,
	ROLE_COUNCIL_MEMBER = 16,
	ROLE_INSPECTOR = 32,
	ROLE_ADMINISTRATOR = 64,
	ROLE_AUDITOR = 128,
	ROLE_SERVICE = 256,
};

struct operation; /* resource/operation.h: how the operation is carried out */

struct contract_operation {
	const char *id; /* operationId = C symbol of its record = log field = metric label */
	enum contract_method method;
	const char *path; /* template, as in openapi.yaml */
	const struct contract_parameter *parameters;
	size_t parameters_count;
	const struct contract_schema *body; /* NULL: none is taken, and a body is refused */
	bool body_required;
	const char *
	    body_type; /* "application/json" or "application/merge-patch+json"; NULL without body */
	bool public;   /* security: [] in the contract */
	unsigned roles;                 /* set of enum contract_role; 0: any signed-in account */
	bool if_match;                  /* If-Match is a required header */
	bool idempotency;               /* Idempotency-Key is a required header */
	int success;                    /* the first 2xx status declared */
	const struct operation *record; /* a missing record is a link error */
};

/* One path template, split: literal segments and parameters, with an optional ":verb" on the last. */
struct contract_segment {
	const char *text; /* literal text, or the parameter's name */
	bool parameter;
};

struct contract_route {
	const struct contract_segment *segments;
	size_t segments_count;
	const char *verb; /* "submit" of ".../{id}:submit"; NULL without */
	const struct contract_operation *operations[METHOD_COUNT]; /* NULL: method not allowed */
};

extern const struct contract_route contract_routes[];
extern const size_t contract_routes_count;
extern const struct contract_operation *const contract_operations[];
extern const size_t contract_operations_count;

/* The problem catalogue (x-problems) and the texts of single faults (x-faults). */
struct contract_text {
	const char *vi, *en; /* may hold {name} places, filled from the fault's params */
};

struct contract_problem {
	const char *slug; /* also the last part of the type URI, and `code` */
	int status;
	struct contract_text title, detail; /* detail texts may be NULL */
};

struct contract_fault {
	const char *code;
	struct contract_text text;
};

/* A database constraint by name, and what the client is told when it refuses (x-constraints). */
struct contract_constraint {
	const char *name;
	const char *problem; /* slug */
	const char *pointer; /* JSON pointer of the field; or NULL */
	const char *fault;   /* fault code at that pointer; or NULL */
};

/* Each sorted by its first member (strcmp), for bsearch. */
extern const struct contract_problem contract_problems[];
extern const size_t contract_problems_count;
extern const struct contract_fault contract_faults[];
extern const size_t contract_faults_count;
extern const struct contract_constraint contract_constraints[];
extern const size_t contract_constraints_count;

#endif
