/* One HTTP/1.1 connection to an address of this machine, kept open, with one request on its way at most. */
#ifndef LOAD_CONNECTION_H
#define LOAD_CONNECTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "requests.h"

#define ANSWER_HEAD_MAX 8192

enum connection_event {
	CONNECTION_WAITS,    /* nothing to tell */
	CONNECTION_ANSWERED, /* the whole answer is there: see status and body_length */
	CONNECTION_BROKEN,   /* no answer will come */
};

struct connection {
	int fd;
	uint16_t port;
	const struct request *request; /* NULL: idle */
	size_t sent;
	uint64_t intended_us; /* when the request was to start */
	unsigned served;      /* answers so far */
	bool repeated;        /* the request was sent a second time: the server had just closed */
	bool closing;         /* the server said that it will close */
	char head[ANSWER_HEAD_MAX + 1];
	size_t head_length;
	bool head_done;
	uint64_t body_left;
	int status;
	uint64_t body_length;
};

/* Connects and adds it to the epoll set with itself as data. false: errno says why. */
bool connection_open(struct connection *, int epoll, uint16_t port);
void connection_close(struct connection *);

/* Sends as much as goes; the rest follows when the socket can be written. */
void connection_send(struct connection *, const struct request *, uint64_t intended_us);

/* Something happened on the socket. */
enum connection_event connection_ready(struct connection *, int epoll, uint32_t events);

#endif
