/* Inside import/: articles that are ready to be saved, several in one transaction:
 * each on its own would wait for the disk. */
#ifndef IMPORT_COMMON_IMPORT_BATCH_H
#define IMPORT_COMMON_IMPORT_BATCH_H

#include "import/common/import_comment_list.h"
#include "import/common/import_run.h"
#include "site/publish/article_input.h"

/* One article, made by an import_work, whose arena it lives in. */
struct import_ready {
  struct import_ready *next;
  struct import_work *work;
  struct article_input draft;
  struct import_comments comments;
  enum import_event event; /* what becomes of it, if nothing goes wrong */
  struct parse_problem problem;
  enum err result;
};

/* Takes `r` over, its arena too, to be saved and reported in this order. */
void import_batch_add(struct import_run *run, struct import_ready *r);

/* Before the next one: saves what waits where that is much. Errors as
 * import_batch_flush. */
enum err import_batch_room(struct import_run *run) MUST_USE;

/* True when an article of that key waits: the database does not know it yet. */
bool import_batch_has(const struct import_run *run, const char *source_key);

/* Saves what waits and reports it, each article with its comments or not at all. The
 * database is never locked for longer than a comment can wait. Only what ends the whole
 * run is returned (a full disk, a locked database); nothing waits afterwards. */
enum err import_batch_flush(struct import_run *run) MUST_USE;

/* Forgets what waits. */
void import_batch_drop(struct import_run *run);

#endif
