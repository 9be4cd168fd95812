/* The author's editor. */
#ifndef CLI_EDITOR_H
#define CLI_EDITOR_H

#include <stddef.h>

#include "base/buf.h"

enum { EDITOR_FILE = 4096 };

/* Writes `text` to a new file of that name in a folder of its own that nobody else may
 * read, runs $VISUAL, $EDITOR, "editor" or "vi" on it, and adds what it says then to
 * `out`. Returns the exit code, after complaining, EX_NOINPUT where that cannot be
 * read; *file is the file's path, "" where there is none. The caller removes it with
 * editor_remove when its text is safe. */
int editor_run(
    const char *name, const char *text, char file[EDITOR_FILE], struct buf *out);

void editor_remove(const char *file);

#endif
