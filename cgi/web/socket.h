/* The listening socket: handed over or made. */
#ifndef WEB_SOCKET_H
#define WEB_SOCKET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

/* The socket handed over on file descriptor 0, or by systemd (LISTEN_FDS), else a Unix
 * socket made at `path`, mode 0660, backlog 4096; *made says so. A stale socket file is
 * replaced; one that somebody answers on is not: ERR_EXISTS. `why` has a sentence. */
enum err socket_listen(const char *path, int *fd, bool *made, char *why, size_t why_size)
    MUST_USE;

/* True when descriptor 0 is a listening socket. */
bool socket_handed_over(void);

#endif
