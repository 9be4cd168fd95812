/* Whether pamphlet.fcgi serves a site, and nobody else changes it as a whole. */
#ifndef CARE_SERVICE_H
#define CARE_SERVICE_H

#include <stdbool.h>
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

/* Locks the site's directory against others that do the same; closing *fd gives it
 * back. ERR_BUSY, ERR_IO. */
enum err service_lock(const char *dir, int *fd) MUST_USE;

#endif
