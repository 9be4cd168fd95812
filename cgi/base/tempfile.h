/* Temporary files next to the file they will replace. They are complete before they get
 * their final name; a file left over by a killed process is reused by the next one. */
#ifndef BASE_TEMPFILE_H
#define BASE_TEMPFILE_H

#include <stdbool.h>

/* Opens the file `path` for reading and writing, empty, readable by its owner only, and
 * locked for this process until the descriptor is closed. Rename it to its final name
 * before closing it. If another process holds it, waits if `wait`, else returns -1 with
 * EWOULDBLOCK. Returns -1 with errno set for every other failure. */
int tempfile_open(const char *path, bool wait);

/* The same for the file `name` in the open folder `folder`. */
int tempfile_open_at(int folder, const char *name, bool wait);

#endif
