/* Inside import only: the updates of live posts. */
#ifndef IMPORT_FILES_IMPORT_LIVE_H
#define IMPORT_FILES_IMPORT_LIVE_H

#include "base/err.h"
#include "db/model/live.h"
#include "import/common/import_run.h"
#include "markup/frontmatter/parse_problem.h"

/* Checks u->title and u->source (NULL: it stays), and makes u->html and u->rich from
 * the source by the same steps as the text of an article. The pictures in it are added
 * to the list of `w`. Returns ERR_SYNTAX, ERR_INVALID or ERR_TOO_LARGE with *problem if
 * a text is not allowed; ERR_NOMEM. */
enum err import_live_render(struct import_work *w, struct live_update *u,
    struct parse_problem *problem) MUST_USE;

#endif
