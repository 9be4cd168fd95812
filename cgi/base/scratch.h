/* A temporary folder that nobody else can read, and that is deleted even if this
 * process is killed. */
#ifndef BASE_SCRATCH_H
#define BASE_SCRATCH_H

#include <limits.h>
#include <stddef.h>

#include "base/err.h"
#include "base/janitor.h"

struct scratch {
  char path[PATH_MAX];
  int lock; /* of the folder, as long as it is in use */
  struct janitor janitor;
};

/* Creates a folder "NAME-XXXXXX" below $TMPDIR or /var/tmp, and deletes those of the
 * same name that a crash of the machine has left. The caller closes it. ERR_IO,
 * ERR_FULL, ERR_NOMEM, with a sentence in `why`. */
enum err scratch_open(
    struct scratch *s, const char *name, char *why, size_t why_size) MUST_USE;

/* Deletes the folder with its contents. */
void scratch_close(struct scratch *s);

#endif
