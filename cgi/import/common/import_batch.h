/* Inside import only: articles that are ready to be saved, several in one transaction,
 * because each transaction waits for the disk. */
#ifndef IMPORT_COMMON_IMPORT_BATCH_H
#define IMPORT_COMMON_IMPORT_BATCH_H

#include "db/model/live.h"
#include "import/common/import_comment_list.h"
#include "import/common/import_run.h"
#include "site/publish/article_input.h"

/* The updates of a live post; `exists` is false if the source says nothing of them. */
struct import_live {
  bool exists;
  struct live live;
  struct live_update *updates;
  size_t count;
};

/* One article, made by an import_work, in whose arena it lives. */
struct import_ready {
  struct import_ready *next;
  struct import_work *work;
  struct article_input draft;
  struct front_matter_list taken; /* aliases of other articles, once it is saved */
  struct import_comments comments;
  struct import_live live;
  bool live_kept;          /* instead of `live`, those that the post has */
  enum import_event event; /* what to report if it is saved */
  struct parse_problem problem;
  enum err result;
};

/* Takes over `r` with its arena, to be saved and reported in this order. */
void import_batch_add(struct import_run *run, struct import_ready *r);

/* Makes room for the next article: saves the waiting ones if they are many. Errors as
 * import_batch_flush. */
enum err import_batch_room(struct import_run *run) MUST_USE;

/* True if an article with that key is waiting: the database does not know it yet. */
bool import_batch_has(const struct import_run *run, const char *source_key);

/* Saves and reports all waiting articles, each with its comments or not at all. The
 * database is never locked for longer than a comment can wait. Returns only errors that
 * end the whole run (a full disk, a locked database); afterwards nothing is waiting. */
enum err import_batch_flush(struct import_run *run) MUST_USE;

/* Discards all waiting articles. */
void import_batch_drop(struct import_run *run);

#endif
