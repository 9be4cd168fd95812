#include "import/threads/import_threads_write.h"

#include "base/clock.h"
#include "db/db_file.h"
#include "db/model/comment.h"
#include "import/common/import_report.h"
#include "site/publish/article_write.h"

/* In microseconds; import_batch.c explains it. */
enum { MOST_TIME = 25000 };

struct transaction {
  struct import_threads_ready *at, *end;
};

static enum err import_threads_write_one(struct db *s, void *context) {
  struct import_threads_ready *r = context;
  enum err e = import_comment_list_add(s, r->article, &r->comments);
  /* Pages that show them are evicted with the COMMIT. */
  return e ? e : comment_invalidate(s, r->article);
}

static enum err import_threads_write_some(struct db *s, void *context) {
  struct transaction *t = context;
  int64_t began = clock_now();
  /* At least one article, however long it takes, so that the loop always advances. */
  do {
    t->at->result = txn_savepoint(s, import_threads_write_one, t->at);
    if (import_report_is_fatal(t->at->result) || t->at->result == ERR_IO)
      return t->at->result;
    t->at++;
  } while (t->at < t->end && clock_now() - began < MOST_TIME);
  return OK;
}

enum err import_threads_write(
    struct import_run *run, struct import_threads_ready *items, size_t n) {
  struct transaction t = {items, items + n};
  enum err e = OK;
  while (!e && t.at < t.end) {
    struct import_threads_ready *began = t.at;
    e = article_write_one_of_many(run->site, import_threads_write_some, &t);
    /* If the commit failed, nothing of it was stored. */
    for (; e && began < t.at; began++)
      began->result = e;
  }
  if (!e)
    db_file_write_log(run->site->db);
  return e;
}
