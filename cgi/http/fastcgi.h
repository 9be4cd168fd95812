/* A connection of a web server that speaks FastCGI. Nothing here waits for the peer:
 * one that is slow to send or to read costs memory, and no process's time. */
#ifndef HTTP_FASTCGI_H
#define HTTP_FASTCGI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "http/channel.h"
#include "http/fastcgi_input.h"

struct fastcgi;

/* Accepts a connection from a listening, non-blocking socket. The caller closes *out.
 * ERR_NOT_FOUND if another process was faster, ERR_NOMEM, ERR_IO if the system cannot
 * accept, for example because file descriptors have run out. */
enum err fastcgi_accept(struct fastcgi **out, int listen_fd) MUST_USE;

/* Whether somebody waits to be accepted, without accepting. */
bool fastcgi_has_peer(int listen_fd);

/* The socket, for poll(2). */
int fastcgi_fd(const struct fastcgi *f);

/* The events of poll(2) to wait for. */
short fastcgi_events(const struct fastcgi *f);

/* Bytes that the connection occupies. */
size_t fastcgi_memory(const struct fastcgi *f);

/* Reads what has arrived. Returns how far the request has come: FASTCGI_BROKEN also if
 * the peer has closed the connection before the end of the request, and if memory is
 * exhausted. */
enum fastcgi_stage fastcgi_receive(struct fastcgi *f);

/* Makes the request, from FASTCGI_BODY on, a channel, which is valid as long as the
 * connection. The channel reads what has arrived by now; what is written to it is kept
 * until fastcgi_send. */
void fastcgi_channel(struct fastcgi *f, struct channel *out);

/* Ends the response. Input is discarded from now on. */
void fastcgi_finish(struct fastcgi *f);

/* Sends of the response what the peer takes. OK when everything has been sent, ERR_BUSY
 * if the peer must read first, ERR_IO if it has gone. */
enum err fastcgi_send(struct fastcgi *f) MUST_USE;

/* Whether a request that is FASTCGI_WHOLE has a body. */
bool fastcgi_has_body(const struct fastcgi *f);

/* Passes a request that is FASTCGI_WHOLE and not answered to the caller of fastcgi_take
 * at the other end of `queue`, a pair of Unix sockets of the type SOCK_SEQPACKET, and
 * closes it here. ERR_BUSY if the queue is full; ERR_IO, also if a part has been read
 * of a request that is still in the socket (fastcgi_channel): then it stays here.
 * `stamp` is what fastcgi_oldest will tell. */
enum err fastcgi_pass(struct fastcgi *f, int queue, int64_t stamp) MUST_USE;

/* The stamp of the request that fastcgi_take would take next. ERR_NOT_FOUND if there is
 * none, ERR_IO. */
enum err fastcgi_oldest(int queue, int64_t *stamp) MUST_USE;

/* Takes the oldest request from a queue. It is FASTCGI_WHOLE, and the caller closes
 * *out. ERR_NOT_FOUND if there is none, ERR_NOMEM; ERR_IO, for example because file
 * descriptors have run out: the request then stays in the queue. */
enum err fastcgi_take(struct fastcgi **out, int queue) MUST_USE;

void fastcgi_close(struct fastcgi *f);

#endif
