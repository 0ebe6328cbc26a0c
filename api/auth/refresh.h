/*
 * Refresh tokens: base64url(session id, 16 bytes | counter, 4 bytes big-endian | HMAC-SHA256 of both, 32 bytes).
 * The database holds the counter only: a copy of it signs nothing. Asking again with the counter just used gives the
 * same successor, which is how a client heals whose answer got lost; the database decides how long that is allowed.
 */
#ifndef THIDUA_AUTH_REFRESH_H
#define THIDUA_AUTH_REFRESH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/attributes.h"

char *refresh_issue(struct arena *, const char *session_id, uint32_t counter);

/* false: not ours. ret_session_id: 36 characters and NUL. */
MUSTUSE bool refresh_verify(const char *text, char ret_session_id[37], uint32_t *ret_counter);

#endif
