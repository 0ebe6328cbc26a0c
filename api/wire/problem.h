/*
 * What goes wrong, once for the client and once for us: a problem of the catalogue (RFC 9457) with its
 * faults. detail texts are made from the catalogue in the reader's language; `log` never leaves the machine.
 */
#ifndef THIDUA_WIRE_PROBLEM_H
#define THIDUA_WIRE_PROBLEM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/text.h"
#include "wire/contract.h"

enum language { LANGUAGE_VI, LANGUAGE_EN };

/* One thing wrong at one place. pointer: JSON pointer into the body; parameter: query, path or header name. */
struct fault {
	const char *pointer; /* one of the two is set, or neither */
	const char *parameter;
	const char *code;   /* a code of x-faults */
	const char *params; /* JSON object text with what fills the places of the text; or NULL */
};

struct problem {
	const struct contract_problem *type; /* NULL: nothing is wrong */
	struct fault faults[FAULTS_MAX];
	size_t faults_count;
	const char *extra; /* JSON object text: further members, such as "current"; or NULL */
	const char *log;   /* for our log only; or NULL */
};

/* Sets the problem by its slug. An unknown slug is a fault of ours: "internal", with the slug in the log. */
void problem_set(struct problem *, const char *slug);
/* Adds one fault; beyond FAULTS_MAX they are dropped. Strings are borrowed and must outlive the problem. */
void problem_add(struct problem *, struct fault);

/*
 * Writes the problem+json body.
 *   instance   request id, shown as urn:uuid:…
 *   trace_id   of the W3C trace; or NULL
 * `type` is "/problems/<slug>", relative to the service's address.
 */
void problem_print(const struct problem *, enum language, const char *instance,
    const char *trace_id, struct text *out);

/* Fills {places} of a catalogue text from a JSON object; what is missing there stays as it is. */
void problem_fill(struct text *out, const char *format, const char *params);

#endif
