/* FastCGI connections by libfcgi. Its traps: it installs signal handlers and takes a
 * write that a signal interrupts for an error, so signals must be blocked before
 * fastcgi_open and be taken by signalfd. */
#ifndef HTTP_FASTCGI_H
#define HTTP_FASTCGI_H

#include "base/err.h"
#include "http/channel.h"

struct fastcgi;

/* Prepares for requests on a listening, non-blocking socket; after fork. The caller
 * owns *out. */
enum err fastcgi_open(struct fastcgi **out, int listen_fd) MUST_USE;

/* Takes a request from a socket that has become readable. ERR_NOT_FOUND where another
 * process was quicker, or the other side spoke no FastCGI (its connection is closed
 * then); ERR_IO where the system cannot accept, for want of file descriptors say. The
 * channel is valid until fastcgi_finish. */
enum err fastcgi_accept(struct fastcgi *f, struct channel *out) MUST_USE;

/* Ends the answer and closes the connection: one kept open would pin the process. */
void fastcgi_finish(struct fastcgi *f);

void fastcgi_close(struct fastcgi *f);

#endif
