/* Inside import only: the updates of live posts. */
#ifndef IMPORT_FILES_IMPORT_LIVE_H
#define IMPORT_FILES_IMPORT_LIVE_H

#include "base/err.h"
#include "db/model/live.h"
#include "import/common/import_batch.h"
#include "import/common/import_run.h"
#include "markup/frontmatter/parse_problem.h"

/* Checks u->title and u->source (NULL: it stays), and makes u->html and u->rich from
 * the source by the same steps as the text of an article. The pictures in it are added
 * to the list of `w`. Returns ERR_SYNTAX, ERR_INVALID or ERR_TOO_LARGE with *problem if
 * a text is not allowed; ERR_NOMEM. */
enum err import_live_render(struct import_work *w, struct live_update *u,
    struct parse_problem *problem) MUST_USE;

/* Sets w->live to the text of NAME.live.json next to the file of `w`, if there is one.
 * Returns an error, after reporting it, if it cannot be read. */
enum err import_live_find(struct import_work *w) MUST_USE;

/* Reads w->live, and renders its updates; *out says if there is none. Their pictures
 * are added to the list of `w`. Returns ERR_SYNTAX or ERR_INVALID, after reporting it,
 * if it is not what an export writes; ERR_NOMEM. */
enum err import_live_read(struct import_work *w, struct import_live *out) MUST_USE;

#endif
