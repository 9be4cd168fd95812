/* The listening socket, inherited or created. */
#ifndef WEB_SOCKET_H
#define WEB_SOCKET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

/* Takes the socket inherited as file descriptor 0 or from systemd (LISTEN_FDS), or
 * creates a Unix socket at `path` with mode 0660 and a queue of 4096; *made tells
 * which. *fd is non-blocking.
 *
 * A stale socket file is replaced. Returns ERR_EXISTS if another program answers on it,
 * if that cannot be ruled out, or if the file is something else; ERR_CONFIG for a path
 * that is too long or an inherited socket that is not a Unix socket; ERR_IO. `why` then
 * has a sentence. Leaves behind the lock file `path`.lock. */
enum err socket_listen(
    const char *path, int *fd, bool *made, char *why, size_t why_size) MUST_USE;

/* Creates a Unix socket at `path` as socket_listen does. */
enum err socket_create(const char *path, int *fd, char *why, size_t why_size) MUST_USE;

/* True if file descriptor 0 is a listening socket. */
bool socket_handed_over(void);

#endif
