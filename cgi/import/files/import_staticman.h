/* Inside import only: comments that Staticman has stored as files of a site,
 * _data/comments/POST/NAME.yml in Jekyll, data/comments/ in Hugo. */
#ifndef IMPORT_FILES_IMPORT_STATICMAN_H
#define IMPORT_FILES_IMPORT_STATICMAN_H

#include "base/err.h"
#include "import/common/import_run.h"

/* If the site has such comments on the file's article, sets *comments to them in the
 * form of NAME.comments.json (docs/export.md). A comment that cannot be kept is
 * reported. ERR_NOMEM. */
enum err import_staticman_read(struct import_work *w, const char **comments) MUST_USE;

/* Reports each folder of comments below `root` that belongs to no imported article.
 * ERR_NOMEM. */
enum err import_staticman_report_rest(
    struct import_run *run, const char *root) MUST_USE;

#endif
