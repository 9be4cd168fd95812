/* Inside export/: a folder that appears whole or not at all. */
#ifndef EXPORT_EXPORT_FOLDER_H
#define EXPORT_EXPORT_FOLDER_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

/* What an export says of itself, at its top; what has it may be replaced. */
#define EXPORT_MARK "export.json"

/* What import and export call the list of addresses that are gone. */
#define EXPORT_GONE "gone.txt"

struct export_folder {
  char path[PATH_MAX]; /* where to write until it is whole; "" before and after */
  char wanted[PATH_MAX];
  bool replaces; /* an earlier export */
  char *why;
  size_t why_size;
};

/* Makes an empty folder beside `dir`, "DIR.unfinished-export.XXXXXX", to be written
 * into. ERR_EXISTS where `dir` is not empty, but for an earlier export with `replace`;
 * ERR_INVALID for a place where none can be; ERR_IO, ERR_FULL; all with a sentence in
 * `why`, which is kept for export_folder_end. */
enum err export_folder_begin(struct export_folder *f, const char *dir, bool replace,
    char *why, size_t why_size) MUST_USE;

/* Gives it the name that was wanted. What stood there goes, but for names that begin
 * with a dot at its top: version control's. Its mode is that of what stood
 * there, or 0700 if `closed`. On an error that stays as it was; call export_folder_drop
 * then. */
enum err export_folder_end(struct export_folder *f, bool closed) MUST_USE;

/* Removes what was written. Does nothing where nothing is left. */
void export_folder_drop(struct export_folder *f);

#endif
