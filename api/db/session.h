/*
 * One blocking connection for programs without an event loop: the background worker and thiduactl.
 */
#ifndef THIDUA_DB_SESSION_H
#define THIDUA_DB_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/attributes.h"

struct db_session;

/* NULL: reason on stderr. */
MUSTUSE struct db_session *db_session_open(const char *conninfo, const char *application);
void db_session_free(struct db_session *);

/* Runs one statement with text parameters (NULL: SQL null). false: the reason was logged; the connection may be broken. */
MUSTUSE bool db_session_run(
    struct db_session *, const char *sql, const char *const *values, int count);

/* The first value of the first row of the last statement; NULL: none. Borrowed until the next statement. */
const char *db_session_value(const struct db_session *);
/* Prints the last statement's rows as JSON lines, one object a row; returns how many. */
int db_session_print(const struct db_session *, FILE *);

/* Still usable? After false only db_session_free may follow. */
bool db_session_alive(const struct db_session *);

/* Waits until a notification on a channel that was listened to, a signal, or the timeout. */
void db_session_wait(struct db_session *, int timeout_ms);

#endif
