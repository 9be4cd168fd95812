/* A set of files that are built into the program, some of which others replace: files
 * of a folder, or of a variant that is built in as well. */
#ifndef BASE_OVERLAY_H
#define BASE_OVERLAY_H

#include <stddef.h>

#include "base/buf.h"
#include "base/embedded.h"
#include "base/err.h"
#include "base/file.h"

enum { OVERLAY_FOLDERS = 2, OVERLAY_PATH = 4200 };

/* The first of `folders` that has a file counts, then `variant`. Either may be NULL. A
 * folder need not exist. */
struct overlay {
  const char *folders[OVERLAY_FOLDERS];
  const struct embedded_file *variant;
};

/* The file of that name in a list of built-in files, or NULL. `list` may be NULL. */
const struct embedded_file *overlay_embedded(
    const struct embedded_file *list, const char *name);

/* Looks for what replaces the file `name`. If a folder has it, adds its content to
 * `out`, and `path` is where it was; if the variant has it, *variant is that file.
 * ERR_NOT_FOUND if nothing replaces it; with any other error, those of file_read, `why`
 * is the end of a sentence that begins with `path`. Symbolic links are followed, as the
 * owner of the site made them. */
enum err overlay_read(const struct overlay *o, const char *name, size_t most,
    struct buf *out, const struct embedded_file **variant, char path[OVERLAY_PATH],
    char why[FILE_WHY]) MUST_USE;

#endif
