/* Inside import only: files that "export" wrote of articles of this very site. */
#ifndef IMPORT_FILES_IMPORT_OWN_H
#define IMPORT_FILES_IMPORT_OWN_H

#include "db/model/article.h"
#include "import/common/import_run.h"
#include "site/publish/article_input.h"

/* Finds the article of an exported file: it has the ID that the file names, and its
 * permalink or, for a draft without one, its slug or title, because another site has
 * the same IDs. ERR_NOT_FOUND. */
enum err import_own_find(
    struct import_work *w, const struct article_input *d, struct article *out) MUST_USE;

/* Sets *same if the input says of the article `id` what an export would say of it now.
 * Such a file cannot change comments: if `comments`, the text of those next to the
 * file, differ from the stored ones, that is noted. */
enum err import_own_compare(struct import_work *w, const struct article_input *d,
    int64_t id, const char *comments, bool *same) MUST_USE;

#endif
