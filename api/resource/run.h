/* The operations with code of their own; the code is in http/, which is the only room that sees the wire. */
#ifndef THIDUA_RESOURCE_RUN_H
#define THIDUA_RESOURCE_RUN_H

struct call;

void session_token_run(struct call *);
void session_revoke_run(struct call *);
void session_create_run(struct call *);
void session_refresh_run(struct call *);
void session_delete_run(struct call *);
void session_password_run(struct call *);
void healthz_run(struct call *);
void readyz_run(struct call *);
void metrics_run(struct call *);

#endif
