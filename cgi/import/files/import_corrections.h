/* Inside import only: corrections in front matter, for publishing. */
#ifndef IMPORT_FILES_IMPORT_CORRECTIONS_H
#define IMPORT_FILES_IMPORT_CORRECTIONS_H

#include "base/err.h"
#include "import/common/import_run.h"
#include "markup/frontmatter/front_matter.h"
#include "markup/frontmatter/parse_problem.h"
#include "site/publish/article_input.h"

/* Sets the corrections of `d`, oldest first. A note that is no line of text, or too
 * long, is an error with *problem in a strict text; elsewhere it is reported and left
 * out. ERR_NOMEM. */
enum err import_corrections_take(struct import_work *w, const struct front_matter *m,
    struct article_input *d, struct parse_problem *problem) MUST_USE;

#endif
