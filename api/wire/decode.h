/*
 * From bytes to checked JSON and checked parameters, by the contract's tables. Every fault is found in
 * one pass; nothing that comes out of here breaks the schema. Text is normalised to NFC.
 */
#ifndef THIDUA_WIRE_DECODE_H
#define THIDUA_WIRE_DECODE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/attributes.h"
#include "wire/contract.h"
#include "wire/problem.h"

/* Compiles the contract's patterns; once per process, before the first request. false: reason on stderr. */
MUSTUSE bool decode_start(void);

/*
 * Parses and checks a body. ret_json is owned by the arena (borrowed by the caller).
 * false: problem is malformed-json (400) or validation-failed (422, with every fault and its pointer).
 */
MUSTUSE bool decode_body(struct arena *, const struct contract_schema *, const char *bytes,
    size_t length, struct problem *, json_t **ret_json);

/* Checks one parsed value; used for parameters too. Adds faults; true when it added none. */
MUSTUSE bool decode_check(struct arena *, const struct contract_schema *, const json_t *,
    const char *pointer, struct problem *);

/* A parameter's checked text. */
struct argument {
	const struct contract_parameter *parameter;
	const char *value; /* NULL: not given and without default */
};

/*
 * Splits a query string and checks it against the operation's query parameters, all faults at once:
 * unknown ones are 400 unknown-parameter, broken values 400 invalid-parameter. arguments holds
 * operation->parameters_count entries in the same order; only those with in == IN_QUERY are touched.
 * A parameter given twice is a fault ("repeated").
 */
MUSTUSE bool decode_query(struct arena *, const struct contract_operation *, const char *query,
    struct problem *, struct argument *arguments);

/* Checks one path or header value; a path value that breaks its schema is 404 not-found for IN_PATH. */
MUSTUSE bool decode_parameter(struct arena *, const struct contract_parameter *, const char *value,
    struct problem *, struct argument *ret);

/* Percent-decodes (plus stays plus in paths, is a space in queries). NULL: broken escape, NUL or bad UTF-8. */
char *decode_percent(struct arena *, const char *text, size_t length, bool query);

#endif
