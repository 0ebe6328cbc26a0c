/* Sign-in, the trail of what was done, the workflow tables, and what operators watch. */
#include "resource/operation.h"
#include "resource/run.h"

const struct operation auth_token = { .lane = LANE_WRITE, .run = session_token_run };
const struct operation auth_revoke = { .lane = LANE_WRITE, .run = session_revoke_run };
const struct operation auth_session_create = { .lane = LANE_WRITE, .run = session_create_run };
const struct operation auth_session_refresh = { .lane = LANE_WRITE, .run = session_refresh_run };
const struct operation auth_session_delete = { .lane = LANE_WRITE, .run = session_delete_run };

const struct operation audit_events_list = {
	.query = "audit_events_list",
	.binds = { FROM_QUERY("subject_id"), FROM_QUERY("organisation_id"), FROM_QUERY("action"),
	    FROM_CURSOR, FROM_QUERY("limit") },
	.lane = LANE_SLOW,
};

const struct operation workflows_get = {
	.query = "workflows_get",
	.binds = { FROM_PATH("workflow") },
	.cache = CACHE_CATALOGUE,
};

const struct operation healthz = { .cache = CACHE_NEVER, .run = healthz_run };
const struct operation readyz = { .cache = CACHE_NEVER, .run = readyz_run };
const struct operation metrics = { .cache = CACHE_NEVER, .run = metrics_run };
