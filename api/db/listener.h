/* One connection that only listens; outside of the lanes, because a pipeline cannot be told anything by itself. */
#ifndef THIDUA_DB_LISTENER_H
#define THIDUA_DB_LISTENER_H

#include <stdint.h>

#include "db/db.h"

/* notified may be NULL: then nothing is listened to. Strings given to it are borrowed for the call. */
void listener_start(const char *conninfo, const struct db_loop *,
    void (*notified)(const char *channel, const char *payload));
/* Reconnects when the connection broke; called with db_tick. */
void listener_tick(uint64_t now_us);
void listener_stop(void);

#endif
