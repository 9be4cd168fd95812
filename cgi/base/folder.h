/* Creating and removing folders. */
#ifndef BASE_FOLDER_H
#define BASE_FOLDER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#include "base/err.h"

/* Creates a folder with the given mode, the group of `like` and, when run by root, its
 * owner. An existing folder stays as it is. Returns false with errno set. */
bool folder_make(const char *path, const struct stat *like, mode_t mode) MUST_USE;

/* Creates the folders above the file `path` that are named after its first `from`
 * bytes; path[from] is not a slash. */
bool folder_make_above(
    char *path, size_t from, const struct stat *like, mode_t mode) MUST_USE;

/* Opens the folder `name` in the open folder `parent`, which is created as by
 * folder_make if it does not exist. A link is refused, so that what is done relative to
 * the result stays there. The caller closes it. Returns -1 if that fails. */
int folder_open_at(
    int parent, const char *name, const struct stat *like, mode_t mode) MUST_USE;

/* Removes a folder and its contents as far as permissions allow. Symbolic links are
 * removed, not followed. */
void folder_remove(const char *folder);

#endif
