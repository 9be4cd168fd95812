/* FastCGI connections by libfcgi. Two traps: the library installs signal handlers, and
 * it takes a write interrupted by a signal for an error. So block signals before
 * fastcgi_open and receive them through signalfd. */
#ifndef HTTP_FASTCGI_H
#define HTTP_FASTCGI_H

#include "base/err.h"
#include "http/channel.h"

struct fastcgi;

/* Prepares for requests on a listening, non-blocking socket; call it after fork. The
 * caller owns *out. */
enum err fastcgi_open(struct fastcgi **out, int listen_fd) MUST_USE;

/* Accepts a request from a socket that has become readable. Returns ERR_NOT_FOUND if
 * another process was faster, or if the client did not speak FastCGI (its connection is
 * then closed); ERR_IO if the system cannot accept, for example because file
 * descriptors have run out. The channel is valid until fastcgi_finish. */
enum err fastcgi_accept(struct fastcgi *f, struct channel *out) MUST_USE;

/* Completes the response and closes the connection: an idle one kept open would occupy
 * the process. */
void fastcgi_finish(struct fastcgi *f);

void fastcgi_close(struct fastcgi *f);

#endif
