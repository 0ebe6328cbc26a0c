/* Browser sessions: the same tokens as everywhere, carried in cookies that scripts cannot read. */
#ifndef THIDUA_HTTP_SESSION_H
#define THIDUA_HTTP_SESSION_H

#include <stdbool.h>

#include "http/call.h"

/* secure: cookies carry the __Host- prefix and Secure; off only for plain HTTP on a trusted network. */
void session_start(bool secure);

/* The access token, or the refresh token, of the session cookies; NULL: none. In the arena. */
const char *session_cookie(struct call *);
const char *session_refresh_cookie(struct call *);

/*
 * A change that rides on a cookie must come from our own pages: the browser says so in Sec-Fetch-Site, or an old one
 * in Origin, and only a script of ours can set X-App. Reading is left alone.
 */
MUSTUSE bool session_same_origin(const struct call *);

/* Sets both cookies. refresh_life_s: until the session ends. */
void session_put(
    struct call *, const char *access_token, const char *refresh_token, long refresh_life_s);
void session_clear(struct call *);

#endif
