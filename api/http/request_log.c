/*
 * Who asked for what, how it ended and where the time went. No token, no body, no query string: a
 * search text or a name in it is nobody's business here.
 */
#include "http/request_log.h"

#include <kore/kore.h>

#include <kore/http.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"

static void
milliseconds(struct text *line, const char *name, uint64_t us)
{
	text_addf(line, "\"%s\":%llu.%03llu", name, (unsigned long long)(us / 1000),
	    (unsigned long long)(us % 1000));
}

void
request_log_write(struct call *call)
{
	struct text line;
	char now[25];

	log_time(now);
	text_init(&line, &call->arena, 512);
	text_addf(&line,
	    "{\"time\":\"%s\",\"request_id\":\"%s\",\"trace_id\":\"%s\",\"operation\":\"%s\","
	    "\"status\":%d",
	    now, call->request_id, call->trace_id,
	    call->operation != NULL ? call->operation->id : "none", call->status);
	if (call->claims.user_id[0] != '\0')
		text_addf(&line, ",\"user_id\":\"%s\",\"organisation_id\":\"%s\"",
		    call->claims.user_id, call->claims.organisation_id);
	text_adds(&line, ",\"ms\":{");
	milliseconds(&line, "total", clock_monotonic_us() - call->started_us);
	text_adds(&line, ",");
	milliseconds(&line, "decode", call->decoded_us);
	text_adds(&line, ",");
	milliseconds(&line, "queue", call->queued_us);
	text_adds(&line, ",");
	milliseconds(&line, "database", call->database_us);
	text_addf(&line, "},\"bytes\":%zu", call->answer_length);
	if (call->problem.type != NULL) {
		text_addf(&line, ",\"problem\":\"%s\",\"path\":", call->problem.type->slug);
		text_add_json(&line, call->request->path);
	}
	if (call->problem.log != NULL) {
		text_adds(&line, ",\"log\":");
		text_add_json(&line, call->problem.log);
	}
	text_adds(&line, "}");
	log_line(line.data, line.length);
}
