/*
 * The names of enum contract_role, one at a time; lists are role_parse and role_print in
 * auth/token.h.
 */
#ifndef THIDUA_AUTH_ROLE_H
#define THIDUA_AUTH_ROLE_H

#include <stddef.h>

/* One name of length characters to its bit; 0: unknown. */
unsigned role_find(const char *name, size_t length);

/* The name of the lowest role in a set, constant; NULL: the set holds no known role. */
const char *role_name(unsigned roles);

#endif
