/* Each transaction waits for the disk, which takes longer than saving an article, so
 * several articles share one. While it runs, a reader who submits a comment waits for
 * it. The batch is therefore limited in number and memory, and a transaction in time:
 * what does not fit is saved by the next one. */
#include "import/common/import_batch.h"

#include <string.h>

#include "base/clock.h"
#include "db/db_file.h"
#include "db/txn.h"
#include "import/common/import_insecure.h"
#include "import/common/import_report.h"
#include "site/publish/article_write.h"
#include "site/publish/live_write.h"
#include "site/publish/publish.h"

/* How much may wait, and how long one transaction may take in microseconds: a reader's
 * comment waits for it, and indexing, evicting pages and writing to the disk must also
 * fit into a tenth of a second. As long as nobody waits, more articles share what a
 * transaction costs. */
enum {
  MOST_READY = 100,
  MOST_BYTES = 8 << 20,
  MOST_TIME = 25000,
  MOST_TIME_ALONE = 100000
};
/* After so many transactions the log is written into the file. */
enum { LOG_TRANSACTIONS = 8 };

struct transaction {
  struct import_run *run;
  struct import_ready *end; /* the first one not part of it */
  bool saved;               /* at least one */
  bool refused;             /* all of them */
};

static enum err import_batch_more(struct db *s, int64_t id, void *context) {
  struct import_ready *r = context;
  const struct import_live *live = &r->live;
  enum err e = import_comment_list_add(s, id, &r->comments);
  r->live_kept = false;
  return e || !live->exists ? e
                            : live_write_within(s, id, &live->live, live->updates,
                                  live->count, &r->live_kept);
}

static enum err import_batch_save_one(struct db *s, void *context) {
  struct import_ready *r = context;
  int64_t id = 0;
  (void)s;
  enum err e = publish_save_within(r->work->run->site, r->work->arena, &r->draft,
      import_batch_more, r, &id, &r->problem);
  /* An address that was to be kept may belong to an article of the same batch by now.
   */
  if (e != ERR_INVALID || !r->draft.permalink || !r->work->run->options->keep_addresses)
    return e;
  r->draft.permalink = NULL;
  r->problem = (struct parse_problem){0};
  return publish_save_within(r->work->run->site, r->work->arena, &r->draft,
      import_batch_more, r, &id, &r->problem);
}

static bool import_batch_has_time(const struct db *s, int64_t began) {
  int64_t taken = clock_now() - began;
  return taken < MOST_TIME || (taken < MOST_TIME_ALONE && !txn_is_awaited(s));
}

static enum err import_batch_save_some(struct db *s, void *context) {
  struct transaction *t = context;
  int64_t began = clock_now();
  struct import_ready *r = t->run->batch.first;
  /* At least one article per transaction, however long it takes, or the batch would
   * never become empty. */
  do {
    /* Each article has a savepoint, so that one that is refused takes nothing of the
     * others with it. */
    r->result = txn_savepoint(s, import_batch_save_one, r);
    t->end = r->next;
    /* An error of the disk or of memory concerns all articles, not only this one. */
    if (import_report_is_fatal(r->result) || r->result == ERR_IO)
      return r->result;
    t->saved = t->saved || !r->result;
    r = r->next;
  } while (r && import_batch_has_time(s, began));
  /* If all were refused, roll back: the database stays the same to the last byte. */
  t->refused = !t->saved;
  return t->refused ? ERR_NOT_FOUND : OK;
}

static void import_batch_report(const struct import_ready *r) {
  struct import_work *w = r->work;
  const char *why = r->problem.message[0] ? r->problem.message : err_text(r->result);
  if (!r->result) {
    w->run->changed = true;
    /* Counted here, and not where they are found, so that neither a file that is
     * refused nor a second reading counts. */
    import_insecure_keep(w);
    if (w->is_undated && !w->run->again && !w->run->undated++)
      w->run->undated_file = arena_strdup(w->run->arena, import_report_name(w->file));
    for (size_t i = 0; i < r->taken.count; i++)
      import_report_note(w, r->taken.lines[i],
          "the alias \"%.60s\" is ignored: it leads to another article",
          r->taken.items[i]);
    if (r->live_kept)
      import_report_note(w, 0,
          "has newer updates than its .live.json: they are kept, and that file is ignored");
    /* The event first, so that the notes about a file follow its line. */
    import_report_event(w, r->event, 0, "");
    import_report_notes(w);
  } else {
    import_report_failure(w, NULL, r->problem.line, why);
  }
}

/* Reports all up to `end` and frees them. */
static void import_batch_finish(
    struct import_run *run, const struct import_ready *end, enum err e) {
  while (run->batch.first && run->batch.first != end) {
    struct import_ready *r = run->batch.first;
    run->batch.first = r->next;
    /* If the commit failed, nothing of it was saved. */
    if (e && !r->result) {
      r->result = e;
      r->problem = (struct parse_problem){0};
    }
    import_batch_report(r);
    arena_free(r->work->arena);
  }
}

enum err import_batch_flush(struct import_run *run) {
  while (run->batch.first) {
    /* Before the first savepoint, the end is after the first article: the loop always
     * advances. */
    struct transaction t = {.run = run, .end = run->batch.first->next};
    enum err e = article_write_one_of_many(run->site, import_batch_save_some, &t);
    /* This error only asked for the rollback, and each article has its own result. */
    if (e == ERR_NOT_FOUND && t.refused)
      e = OK;
    import_batch_finish(run, t.end, e);
    if (!e && ++run->transactions % LOG_TRANSACTIONS == 0)
      db_file_write_log(run->site->db);
    if (import_report_is_fatal(e)) {
      import_batch_drop(run);
      return e;
    }
  }
  import_batch_drop(run);
  return OK;
}

void import_batch_drop(struct import_run *run) {
  while (run->batch.first) {
    struct import_ready *r = run->batch.first;
    run->batch.first = r->next;
    arena_free(r->work->arena);
  }
  run->batch = (struct import_batch){0};
}

void import_batch_add(struct import_run *run, struct import_ready *r) {
  struct import_batch *b = &run->batch;
  r->next = NULL;
  /* From here on the batch frees the arena of the work. */
  r->work->is_kept = true;
  if (b->first)
    b->last->next = r;
  else
    b->first = r;
  b->last = r;
  b->count++;
  /* These two texts make up nearly all the memory of an article. */
  b->bytes += strlen(r->draft.html) + strlen(r->draft.source);
}

enum err import_batch_room(struct import_run *run) {
  const struct import_batch *b = &run->batch;
  return b->count < MOST_READY && b->bytes < MOST_BYTES ? OK : import_batch_flush(run);
}

bool import_batch_has(const struct import_run *run, const char *source_key) {
  for (const struct import_ready *r = run->batch.first; r; r = r->next)
    if (r->draft.source_key && strcmp(r->draft.source_key, source_key) == 0)
      return true;
  return false;
}
