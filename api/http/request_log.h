/* One JSON line for each request. */
#ifndef THIDUA_HTTP_REQUEST_LOG_H
#define THIDUA_HTTP_REQUEST_LOG_H

#include "http/call.h"

void request_log_write(struct call *);

#endif
