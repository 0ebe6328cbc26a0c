#include "http/session.h"

#include <kore/kore.h>

#include <kore/http.h>

#include <string.h>

#include "base/limits.h"
#include "wire/header.h"

static struct {
	const char *access, *refresh, *attributes;
} cookie = { "__Host-sid", "__Host-rid", "; Path=/; HttpOnly; SameSite=Strict; Secure" };

void
session_start(bool secure)
{
	if (secure)
		return;
	cookie.access = "sid";
	cookie.refresh = "rid";
	cookie.attributes = "; Path=/; HttpOnly; SameSite=Strict";
}

const char *
session_cookie(struct call *call)
{
	return header_cookie(&call->arena, call_request_header(call, "cookie"), cookie.access);
}

const char *
session_refresh_cookie(struct call *call)
{
	return header_cookie(&call->arena, call_request_header(call, "cookie"), cookie.refresh);
}

/* "https://host:port" against "host:port". */
static bool
origin_is_host(const char *origin, const char *host)
{
	const char *place = origin != NULL ? strstr(origin, "://") : NULL;

	return place != NULL && host != NULL && strcasecmp(place + 3, host) == 0;
}

bool
session_same_origin(const struct call *call)
{
	const char *site = call_request_header(call, "sec-fetch-site");
	const char *app = call_request_header(call, "x-app");

	if (call->request->method == HTTP_METHOD_GET || call->request->method == HTTP_METHOD_HEAD)
		return true;
	if (app == NULL || strcmp(app, "web") != 0)
		return false;
	if (site != NULL)
		return strcmp(site, "same-origin") == 0;
	return origin_is_host(call_request_header(call, "origin"), call->request->host);
}

static void
cookie_put(struct call *call, const char *name, const char *value, long life_s)
{
	call_header(call, "set-cookie",
	    arena_printf(
		&call->arena, "%s=%s%s; Max-Age=%ld", name, value, cookie.attributes, life_s));
}

void
session_put(
    struct call *call, const char *access_token, const char *refresh_token, long refresh_life_s)
{
	cookie_put(call, cookie.access, access_token, TOKEN_LIFE_S);
	cookie_put(call, cookie.refresh, refresh_token, refresh_life_s);
}

void
session_clear(struct call *call)
{
	cookie_put(call, cookie.access, "", 0);
	cookie_put(call, cookie.refresh, "", 0);
}
