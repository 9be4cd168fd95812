/* Files that are being made: whole before they get their name, and cleared away by the
 * next who makes them where their maker was killed. */
#ifndef BASE_TEMPFILE_H
#define BASE_TEMPFILE_H

#include <stdbool.h>

/* Opens the file `path` for writing, empty and readable by its owner only, for this
 * process alone until the descriptor is closed; what a killed process has left there is
 * taken over. Give it its name by rename before closing it. Another process at it is
 * waited for, or else -1 with EWOULDBLOCK; -1 with errno for every other fault. */
int tempfile_open(const char *path, bool wait);

#endif
