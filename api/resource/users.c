/* Accounts, their roles, and the account that is signed in. */
#include "resource/operation.h"
#include "resource/run.h"

const struct operation me_get = {
	.query = "me_get",
};

const struct operation me_password = {
	.lane = LANE_WRITE,
	.run = session_password_run,
};

const struct operation users_list = {
	.query = "users_list",
	.binds = { FROM_QUERY("organisation_id"), FROM_QUERY("q"), FROM_QUERY("state"), FROM_CURSOR,
	    FROM_QUERY("limit") },
	.lane = LANE_SLOW,
};

const struct operation users_get = {
	.query = "users_get",
	.binds = { FROM_PATH("id") },
};

const struct operation users_create = {
	.query = "users_create",
	.binds = { FROM_BODY, FROM_HASH },
	.lane = LANE_WRITE,
	.hashed = "password",
};

const struct operation users_update = {
	.query = "users_update",
	.binds = { FROM_PATH("id"), FROM_IF_MATCH, FROM_BODY },
	.lane = LANE_WRITE,
};

const struct operation users_disable = {
	.query = "users_disable",
	.binds = { FROM_PATH("id"), FROM_IF_MATCH },
	.lane = LANE_WRITE,
};

const struct operation users_enable = {
	.query = "users_enable",
	.binds = { FROM_PATH("id"), FROM_IF_MATCH },
	.lane = LANE_WRITE,
};

const struct operation users_reset_password = {
	.query = "users_reset_password",
	.binds = { FROM_PATH("id"), FROM_IF_MATCH, FROM_HASH },
	.lane = LANE_WRITE,
	.hashed = "new_password",
};

const struct operation role_assignments_create = {
	.query = "role_assignments_create",
	.binds = { FROM_BODY },
	.lane = LANE_WRITE,
};

const struct operation role_assignments_delete = {
	.query = "role_assignments_delete",
	.binds = { FROM_PATH("id") },
	.lane = LANE_WRITE,
};
