#include "http/maintenance.h"

#include <stddef.h>

#include "db/db.h"

static struct {
	bool known, on;
	bool stale; /* something may have changed since the database was asked */
	bool asking;
} maintenance = { .stale = true };

static void
maintenance_told(void *context, const struct db_answer *answer)
{
	const char *value = db_answer_value(answer, 0, "on", NULL);

	(void)context;
	maintenance.asking = false;
	if (value == NULL) {
		maintenance.stale = true;
		return;
	}
	maintenance.known = true;
	maintenance.on = value[0] == 't';
}

void
maintenance_tick(void)
{
	struct db_step step = { db_statement_find("maintenance_get"), NULL };

	if (!maintenance.stale || maintenance.asking || step.statement == NULL)
		return;
	maintenance.stale = false;
	maintenance.asking = true;
	(void)db_send(LANE_FAST, &step, 1, true, maintenance_told, NULL);
}

void
maintenance_notified(const char *channel, const char *payload)
{
	(void)channel;
	(void)payload;
	maintenance.stale = true;
	maintenance_tick();
}

bool
maintenance_known(void)
{
	return maintenance.known;
}

bool
maintenance_on(void)
{
	return maintenance.on;
}
