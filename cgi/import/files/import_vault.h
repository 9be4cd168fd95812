/* Inside import/files only: the folder of a program for notes, an Obsidian vault. */
#ifndef IMPORT_FILES_IMPORT_VAULT_H
#define IMPORT_FILES_IMPORT_VAULT_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "import/common/import_run.h"

struct import_vault;

/* Stores the vault that the folder `root`, a real path, is or is part of in *out, which
 * lives as long as the run; NULL if there is none. ERR_NOMEM. */
enum err import_vault_open(
    struct import_run *run, const char *root, struct import_vault **out) MUST_USE;

/* Why a folder of the vault is skipped, as a message; NULL if it is not. */
const char *import_vault_skips_folder(const struct import_vault *v, const char *path);

/* Adds the path of the file that the link `name` of the imported file means to `out`,
 * relative to that file: the one of that name in its own folder, or else the one of the
 * shortest path in the imported folder. Returns false if there is none, or when out of
 * memory. */
bool import_vault_find(struct import_work *w, const char *name, struct buf *out);

/* Removes from the Markdown at `body`, which is part of `text`, what its author wrote
 * for no reader (note_remarks.h), if the file is one of notes. Returns `text` itself if
 * nothing is removed, otherwise a copy of the same number of lines; NULL when out of
 * memory. */
char *import_vault_hide(struct import_work *w, char *text, size_t body);

#endif
