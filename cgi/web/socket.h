/* The listening socket: handed over or made. */
#ifndef WEB_SOCKET_H
#define WEB_SOCKET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

/* The socket handed over on file descriptor 0, or by systemd (LISTEN_FDS), else a Unix
 * socket made at `path`, mode 0660, queue 4096; *made says so. *fd is non-blocking. A
 * stale socket file is replaced; one that somebody answers on, or that cannot be told
 * to be stale, and a file of another kind are not: ERR_EXISTS. ERR_CONFIG for a path
 * too long or a handed-over socket that is no Unix socket; ERR_IO. `why` has a sentence
 * then. Leaves the lock file `path`.lock. */
enum err socket_listen(
    const char *path, int *fd, bool *made, char *why, size_t why_size) MUST_USE;

/* True when descriptor 0 is a listening socket. */
bool socket_handed_over(void);

#endif
