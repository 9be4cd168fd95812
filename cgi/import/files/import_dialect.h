/* Inside import/files only: the Markdown of other engines. */
#ifndef IMPORT_FILES_IMPORT_DIALECT_H
#define IMPORT_FILES_IMPORT_DIALECT_H

#include "base/err.h"
#include "import/common/import_run.h"
#include "markup/frontmatter/front_matter.h"
#include "markup/frontmatter/parse_problem.h"

/* Turns the Markdown of other engines in *body, which begins on line `first` of the
 * file, into that of this program: what kramdown and programs for notes add, definition
 * lists, and tables of kramdown. The body of an article of this site is only checked
 * (import_render_contain, whose errors it returns). ERR_NOMEM, ERR_TOO_LARGE. */
enum err import_dialect_body(struct import_work *w, const struct front_matter *m,
    int first, const char **body, struct parse_problem *problem) MUST_USE;

#endif
