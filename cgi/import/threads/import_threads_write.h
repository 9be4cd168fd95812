/* Inside import/threads only: stores the comments of articles. */
#ifndef IMPORT_THREADS_IMPORT_THREADS_WRITE_H
#define IMPORT_THREADS_IMPORT_THREADS_WRITE_H

#include "import/common/import_comment_list.h"
#include "import/threads/import_threads_types.h"

/* The comments of one article. */
struct import_threads_ready {
  int64_t article;
  const char *path; /* its permalink */
  int line;         /* of its first thread */
  struct import_comments comments;
  enum err result; /* once it was tried */
};

/* Stores the comments of `n` articles, several in one transaction, but no longer than a
 * reader's comment can wait. An article that fails takes nothing of the others with it.
 * Returns only errors that end the run. */
enum err import_threads_write(
    struct import_run *run, struct import_threads_ready *items, size_t n) MUST_USE;

#endif
