/* Maintenance: while the operator does something that bears no changes, they are refused and reading goes on. */
#ifndef THIDUA_HTTP_MAINTENANCE_H
#define THIDUA_HTTP_MAINTENANCE_H

#include <stdbool.h>

/* For db_start: asks the database again whenever it says that something changed, and after each reconnect. */
void maintenance_notified(const char *channel, const char *payload);
/* To be called now and then: asks until there is an answer. */
void maintenance_tick(void);

/* false: this process has just started and was not told yet, so it must not let changes through. */
bool maintenance_known(void);
bool maintenance_on(void);

#endif
