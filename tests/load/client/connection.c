#include "connection.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

bool
connection_open(struct connection *c, int epoll, uint16_t port)
{
	struct sockaddr_in address = {
		.sin_family = AF_INET,
		.sin_port = htons(port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	/* Edge-triggered for writing too: told once when it becomes possible, and never again for nothing. */
	struct epoll_event event = { .events = EPOLLIN | EPOLLOUT | EPOLLET, .data.ptr = c };
	int one = 1;

	c->port = port;
	c->served = 0;
	c->closing = false;
	c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (c->fd < 0)
		return false;
	if (setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one)) != 0)
		return false;
	if (connect(c->fd, (struct sockaddr *)&address, sizeof(address)) != 0 &&
	    errno != EINPROGRESS)
		return false;
	return epoll_ctl(epoll, EPOLL_CTL_ADD, c->fd, &event) == 0;
}

void
connection_close(struct connection *c)
{
	if (c->fd >= 0)
		close(c->fd);
	c->fd = -1;
}

static void
connection_flush(struct connection *c)
{
	while (c->request != NULL && c->sent < c->request->length) {
		ssize_t n = send(
		    c->fd, c->request->bytes + c->sent, c->request->length - c->sent, MSG_NOSIGNAL);

		if (n <= 0)
			return; /* not yet, or broken: reading finds out */
		c->sent += (size_t)n;
	}
}

void
connection_send(struct connection *c, const struct request *request, uint64_t intended_us)
{
	c->request = request;
	c->intended_us = intended_us;
	c->sent = 0;
	c->head_length = 0;
	c->head_done = false;
	c->status = 0;
	c->body_length = 0;
	connection_flush(c);
}

/* The value of a header in a NUL-terminated head; NULL: it is not there. */
static const char *
head_value(const char *head, const char *name)
{
	size_t length = strlen(name);

	for (const char *line = strchr(head, '\n'); line != NULL; line = strchr(line, '\n')) {
		line++;
		if (strncasecmp(line, name, length) == 0 && line[length] == ':')
			return line + length + 1 + strspn(line + length + 1, " ");
	}
	return NULL;
}

/* false: it is no answer, or one whose end cannot be known. */
static bool
head_read(struct connection *c)
{
	const char *length, *closing;

	if (strncmp(c->head, "HTTP/1.1 ", 9) != 0)
		return false;
	c->status = (int)strtol(c->head + 9, NULL, 10);
	length = head_value(c->head, "content-length");
	closing = head_value(c->head, "connection");
	c->closing = closing != NULL && strncasecmp(closing, "close", 5) == 0;
	if (length == NULL && c->status != 204 && c->status != 304)
		return false;
	c->body_length = length != NULL ? strtoull(length, NULL, 10) : 0;
	c->body_left = c->body_length;
	return true;
}

/* Bytes of the head and maybe of the body behind it. false: it is no answer. */
static bool
head_add(struct connection *c, size_t count)
{
	char *end;
	size_t behind;

	c->head_length += count;
	c->head[c->head_length] = '\0';
	end = strstr(c->head, "\r\n\r\n");
	if (end == NULL)
		return c->head_length < ANSWER_HEAD_MAX;
	c->head_done = true;
	*end = '\0';
	behind = c->head_length - (size_t)(end + 4 - c->head);
	if (!head_read(c) || behind > c->body_left)
		return false;
	/* For a look at what was refused: the start of the body, where the head was. */
	memmove(c->head, end + 4, behind);
	c->head_length = behind;
	c->head[behind] = '\0';
	c->body_left -= behind;
	return true;
}

/* Reads what is there. false: the connection is at its end. */
static bool
connection_read(struct connection *c)
{
	static char body[256 << 10];

	for (;;) {
		char *to = c->head_done ? body : c->head + c->head_length;
		size_t room = c->head_done ? sizeof(body) : ANSWER_HEAD_MAX - c->head_length;
		ssize_t n = recv(c->fd, to, room, 0);

		if (n == 0)
			errno = ECONNRESET;
		if (n < 0)
			return errno == EAGAIN || errno == EINTR;
		if (n == 0 || c->request == NULL)
			return false;
		if (!c->head_done) {
			if (!head_add(c, (size_t)n))
				return false;
		} else if ((uint64_t)n > c->body_left) {
			return false;
		} else {
			c->body_left -= (uint64_t)n;
		}
		if (c->head_done && c->body_left == 0)
			return true;
	}
}

/* A server may close an idle connection while a request is on its way to it: that one goes again. */
static enum connection_event
connection_again(struct connection *c, int epoll)
{
	bool early = c->served > 0 && !c->repeated && c->head_length == 0 && !c->head_done;
	int reason = errno;

	connection_close(c);
	if (!connection_open(c, epoll, c->port))
		return CONNECTION_BROKEN;
	if (c->request == NULL)
		return CONNECTION_WAITS;
	if (!early) {
		errno = reason;
		return CONNECTION_BROKEN;
	}
	c->repeated = true;
	connection_send(c, c->request, c->intended_us);
	return CONNECTION_WAITS;
}

enum connection_event
connection_ready(struct connection *c, int epoll, uint32_t events)
{
	if (events & EPOLLOUT)
		connection_flush(c);
	if ((events & (EPOLLIN | EPOLLERR | EPOLLHUP)) == 0)
		return CONNECTION_WAITS;
	if (!connection_read(c))
		return connection_again(c, epoll);
	if (c->request == NULL || !c->head_done || c->body_left > 0)
		return CONNECTION_WAITS;
	c->served++;
	c->repeated = false;
	if (c->closing) {
		connection_close(c);
		if (!connection_open(c, epoll, c->port))
			return CONNECTION_BROKEN;
	}
	return CONNECTION_ANSWERED;
}
