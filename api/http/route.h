/* From a path to the contract's route. Pure. */
#ifndef THIDUA_HTTP_ROUTE_H
#define THIDUA_HTTP_ROUTE_H

#include <stddef.h>

#include "base/arena.h"
#include "wire/contract.h"

#define ROUTE_VALUES_MAX 4

/*
 * Finds the route. values: the text of each path parameter, still percent-encoded, in the arena.
 * NULL: no such path (404).
 */
const struct contract_route *route_find(
    struct arena *, const char *path, const char *values[ROUTE_VALUES_MAX]);

/* The value of Allow, as "GET, PATCH, HEAD, OPTIONS". */
const char *route_allow(struct arena *, const struct contract_route *);

#endif
