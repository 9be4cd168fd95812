/* An export as a folder of files. */
#ifndef EXPORT_EXPORT_TREE_H
#define EXPORT_EXPORT_TREE_H

#include <stddef.h>

#include "base/err.h"
#include "export/export.h"

/* Writes a tree next to the folder `dir` and renames it to `dir` once it is complete.
 * `dir` must not exist, or be empty, or with `replace` hold an earlier export, which is
 * removed except for names that begin with a dot. docs/export.md describes the files.
 * Imported into an empty site with its settings, they yield the same pages, including
 * the IDs of articles and comments.
 *
 * Returns ERR_EXISTS for a folder that must not be replaced, ERR_INVALID for an
 * impossible place, ERR_CLOSED if stopped, ERR_IO, ERR_FULL; all with a sentence in
 * `why`. */
enum err export_tree(
    struct export *x, const char *dir, char *why, size_t why_size) MUST_USE;

#endif
