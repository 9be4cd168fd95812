/* A process that removes temporary files when the one that created them is gone, even
 * if that was killed. */
#ifndef BASE_JANITOR_H
#define BASE_JANITOR_H

#include <sys/types.h>

#include "base/err.h"

/* {0} is none. */
struct janitor {
  pid_t pid;
  int pipe; /* its end is how the janitor notices that this process is gone */
};

/* Starts one for the files and folders at `paths`, ended by NULL, whether they exist
 * already or not. It keeps `fd` (-1: none) open, and with it a lock, until it has
 * removed them. Call it in a process without threads. ERR_IO, ERR_NOMEM. */
enum err janitor_start(struct janitor *j, const char *const *paths, int fd) MUST_USE;

/* Ends it without removing anything: this process has done that. Does nothing for
 * {0}. */
void janitor_end(struct janitor *j);

#endif
