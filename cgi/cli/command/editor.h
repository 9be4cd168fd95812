/* Editing a text in the author's editor. */
#ifndef CLI_COMMAND_EDITOR_H
#define CLI_COMMAND_EDITOR_H

#include <stddef.h>

#include "base/buf.h"

enum { EDITOR_FILE = 4096 }; /* bytes of a path */

/* Writes `text` to a new file of that name in a private folder of its own, opens it in
 * $VISUAL, $EDITOR, "editor" or "vi", and adds the edited text to `out`. Returns 0, or
 * an exit code after complaining: EX_NOINPUT if the file cannot be read after the
 * editor has exited. *file is the path of the file, "" if there is none; the caller
 * passes it to editor_remove once the text is saved. */
int editor_run(
    const char *name, const char *text, char file[EDITOR_FILE], struct buf *out);

/* Removes the file and its folder. */
void editor_remove(const char *file);

#endif
