/* A folder that appears complete or not at all. */
#ifndef EXPORT_EXPORT_FOLDER_H
#define EXPORT_EXPORT_FOLDER_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

/* The file at the top of an export that describes it; a folder with it may be
 * replaced. */
#define EXPORT_MARK "export.json"

/* The list of paths that answer 410, for export and import. */
#define EXPORT_GONE "gone.txt"

/* The list of redirects, for export and import. */
#define EXPORT_REDIRECTS "redirects.txt"

struct export_folder {
  char path[PATH_MAX]; /* where to write until it is complete; "" before and after */
  char wanted[PATH_MAX];
  bool replaces; /* an earlier export */
  char *why;
  size_t why_size;
};

/* Creates an empty folder next to `dir`, "DIR.unfinished-export.XXXXXX", to write into.
 * Returns ERR_EXISTS if `dir` is not empty, unless it is an earlier export and
 * `replace` is set; ERR_INVALID for an impossible place; ERR_IO, ERR_FULL; all with a
 * sentence in `why`, which is kept for export_folder_end. */
enum err export_folder_begin(struct export_folder *f, const char *dir, bool replace,
    char *why, size_t why_size) MUST_USE;

/* Renames it to the wanted name. What was there is removed, except names at its top
 * that begin with a dot, which belong to version control. The mode is that of the old
 * folder, or 0700 if `closed`. After an error the old folder is unchanged; call
 * export_folder_drop then. */
enum err export_folder_end(struct export_folder *f, bool closed) MUST_USE;

/* Removes what was written. Does nothing if nothing is left. */
void export_folder_drop(struct export_folder *f);

#endif
