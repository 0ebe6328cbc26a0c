/* Kore's event loop, as the database pool and the password threads see it. */
#ifndef THIDUA_HTTP_LOOP_H
#define THIDUA_HTTP_LOOP_H

#include "db/db.h"

extern const struct db_loop loop_for_db;

/* Calls ready(owner) when fd can be read; for ever. */
void loop_watch_reading(int fd, void (*ready)(void *owner), void *owner);
/* Calls tick every interval_ms. */
void loop_every(unsigned interval_ms, void (*tick)(void));

#endif
