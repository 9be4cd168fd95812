/* Inside import/: a file that "export" made of an article of this very site. */
#ifndef IMPORT_FILES_IMPORT_OWN_H
#define IMPORT_FILES_IMPORT_OWN_H

#include "db/model/article.h"
#include "import/common/import_run.h"
#include "site/publish/article_input.h"

/* The article that the draft of an exported file is: it has the number that the file
 * names, and its address, or as a draft without one its slug or title: another site has
 * these numbers too. ERR_NOT_FOUND. */
enum err import_own_find(
    struct import_work *w, const struct article_input *d, struct article *out) MUST_USE;

/* Whether the draft says of the article `id` what an export would say of it now: *same
 * then. Its comments are not the file's to change: where `comments`, the text of those
 * beside the file, are others than here, that is noted. */
enum err import_own_compare(struct import_work *w, const struct article_input *d,
    int64_t id, const char *comments, bool *same) MUST_USE;

#endif
