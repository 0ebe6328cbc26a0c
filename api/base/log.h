/*
 * JSON lines on standard output. Requests are logged by http/log.c; this is for everything else that happens.
 * Lines are gathered and written together, so that logging never costs a system call a request.
 */
#ifndef THIDUA_BASE_LOG_H
#define THIDUA_BASE_LOG_H

#include <stdint.h>

#include "base/text.h"

/* One event: {"time":…,"event":event,number_name:number,"text":text}. Names are ours and need no escaping. */
void log_event(const char *event, const char *number_name, int64_t number, const char *text);

/* Appends one finished line (without newline); written when enough has gathered or log_flush is called. */
void log_line(const char *line, size_t length);
void log_flush(void);

/* "2026-01-31T08:00:00.123Z" and NUL. */
void log_time(char ret_time[25]);

#endif
