/* Counts of durations in classes less than one percent wide, from a microsecond to over an hour. */
#ifndef LOAD_HISTOGRAM_H
#define LOAD_HISTOGRAM_H

#include <stdint.h>

/* Below 2^7 each value has a class of its own; above, each power of two has 2^7 of them. */
#define HISTOGRAM_BITS 7
#define HISTOGRAM_POWERS 26
#define HISTOGRAM_CLASSES ((HISTOGRAM_POWERS + 1) << HISTOGRAM_BITS)

struct histogram {
	uint64_t counts[HISTOGRAM_CLASSES];
	uint64_t count, max;
	double sum;
};

void histogram_add(struct histogram *, uint64_t value);

/* The value that this share (0 … 1) of all values does not exceed: the upper end of its class. */
uint64_t histogram_share(const struct histogram *, double share);

#endif
