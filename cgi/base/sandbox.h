/* Restricts this process to what its job needs, for good: to the files in the
 * directories it is given (Landlock), and to system calls other than, for example,
 * execve and socket (seccomp). Somebody who gains control of the process has no more
 * rights than that. */
#ifndef BASE_SANDBOX_H
#define BASE_SANDBOX_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

enum sandbox_job {
  SANDBOX_SERVE, /* answers on a socket that is open already: no connections */
  SANDBOX_FETCH, /* connects to other machines */
  SANDBOX_DRAW   /* decodes and draws pictures, in threads: no connections */
};

/* Enough for the directories of a site and the links in it. */
enum { SANDBOX_PATHS = 256 };

/* A directory with everything in it, or a file. One that does not exist is left out. */
struct sandbox_path {
  char path[PATH_MAX];
  bool writes; /* may also be changed */
};

struct sandbox {
  enum sandbox_job job;
  size_t count;
  struct sandbox_path paths[SANDBOX_PATHS];
};

/* Adds a path, and a symbolic link's target. ERR_TOO_LARGE if there is no room. */
enum err sandbox_add(struct sandbox *s, const char *path, bool writes) MUST_USE;

/* Adds the targets of the symbolic links in the directory `path`, to be read: links in
 * a directory that is allowed may lead out of it. Not those that contain `path`. Does
 * nothing if there is no such directory. ERR_TOO_LARGE as sandbox_add. */
enum err sandbox_add_links(struct sandbox *s, const char *path) MUST_USE;

/* Enters the sandbox; children of the process inherit it. ERR_INVALID if the kernel
 * lacks a part, with what is missing in `why`; the other part is in force then. Also
 * errors of the system. */
enum err sandbox_enter(const struct sandbox *s, char *why, size_t why_size) MUST_USE;

#endif
