/* Organisations, their populations, and the administrative units that they are linked to. */
#include "resource/operation.h"

const struct operation organisations_list = {
	.query = "organisations_list",
	.binds = { FROM_QUERY("parent_id"), FROM_QUERY("level"), FROM_QUERY("state"),
	    FROM_QUERY("q"), FROM_QUERY("code"), FROM_CURSOR, FROM_QUERY("limit"),
	    FROM_QUERY("fields") },
	.lane = LANE_SLOW,
};

/* The hot path: one look-up by key. */
const struct operation organisations_get = {
	.query = "organisations_get",
	.binds = { FROM_PATH("id"), FROM_QUERY("fields"), FROM_QUERY("expand") },
};

const struct operation organisations_create = {
	.query = "organisations_create",
	.binds = { FROM_BODY },
	.lane = LANE_WRITE,
};

const struct operation organisations_update = {
	.query = "organisations_update",
	.binds = { FROM_PATH("id"), FROM_IF_MATCH, FROM_BODY },
	.lane = LANE_WRITE,
};

const struct operation organisations_populations_list = {
	.query = "organisations_populations_list",
	.binds = { FROM_PATH("id") },
};

const struct operation organisations_populations_put = {
	.query = "organisations_populations_put",
	.binds = { FROM_PATH("id"), FROM_PATH("kind"), FROM_PATH("as_of"), FROM_BODY },
	.lane = LANE_WRITE,
};

const struct operation administrative_units_list = {
	.query = "administrative_units_list",
	.binds = { FROM_QUERY("level"), FROM_QUERY("parent_code"), FROM_QUERY("q"), FROM_CURSOR,
	    FROM_QUERY("limit") },
	.cache = CACHE_CATALOGUE,
};

const struct operation administrative_units_get = {
	.query = "administrative_units_get",
	.binds = { FROM_PATH("code") },
	.cache = CACHE_CATALOGUE,
};
