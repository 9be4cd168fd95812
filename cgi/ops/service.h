/* Whether pamphlet.fcgi serves a site, and the locks between commands. */
#ifndef OPS_SERVICE_H
#define OPS_SERVICE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/err.h"

/* The process that run/pamphlet.pid names if it is running, else 0. */
pid_t service_pid(const char *dir);

enum service_socket {
  SERVICE_NO_SOCKET,
  SERVICE_ANSWERS,
  SERVICE_SILENT, /* it exists, but no process listens */
  SERVICE_REFUSED /* this user may not connect */
};

/* The state of run/pamphlet.sock. */
enum service_socket service_socket(const char *dir);

/* True if the program serves the site, on its own socket or one of systemd. */
bool service_runs(const char *dir);

/* Locks the site's directory exclusively, to replace the site as a whole. Closing *fd
 * releases the lock. ERR_BUSY while other commands run, ERR_OWNER, ERR_IO. */
enum err service_lock(const char *dir, int *fd) MUST_USE;

/* Takes the same lock shared, so that the site is not replaced meanwhile. ERR_BUSY,
 * with a sentence in `why`, while it is; ERR_OWNER, ERR_IO. */
enum err service_share(const char *dir, int *fd, char *why, size_t why_size) MUST_USE;

/* Takes the lock of which a site has one for imports. If another import has it, waits,
 * or returns ERR_BUSY unless `wait`. Closing *fd releases it; *fd is -1 on a file
 * system without locks. ERR_OWNER. */
enum err service_queue(const char *dir, bool wait, int *fd) MUST_USE;

/* True while an import holds that lock. */
bool service_imports(const char *dir);

#endif
