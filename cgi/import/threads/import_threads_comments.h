/* Inside import/threads only: the comments of an article, ready to be stored. */
#ifndef IMPORT_THREADS_IMPORT_THREADS_COMMENTS_H
#define IMPORT_THREADS_IMPORT_THREADS_COMMENTS_H

#include "import/common/import_comment_list.h"
#include "import/threads/import_threads_types.h"

/* Brings `n` comments of one article into the form of the database, in the arena `a`,
 * oldest first and each after its parent. What is not valid is repaired or left out and
 * counted in t->left: nobody could correct it in an export. A comment without a date
 * gets that of the one before it in the export, the first one `published_at`, the date
 * of the article. ERR_NOMEM, ERR_SYNTAX. */
enum err import_threads_comments(struct import_threads *t, struct arena *a,
    const struct import_thread_ref *from, size_t n, int64_t published_at,
    struct import_comments *out) MUST_USE;

#endif
