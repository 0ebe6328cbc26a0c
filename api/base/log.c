#include "base/log.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Enough for some hundred lines: a write of this size is still one piece for a pipe's reader. */
#define LOG_BUFFER (32u << 10)

static char log_buffer[LOG_BUFFER];
static size_t log_used;

void
log_flush(void)
{
	size_t written = 0;

	while (written < log_used) {
		ssize_t n = write(STDOUT_FILENO, log_buffer + written, log_used - written);

		if (n <= 0)
			break; /* a log that nobody takes must not stop the service */
		written += (size_t)n;
	}
	log_used = 0;
}

void
log_line(const char *line, size_t length)
{
	if (length + 1 > LOG_BUFFER)
		return;
	if (log_used + length + 1 > LOG_BUFFER)
		log_flush();
	memcpy(log_buffer + log_used, line, length);
	log_used += length;
	log_buffer[log_used++] = '\n';
}

void
log_time(char ret_time[25])
{
	struct timespec now;
	struct tm parts;

	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &parts);
	snprintf(ret_time, 25, "%04u-%02u-%02uT%02u:%02u:%02u.%03uZ",
	    (unsigned)(parts.tm_year + 1900) % 10000u, (unsigned)(parts.tm_mon + 1) % 100u,
	    (unsigned)parts.tm_mday % 100u, (unsigned)parts.tm_hour % 100u,
	    (unsigned)parts.tm_min % 100u, (unsigned)parts.tm_sec % 100u,
	    (unsigned)(now.tv_nsec / 1000000) % 1000u);
}

void
log_event(const char *event, const char *number_name, int64_t number, const char *text)
{
	struct arena arena;
	struct text line;
	char now[25];

	arena_init(&arena);
	log_time(now);
	text_init(&line, &arena, 256);
	text_addf(
	    &line, "{\"time\":\"%s\",\"event\":\"%s\",\"pid\":%ld", now, event, (long)getpid());
	if (number_name != NULL)
		text_addf(&line, ",\"%s\":%lld", number_name, (long long)number);
	if (text != NULL) {
		text_adds(&line, ",\"text\":");
		text_add_json(&line, text);
	}
	text_adds(&line, "}");
	log_line(line.data, line.length);
	log_flush();
	arena_release(&arena);
}
