#include "requests.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* NULL: it cannot be read. New, for free(). */
static char *
file_read(const char *path, size_t *ret_length)
{
	FILE *file = fopen(path, "rb");
	char *text = NULL;
	long length;

	if (file == NULL)
		return NULL;
	if (fseek(file, 0, SEEK_END) == 0 && (length = ftell(file)) >= 0) {
		rewind(file);
		text = malloc((size_t)length + 1);
		*ret_length = text != NULL ? fread(text, 1, (size_t)length, file) : 0;
		if (text != NULL)
			text[*ret_length] = '\0';
	}
	fclose(file);
	return text;
}

static void
list_add(struct requests *requests, const char *bytes, size_t length)
{
	/* Doubled whenever the count is a power of two. */
	if ((requests->count & (requests->count - 1)) == 0) {
		size_t room = requests->count > 0 ? 2 * requests->count : 1;

		requests->list = reallocarray(requests->list, room, sizeof(*requests->list));
		if (requests->list == NULL)
			abort();
	}
	requests->list[requests->count++] = (struct request){ bytes, length };
}

bool
requests_read(struct requests *requests, const char *path)
{
	size_t length = 0;
	const char *place, *end;

	memset(requests, 0, sizeof(*requests));
	requests->file = file_read(path, &length);
	if (requests->file == NULL) {
		perror(path);
		return false;
	}
	end = requests->file + length;
	for (place = requests->file; place < end;) {
		char *line_end;
		unsigned long bytes = strtoul(place, &line_end, 10);

		if (line_end == place || *line_end != '\n' || bytes == 0 ||
		    bytes > (size_t)(end - line_end - 1)) {
			fprintf(stderr, "%s: broken at byte %td\n", path, place - requests->file);
			return false;
		}
		list_add(requests, line_end + 1, bytes);
		place = line_end + 1 + bytes;
	}
	if (requests->count == 0)
		fprintf(stderr, "%s: empty\n", path);
	return requests->count > 0;
}

void
requests_release(struct requests *requests)
{
	free(requests->list);
	free(requests->file);
	memset(requests, 0, sizeof(*requests));
}

const struct request *
requests_take(struct requests *requests)
{
	if (requests->next == requests->count) {
		if (requests->once)
			return NULL;
		requests->next = 0;
	}
	return &requests->list[requests->next++];
}
