/* Figures against targets, and how complete they are, at every level. */
#include "resource/operation.h"

/* The figure that everybody looks at: never behind a slow list. */
const struct operation plans_progress = {
	.query = "plans_progress",
	.binds = { FROM_PATH("id"), FROM_QUERY("organisation_id"), FROM_QUERY("period_id"),
	    FROM_QUERY("target_id") },
};

const struct operation plans_progress_children = {
	.query = "plans_progress_children",
	.binds = { FROM_PATH("id"), FROM_QUERY("organisation_id"), FROM_QUERY("period_id"),
	    FROM_QUERY("target_id"), FROM_CURSOR, FROM_QUERY("limit") },
	.lane = LANE_SLOW,
};

const struct operation plans_completeness = {
	.query = "plans_completeness",
	.binds = { FROM_PATH("id"), FROM_QUERY("organisation_id"), FROM_QUERY("period_id") },
};

const struct operation plans_completeness_children = {
	.query = "plans_completeness_children",
	.binds = { FROM_PATH("id"), FROM_QUERY("organisation_id"), FROM_QUERY("period_id"),
	    FROM_CURSOR, FROM_QUERY("limit") },
	.lane = LANE_SLOW,
};

const struct operation plans_failing_units = {
	.query = "plans_failing_units",
	.binds = { FROM_PATH("id"), FROM_QUERY("target_id"), FROM_QUERY("organisation_id"),
	    FROM_QUERY("period_id"), FROM_CURSOR, FROM_QUERY("limit") },
	.lane = LANE_SLOW,
};
