/* Reports on their way up, and the notes on them. */
#include "resource/operation.h"

const struct operation submissions_list = {
	.query = "submissions_list",
	.binds = { FROM_QUERY("organisation_id"), FROM_QUERY("parent_id"), FROM_QUERY("period_id"),
	    FROM_QUERY("plan_id"), FROM_QUERY("state"), FROM_QUERY("warnings"), FROM_CURSOR,
	    FROM_QUERY("limit"), FROM_QUERY("fields") },
	.lane = LANE_SLOW,
};

const struct operation submissions_get = {
	.query = "submissions_get",
	.binds = { FROM_PATH("id"), FROM_QUERY("fields"), FROM_QUERY("expand") },
};

const struct operation submissions_create = {
	.query = "submissions_create",
	.binds = { FROM_BODY },
	.lane = LANE_WRITE,
};

const struct operation submissions_put = {
	.query = "submissions_put",
	.binds = { FROM_PATH("id"), FROM_BODY },
	.lane = LANE_WRITE,
};

const struct operation submissions_update = {
	.query = "submissions_update",
	.binds = { FROM_PATH("id"), FROM_IF_MATCH, FROM_BODY },
	.lane = LANE_WRITE,
};

const struct operation submissions_submit = {
	.query = "submissions_submit",
	.binds = { FROM_PATH("id"), FROM_IF_MATCH, FROM_BODY },
	.lane = LANE_WRITE,
};

const struct operation submissions_return = {
	.query = "submissions_return",
	.binds = { FROM_PATH("id"), FROM_IF_MATCH, FROM_BODY },
	.lane = LANE_WRITE,
};

const struct operation submissions_accept = {
	.query = "submissions_accept",
	.binds = { FROM_PATH("id"), FROM_IF_MATCH, FROM_BODY },
	.lane = LANE_WRITE,
};

const struct operation submissions_correct = {
	.query = "submissions_correct",
	.binds = { FROM_PATH("id"), FROM_IF_MATCH, FROM_BODY },
	.lane = LANE_WRITE,
};

const struct operation submissions_withdraw = {
	.query = "submissions_withdraw",
	.binds = { FROM_PATH("id"), FROM_IF_MATCH, FROM_BODY },
	.lane = LANE_WRITE,
};

const struct operation submissions_accept_many = {
	.query = "submissions_accept_many",
	.binds = { FROM_BODY },
	.lane = LANE_WRITE,
};

const struct operation submission_notes_list = {
	.query = "submission_notes_list",
	.binds = { FROM_PATH("id"), FROM_CURSOR, FROM_QUERY("limit") },
};

const struct operation submission_notes_create = {
	.query = "submission_notes_create",
	.binds = { FROM_PATH("id"), FROM_BODY },
	.lane = LANE_WRITE,
};

const struct operation submission_events_list = {
	.query = "submission_events_list",
	.binds = { FROM_PATH("id"), FROM_CURSOR, FROM_QUERY("limit") },
};
