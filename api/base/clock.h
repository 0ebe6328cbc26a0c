/* Time, in one unit: microseconds. */
#ifndef THIDUA_BASE_CLOCK_H
#define THIDUA_BASE_CLOCK_H

#include <stdint.h>
#include <time.h>

/* For durations: never goes back, says nothing about the day. */
static inline uint64_t
clock_monotonic_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000u + (uint64_t)t.tv_nsec / 1000u;
}

/* Unix time in seconds, UTC. */
static inline int64_t
clock_unix_s(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return (int64_t)t.tv_sec;
}

#endif
