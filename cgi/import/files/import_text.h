/* Inside import only: what must hold for the bytes of a file before they are parsed. */
#ifndef IMPORT_FILES_IMPORT_TEXT_H
#define IMPORT_FILES_IMPORT_TEXT_H

#include <stddef.h>

#include "base/err.h"
#include "import/common/import_run.h"
#include "markup/frontmatter/parse_problem.h"

/* Converts the line ends of the *size bytes at `text` to LF, and removes control
 * characters with a note: one in a text that was pasted from elsewhere is no reason to
 * refuse it. Both happen in place; *size becomes the new length, and a NUL follows.
 * `bom` is the length of the byte order mark before `text`, which counts in the offset
 * that an error names. Returns ERR_INVALID with *problem for what is not UTF-8 or
 * contains a NUL; ERR_NOMEM. */
enum err import_text_check(struct import_work *w, char *text, size_t *size, size_t bom,
    struct parse_problem *problem) MUST_USE;

#endif
