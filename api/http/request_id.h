/* Ids of requests and traces: unique, not secret, and free of system calls. */
#ifndef THIDUA_HTTP_REQUEST_ID_H
#define THIDUA_HTTP_REQUEST_ID_H

/* Seeds the generator; once per process. */
void request_id_start(void);
/* The proxy's id where it sent one (32 hex digits or a UUID), else a new one; as UUID text. */
void request_id_take(const char *sent, char ret_id[37]);
/* A trace id of 32 hex digits made from the request id. */
void request_id_trace(const char id[37], char ret_trace[33]);

#endif
