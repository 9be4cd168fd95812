/* Whether pamphlet.fcgi serves a site, and nobody else changes it as a whole. */
#ifndef OPS_SERVICE_H
#define OPS_SERVICE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/err.h"

/* The process that run/pamphlet.pid names, if it lives; 0: none. */
pid_t service_pid(const char *dir);

enum service_socket {
  SERVICE_NO_SOCKET,
  SERVICE_ANSWERS,
  SERVICE_SILENT, /* there, and nobody listens */
  SERVICE_REFUSED /* this user may not connect */
};

/* What is at run/pamphlet.sock. */
enum service_socket service_socket(const char *dir);

/* True when the program serves the site, with a socket of its own or another's. */
bool service_runs(const char *dir);

/* Locks the site's directory, to change the site as a whole; closing *fd gives it back.
 * ERR_BUSY where others work in it, ERR_OWNER, ERR_IO. */
enum err service_lock(const char *dir, int *fd) MUST_USE;

/* The same together with others that work in the site: nobody changes it as a whole
 * meanwhile. ERR_BUSY where one does, with a sentence in `why`; ERR_OWNER, ERR_IO. */
enum err service_share(const char *dir, int *fd, char *why, size_t why_size) MUST_USE;

/* The place of the one import that a site has at a time: ERR_BUSY where another has it,
 * or else waits for it. Closing *fd, which is -1 where there are no such locks, gives
 * it back. ERR_OWNER. */
enum err service_queue(const char *dir, bool wait, int *fd) MUST_USE;

/* True while an import has that place. */
bool service_imports(const char *dir);

#endif
