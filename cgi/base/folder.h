/* Folders as a whole. */
#ifndef BASE_FOLDER_H
#define BASE_FOLDER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#include "base/err.h"

/* Makes a folder with the group and, from root, the owner of `like`, and its mode. One
 * that is there stays as it is. False with errno set. */
bool folder_make(const char *path, const struct stat *like, mode_t mode) MUST_USE;

/* Makes those above the file `path` which its bytes from `from` on name; no slash
 * stands there. */
bool folder_make_above(
    char *path, size_t from, const struct stat *like, mode_t mode) MUST_USE;

/* Removes a folder and all in it, as far as that can be done; no link is followed. */
void folder_remove(const char *folder);

#endif
