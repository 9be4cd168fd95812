/* Inside import only: template tags of Hugo and Jekyll in a body. */
#ifndef IMPORT_FILES_IMPORT_TAGS_H
#define IMPORT_FILES_IMPORT_TAGS_H

#include "base/err.h"
#include "import/common/import_run.h"

/* Expands the template tags in *body, which begins on line `line` of the file; notes
 * those that stay as text. ERR_NOMEM, ERR_TOO_LARGE. */
enum err import_tags(
    struct import_work *w, const char **body, int line, bool is_html) MUST_USE;

#endif
