/* The base URL in force. PAMPHLET_BASE_URL is in the environment of one process only:
 * the service keeps it in run/base_url while it runs, so that commands use the same
 * address. */
#ifndef SITE_CORE_BASE_URL_H
#define SITE_CORE_BASE_URL_H

#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

/* Keeps `url` in force until *fd is closed, also in the children of this process, and
 * however the process ends. If `url` is NULL, none is kept, and *fd becomes -1. ERR_IO,
 * ERR_FULL, ERR_READ_ONLY or ERR_OWNER, with a sentence in `why`. */
enum err base_url_keep(
    const char *dir, const char *url, int *fd, char *why, size_t why_size) MUST_USE;

/* Closes `fd`, unless it is -1, and removes the file. */
void base_url_forget(const char *dir, int fd);

/* The value of PAMPHLET_BASE_URL or, without one, what a running service keeps for the
 * site in `dir`, in `a`. *out is NULL if there is neither. ERR_NOMEM. */
enum err base_url_override(struct arena *a, const char *dir, const char **out) MUST_USE;

#endif
