/* Inside import only: template tags of Hugo and Jekyll in a body. */
#ifndef IMPORT_FILES_IMPORT_TAGS_H
#define IMPORT_FILES_IMPORT_TAGS_H

#include "base/err.h"
#include "import/common/import_run.h"
#include "markup/frontmatter/front_matter_types.h"

/* Expands the template tags in *body, which begins on line `line` of the file, with
 * the values of its front matter; notes those that have no meaning here. ERR_NOMEM,
 * ERR_TOO_LARGE. */
enum err import_tags(struct import_work *w, const struct front_matter *matter,
    const char **body, int line, bool is_html) MUST_USE;

#endif
