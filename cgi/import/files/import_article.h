/* Inside import only: from the text of a file to the input of publishing. */
#ifndef IMPORT_FILES_IMPORT_ARTICLE_H
#define IMPORT_FILES_IMPORT_ARTICLE_H

#include "base/err.h"
#include "import/common/import_run.h"
#include "markup/frontmatter/parse_problem.h"
#include "site/publish/article_input.h"

/* Fills in *out from the text of a file, except what article_finish adds. Returns
 * ERR_SYNTAX or ERR_INVALID with *problem; ERR_NOT_FOUND as import_file; ERR_NOMEM. */
enum err import_article_read(struct import_work *w, char *text, size_t size,
    struct article_input *out, struct parse_problem *problem) MUST_USE;

/* When the file was last modified; the current time if that is not known. */
int64_t import_article_time(const struct import_file *f);

#endif
