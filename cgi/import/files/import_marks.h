/* Inside import/files only: the Markdown of programs for notes. */
#ifndef IMPORT_FILES_IMPORT_MARKS_H
#define IMPORT_FILES_IMPORT_MARKS_H

#include "base/err.h"
#include "import/common/import_run.h"

/* Replaces links such as "[[Low tide]]", marked text and alerts in the Markdown *body.
 * Links that lead to no file next to the imported one are reported. ERR_NOMEM,
 * ERR_TOO_LARGE. */
enum err import_marks_body(struct import_work *w, const char **body) MUST_USE;

#endif
