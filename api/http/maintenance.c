#include "http/maintenance.h"

#include <stddef.h>

#include "db/db.h"

static bool on;

static void
maintenance_known(void *context, const struct db_answer *answer)
{
	const char *value = db_answer_value(answer, 0, "on", NULL);

	(void)context;
	/* Without an answer the last one stands; the database refuses what it cannot bear anyway. */
	if (value != NULL)
		on = value[0] == 't';
}

void
maintenance_notified(const char *channel, const char *payload)
{
	struct db_step step = { db_statement_find("maintenance_get"), NULL };

	(void)channel;
	(void)payload;
	if (step.statement != NULL)
		(void)db_send(LANE_FAST, &step, 1, true, maintenance_known, NULL);
}

bool
maintenance_on(void)
{
	return on;
}
