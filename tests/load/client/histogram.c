#include "histogram.h"

static unsigned
class_of(uint64_t value)
{
	unsigned power;

	if (value < 1u << HISTOGRAM_BITS)
		return (unsigned)value;
	power = 63u - (unsigned)__builtin_clzll(value) - HISTOGRAM_BITS;
	if (power >= HISTOGRAM_POWERS)
		return HISTOGRAM_CLASSES - 1;
	/* The leading bit is left out, because the power says it. */
	return ((power + 1) << HISTOGRAM_BITS) + (unsigned)(value >> power) -
	       (1u << HISTOGRAM_BITS);
}

static uint64_t
class_end(unsigned class)
{
	unsigned power = class >> HISTOGRAM_BITS, rest = class & ((1u << HISTOGRAM_BITS) - 1);

	if (power == 0)
		return rest;
	return ((uint64_t)(rest + (1u << HISTOGRAM_BITS) + 1) << (power - 1)) - 1;
}

void
histogram_add(struct histogram *histogram, uint64_t value)
{
	histogram->counts[class_of(value)]++;
	histogram->count++;
	histogram->sum += (double)value;
	if (value > histogram->max)
		histogram->max = value;
}

uint64_t
histogram_share(const struct histogram *histogram, double share)
{
	uint64_t wanted = (uint64_t)((double)histogram->count * share + 0.5), seen = 0;

	for (unsigned class = 0; class < HISTOGRAM_CLASSES; class ++) {
		seen += histogram->counts[class];
		if (seen >= wanted && seen > 0)
			return class_end(class) < histogram->max ? class_end(class)
			                                         : histogram->max;
	}
	return histogram->max;
}
