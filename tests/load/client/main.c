/*
 * Load on an HTTP service of this machine.
 *   load-client --port N --requests FILE [--connections N] [--seconds S] [--warm-up S] [--rate R] [--once]
 * Prints one line of JSON. Without --rate it is a closed loop; with it an open one, whose times
 * count from the intended start.
 * --once: each request is sent one time at most, and the run ends with the last one.
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>

#include "load.h"

static void
print_result(const struct load *load)
{
	static const struct {
		const char *name;
		double share;
	} shares[] = { { "p50", 0.5 }, { "p90", 0.9 }, { "p99", 0.99 }, { "p999", 0.999 } };
	const struct histogram *times = &load->times;
	uint64_t until = load->rate > 0 || !load->exhausted ? load->end_us : load->last_us;
	double seconds = (double)(until - load->measured_from_us) / 1e6;

	printf("{\"requests\":%llu,\"seconds\":%.3f,\"per_second\":%.1f,\"mean_ms\":%.3f",
	    (unsigned long long)times->count, seconds,
	    seconds > 0 ? (double)load->answered_within / seconds : 0,
	    times->count > 0 ? times->sum / (double)times->count / 1e3 : 0);
	for (size_t i = 0; i < sizeof(shares) / sizeof(shares[0]); i++)
		printf(",\"%s_ms\":%.3f", shares[i].name,
		    (double)histogram_share(times, shares[i].share) / 1e3);
	printf(",\"max_ms\":%.3f,\"non_2xx\":%llu,\"failed\":%llu,\"body_bytes\":%.0f,"
	       "\"own_delay_max_ms\":%.3f,\"exhausted\":%s}\n",
	    (double)times->max / 1e3, (unsigned long long)load->refused,
	    (unsigned long long)load->failed,
	    times->count > 0 ? (double)load->body_bytes / (double)times->count : 0,
	    (double)load->own_delay_max_us / 1e3, load->exhausted ? "true" : "false");
}

/* false: an option is unknown. */
static bool
options_read(struct load *load, int argc, char *argv[], const char **ret_requests)
{
	static const struct option options[] = { { "port", required_argument, NULL, 'p' },
		{ "requests", required_argument, NULL, 'r' },
		{ "connections", required_argument, NULL, 'c' },
		{ "seconds", required_argument, NULL, 's' },
		{ "warm-up", required_argument, NULL, 'w' },
		{ "rate", required_argument, NULL, 'R' }, { "once", no_argument, NULL, 'o' },
		{ NULL, 0, NULL, 0 } };
	int option;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (option) {
		case 'p':
			load->port = (uint16_t)strtoul(optarg, NULL, 10);
			break;
		case 'r':
			*ret_requests = optarg;
			break;
		case 'c':
			load->connections_count = (unsigned)strtoul(optarg, NULL, 10);
			break;
		case 's':
			load->seconds = strtod(optarg, NULL);
			break;
		case 'w':
			load->warm_up_s = strtod(optarg, NULL);
			break;
		case 'R':
			load->rate = strtod(optarg, NULL);
			break;
		case 'o':
			load->requests.once = true;
			break;
		default:
			return false;
		}
	}
	return optind == argc;
}

int
main(int argc, char *argv[])
{
	struct load load = { .connections_count = 64, .seconds = 5 };
	const char *path = NULL;
	bool once, done;

	if (!options_read(&load, argc, argv, &path) || path == NULL || load.port == 0 ||
	    load.connections_count == 0 || load.seconds <= 0) {
		fprintf(stderr,
		    "usage: load-client --port N --requests FILE [--connections N] [--seconds S] "
		    "[--warm-up S] [--rate R] [--once]\n");
		return 2;
	}
	once = load.requests.once;
	if (!requests_read(&load.requests, path))
		return 1;
	load.requests.once = once;
	/* The kernel would let timers be late by 50 microseconds. */
	prctl(PR_SET_TIMERSLACK, 1ul, 0ul, 0ul, 0ul);
	done = load_run(&load);
	if (done)
		print_result(&load);
	requests_release(&load.requests);
	return done ? 0 : 1;
}
