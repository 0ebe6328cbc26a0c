/* Movements, indicators, plans and their periods. */
#include "resource/operation.h"

const struct operation movements_list = {
	.query = "movements_list",
	.binds = { FROM_CURSOR, FROM_QUERY("limit") },
};

const struct operation movements_get = {
	.query = "movements_get",
	.binds = { FROM_PATH("id") },
};

const struct operation movements_create = {
	.query = "movements_create",
	.binds = { FROM_BODY },
	.lane = LANE_WRITE,
};

const struct operation movements_update = {
	.query = "movements_update",
	.binds = { FROM_PATH("id"), FROM_IF_MATCH, FROM_BODY },
	.lane = LANE_WRITE,
};

const struct operation indicators_list = {
	.query = "indicators_list",
	.binds = { FROM_QUERY("q"), FROM_QUERY("kind"), FROM_QUERY("state"), FROM_CURSOR,
	    FROM_QUERY("limit") },
};

const struct operation indicators_get = {
	.query = "indicators_get",
	.binds = { FROM_PATH("id") },
};

const struct operation indicators_create = {
	.query = "indicators_create",
	.binds = { FROM_BODY },
	.lane = LANE_WRITE,
};

const struct operation indicators_update = {
	.query = "indicators_update",
	.binds = { FROM_PATH("id"), FROM_IF_MATCH, FROM_BODY },
	.lane = LANE_WRITE,
};

const struct operation plans_list = {
	.query = "plans_list",
	.binds = { FROM_QUERY("organisation_id"), FROM_QUERY("state"), FROM_QUERY("root_id"),
	    FROM_QUERY("parent_id"), FROM_QUERY("q"), FROM_CURSOR, FROM_QUERY("limit") },
	.lane = LANE_SLOW,
};

const struct operation plans_get = {
	.query = "plans_get",
	.binds = { FROM_PATH("id"), FROM_QUERY("fields") },
};

const struct operation plans_create = {
	.query = "plans_create",
	.binds = { FROM_BODY },
	.lane = LANE_WRITE,
};

const struct operation plans_update = {
	.query = "plans_update",
	.binds = { FROM_PATH("id"), FROM_IF_MATCH, FROM_BODY },
	.lane = LANE_WRITE,
};

/* Issuing may make measures, and add up what was reported for them before. */
const struct operation plans_issue = {
	.query = "plans_issue",
	.binds = { FROM_PATH("id"), FROM_IF_MATCH, FROM_BODY },
	.lane = LANE_SLOW,
};

const struct operation plans_close = {
	.query = "plans_close",
	.binds = { FROM_PATH("id"), FROM_IF_MATCH, FROM_BODY },
	.lane = LANE_WRITE,
};

const struct operation plans_withdraw = {
	.query = "plans_withdraw",
	.binds = { FROM_PATH("id"), FROM_IF_MATCH, FROM_BODY },
	.lane = LANE_WRITE,
};

const struct operation plans_delete = {
	.query = "plans_delete",
	.binds = { FROM_PATH("id"), FROM_IF_MATCH },
	.lane = LANE_WRITE,
};

const struct operation periods_list = {
	.query = "periods_list",
	.binds = { FROM_QUERY("plan_id"), FROM_QUERY("state"), FROM_CURSOR, FROM_QUERY("limit") },
};

const struct operation periods_get = {
	.query = "periods_get",
	.binds = { FROM_PATH("id") },
};

const struct operation periods_create = {
	.query = "periods_create",
	.binds = { FROM_BODY },
	.lane = LANE_WRITE,
};

/* Makes a duty for every union below. */
const struct operation periods_open = {
	.query = "periods_open",
	.binds = { FROM_PATH("id"), FROM_IF_MATCH },
	.lane = LANE_SLOW,
};

const struct operation periods_close = {
	.query = "periods_close",
	.binds = { FROM_PATH("id"), FROM_IF_MATCH },
	.lane = LANE_WRITE,
};
