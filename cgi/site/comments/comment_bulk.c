/* How it works: the comments are changed in the order of their IDs, in which they are
 * stored, so that a transaction writes few pages of the file. Each has as many of them
 * as can be changed in a short time, with one statement per table. By descending ID:
 * replies are deleted before what they reply to, and need not move up first. */
#include "site/comments/comment_bulk.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/limits.h"
#include "db/db_file.h"
#include "db/model/article.h"
#include "db/model/comment.h"
#include "db/model/comment_admin.h"
#include "db/model/comment_batch.h"
#include "db/txn.h"
#include "site/comments/spam_filter.h"

enum {
  /* In the first transaction, and at least and at most in those that follow. Many: a
   * transaction writes most pages of some indexes, however few comments it has. */
  COMMENT_BULK_ROWS = 2000,
  COMMENT_BULK_FEWEST = 1000,
  /* Learning takes about a millisecond for each. */
  COMMENT_BULK_LEARN_AT_ONCE = 50,
  /* After so many transactions the log is written into the file: not after each,
   * because they write the same pages, and not at the end, because a reader's comment
   * would have to do it. */
  COMMENT_BULK_LOG = 4,
  COMMENT_BULK_KIB = 64 << 10
};

/* Between these times a transaction keeps its size. Others wait for it. */
static const int64_t comment_bulk_fast = CLOCK_SECOND / 12,
                     comment_bulk_slow = CLOCK_SECOND / 7;

struct comment_bulk_run {
  struct comment_bulk change;
  struct arena *arena;
  struct comment_bulk_item **items; /* by descending ID, none twice */
  size_t count;
  size_t at, size; /* the items of the transaction; it may take fewer */
  size_t learned, learned_now;
  int64_t began;
  /* These are of one transaction. */
  int64_t *ids;
  struct comment_batch_row *rows;
  bool *has_replies; /* that stay; like `rows` */
  size_t found;
};

static bool comment_bulk_is_meant(
    const struct comment_bulk *change, const struct comment_batch_row *row) {
  if (change->only && !(change->only & COMMENT_SELECT(row->status)))
    return false;
  return change->kind != COMMENT_BULK_RESTORE || row->status == change->status;
}

/* What becomes of a comment; false if nothing does. *to is its own status if it is
 * deleted. */
static bool comment_bulk_target(const struct comment_bulk *change,
    const struct comment_batch_row *row, enum comment_status *to) {
  *to = change->kind == COMMENT_BULK_SET       ? change->status
        : change->kind == COMMENT_BULK_RESTORE ? row->former
                                               : row->status;
  if (!comment_bulk_is_meant(change, row))
    return false;
  return change->kind == COMMENT_BULK_DELETE || *to != row->status;
}

/* What it adds to the number of approved comments. */
static int comment_bulk_delta(
    const struct comment_bulk *change, const struct comment_batch_row *row) {
  enum comment_status to;
  if (!comment_bulk_target(change, row, &to))
    return 0;
  bool is_shown = change->kind != COMMENT_BULK_DELETE && to == COMMENT_APPROVE;
  return is_shown - (row->status == COMMENT_APPROVE);
}

/* To approve what a rule has approved is to say that the rule was right. */
static bool comment_bulk_confirms(
    const struct comment_bulk *change, const struct comment_batch_row *row) {
  return change->kind == COMMENT_BULK_SET && change->status == COMMENT_APPROVE &&
         row->status == COMMENT_APPROVE && comment_bulk_is_meant(change, row);
}

static bool comment_bulk_learns(
    const struct comment_bulk *change, const struct comment_batch_row *row) {
  enum comment_status to;
  if (change->kind == COMMENT_BULK_DELETE ||
      (!comment_bulk_target(change, row, &to) && !comment_bulk_confirms(change, row)))
    return false;
  return spam_filter_class(row->learned, to) != row->learned;
}

/* Those for which learning takes too long are left to the next transaction. After the
 * last one that is learned, none need wait. */
static void comment_bulk_limit(struct comment_bulk_run *r) {
  size_t learning = 0, at = 0;
  if (r->learned + COMMENT_BULK_LEARN_AT_ONCE > COMMENT_BULK_LEARN)
    return;
  while (at < r->found && learning <= COMMENT_BULK_LEARN_AT_ONCE)
    learning += comment_bulk_learns(&r->change, &r->rows[at++]);
  if (learning <= COMMENT_BULK_LEARN_AT_ONCE)
    return;
  r->found = at - 1;
  for (size_t i = 0; i < r->size; i++)
    if (r->ids[i] <= r->rows[r->found].id)
      r->size = i;
}

/* Both lists are in the same order. Rows of comments that stay as they are go. */
static void comment_bulk_note_results(struct comment_bulk_run *r) {
  size_t at = 0, kept = 0;
  for (size_t i = 0; i < r->size; i++) {
    struct comment_bulk_item *item = r->items[r->at + i];
    item->result = ERR_NOT_FOUND;
    if (at == r->found || r->rows[at].id != item->id)
      continue;
    item->result = comment_bulk_is_meant(&r->change, &r->rows[at]) ? OK : ERR_INVALID;
    if (!item->result)
      r->rows[kept++] = r->rows[at];
    at++;
  }
  r->found = kept;
}

/* A restored comment may return to one of several statuses. */
static enum err comment_bulk_set(struct db *s, struct comment_bulk_run *r) {
  enum err e = OK;
  for (int status = COMMENT_APPROVE; !e && status <= COMMENT_TRASH; status++) {
    size_t count = 0;
    enum comment_status to;
    for (size_t i = 0; i < r->found; i++)
      if (comment_bulk_target(&r->change, &r->rows[i], &to) && (int)to == status)
        r->ids[count++] = r->rows[i].id;
    if (count)
      e = comment_batch_set_status(
          s, r->ids, count, (enum comment_status)status, clock_now());
  }
  return e;
}

static enum err comment_bulk_learn(struct db *s, struct comment_bulk_run *r) {
  enum err e = OK;
  r->learned_now = 0;
  for (size_t i = 0; !e && i < r->found; i++) {
    struct comment c;
    enum comment_status to;
    if (r->learned + r->learned_now == COMMENT_BULK_LEARN)
      break;
    if (!comment_bulk_learns(&r->change, &r->rows[i]))
      continue;
    arena_reset(r->arena);
    comment_bulk_target(&r->change, &r->rows[i], &to);
    e = comment_by_id(s, r->arena, r->rows[i].id, &c);
    if (!e)
      e = spam_filter_learn(s, r->arena, &c, to);
    r->learned_now++;
  }
  return e;
}

static int comment_bulk_compare_rows(const void *id, const void *row) {
  int64_t x = *(const int64_t *)id, y = ((const struct comment_batch_row *)row)->id;
  return (x < y) - (x > y);
}

static const struct comment_batch_row *comment_bulk_row(
    const struct comment_bulk_run *r, int64_t id) {
  return bsearch(&id, r->rows, r->found, sizeof *r->rows, comment_bulk_compare_rows);
}

static enum err comment_bulk_note_reply(void *context, int64_t id, int64_t parent) {
  struct comment_bulk_run *r = context;
  const struct comment_batch_row *row = comment_bulk_row(r, parent);
  if (row && !comment_bulk_row(r, id))
    r->has_replies[row - r->rows] = true;
  return OK;
}

/* The nearest comment above that stays. In a damaged database the way up may be a
 * circle, hence the limit. */
static int64_t comment_bulk_ancestor(
    const struct comment_bulk_run *r, const struct comment_batch_row *row) {
  int64_t id = row->parent_id;
  for (size_t i = 0; i <= r->found; i++) {
    const struct comment_batch_row *up = id ? comment_bulk_row(r, id) : NULL;
    if (!up)
      return id;
    id = up->parent_id;
  }
  return 0;
}

/* Replies move first: they refer to the comments, and foreign keys are on. */
static enum err comment_bulk_delete(struct db *s, struct comment_bulk_run *r) {
  for (size_t i = 0; i < r->found; i++) {
    r->ids[i] = r->rows[i].id;
    r->has_replies[i] = false;
  }
  enum err e = comment_batch_replies(s, r->ids, r->found, comment_bulk_note_reply, r);
  for (size_t i = 0; !e && i < r->found; i++) {
    int64_t moved = 0;
    if (!r->has_replies[i])
      continue;
    e = comment_admin_move_replies(
        s, r->ids[i], comment_bulk_ancestor(r, &r->rows[i]), &moved);
    /* Replies that move up appear in another place on the page. */
    if (!e && moved)
      e = comment_invalidate(s, r->rows[i].article_id);
  }
  return e ? e : comment_batch_delete(s, r->ids, r->found);
}

static int comment_bulk_compare_articles(const void *a, const void *b) {
  const struct comment_batch_row *x = a, *y = b;
  return (x->article_id > y->article_id) - (x->article_id < y->article_id);
}

/* If it is only one comment of the article, pages that look the same stay. */
static enum err comment_bulk_follow_article(
    struct db *s, int64_t article, int64_t delta, int64_t public, int64_t last) {
  struct comment c = {.id = last, .article_id = article};
  if (!public)
    return OK;
  enum err e = delta ? article_add_comments(s, article, delta) : OK;
  if (e)
    return e;
  return public == 1 ? comment_invalidate_one(s, &c, (int)delta)
                     : comment_invalidate(s, article);
}

/* Updates the counts and pages of the articles. Comments that were not public before
 * and are not public now are on no page. Changes the order of the rows. */
static enum err comment_bulk_follow(struct db *s, struct comment_bulk_run *r) {
  enum err e = OK;
  qsort(r->rows, r->found, sizeof *r->rows, comment_bulk_compare_articles);
  for (size_t i = 0; !e && i < r->found;) {
    int64_t article = r->rows[i].article_id, delta = 0, public = 0, last = 0;
    for (; i < r->found && r->rows[i].article_id == article; i++) {
      int one = comment_bulk_delta(&r->change, &r->rows[i]);
      delta += one;
      public += one != 0;
      last = one ? r->rows[i].id : last;
    }
    e = comment_bulk_follow_article(s, article, delta, public, last);
  }
  return e;
}

static enum err comment_bulk_write(struct db *s, void *context) {
  struct comment_bulk_run *r = context;
  r->began = clock_now();
  for (size_t i = 0; i < r->size; i++)
    r->ids[i] = r->items[r->at + i]->id;
  size_t found = 0;
  enum err e = comment_batch_read(s, r->ids, r->size, r->rows, &found);
  if (e)
    return e;
  r->found = found;
  comment_bulk_limit(r);
  comment_bulk_note_results(r);
  if (r->change.kind == COMMENT_BULK_DELETE)
    e = comment_bulk_delete(s, r);
  else
    e = comment_bulk_set(s, r);
  if (!e)
    e = comment_bulk_learn(s, r);
  return e ? e : comment_bulk_follow(s, r);
}

static size_t comment_bulk_next_size(size_t size, int64_t took) {
  if (took > comment_bulk_slow)
    size /= 2;
  else if (took < comment_bulk_fast)
    size *= 2;
  size = size < COMMENT_BULK_FEWEST ? COMMENT_BULK_FEWEST : size;
  return size < COMMENT_BULK_MOST ? size : COMMENT_BULK_MOST;
}

static enum err comment_bulk_run(
    struct site *site, struct comment_bulk_run *r, size_t *done) {
  enum err e = OK;
  size_t size = COMMENT_BULK_ROWS;
  int written = 0;
  while (!e && r->at < r->count) {
    r->size = r->count - r->at < size ? r->count - r->at : size;
    e = txn_write(site->db, comment_bulk_write, r);
    if (e)
      break;
    for (size_t i = 0; i < r->size; i++)
      *done += !r->items[r->at + i]->result;
    r->at += r->size;
    r->learned += r->learned_now;
    size = comment_bulk_next_size(size, clock_now() - r->began);
    if (++written % COMMENT_BULK_LOG == 0)
      db_file_write_log(site->db);
  }
  if (e || !*done || r->change.kind != COMMENT_BULK_DELETE)
    return e;
  /* What was deleted must not stay in the write-ahead log. While somebody reads, the
   * scheduler does that later. */
  e = db_file_empty_log(site->db);
  return e == ERR_BUSY ? OK : e;
}

static int comment_bulk_compare_items(const void *a, const void *b) {
  const struct comment_bulk_item *x = *(struct comment_bulk_item *const *)a,
                                 *y = *(struct comment_bulk_item *const *)b;
  return (x->id < y->id) - (x->id > y->id);
}

/* Sorts the items, and moves those away that are there already. */
static void comment_bulk_sort(
    struct comment_bulk_run *r, struct comment_bulk_item *items, size_t count) {
  for (size_t i = 0; i < count; i++)
    r->items[i] = &items[i];
  qsort(
      r->items, count, sizeof(struct comment_bulk_item *), comment_bulk_compare_items);
  for (size_t i = 0; i < count; i++)
    if (!r->count || r->items[r->count - 1]->id != r->items[i]->id)
      r->items[r->count++] = r->items[i];
}

/* The result of an item that is there twice is that of the one that was changed. */
static void comment_bulk_copy_results(
    const struct comment_bulk_run *r, struct comment_bulk_item *items, size_t count) {
  for (size_t i = 0; i < count && r->count < count; i++) {
    const struct comment_bulk_item *key = &items[i];
    struct comment_bulk_item **one = bsearch(&key, r->items, r->count,
        sizeof(struct comment_bulk_item *), comment_bulk_compare_items);
    if (one)
      items[i].result = (*one)->result;
  }
}

static enum err comment_bulk_begin(struct comment_bulk_run *r,
    const struct comment_bulk *change, struct comment_bulk_item *given, size_t count) {
  size_t room = count < COMMENT_BULK_MOST ? count + 1 : COMMENT_BULK_MOST;
  *r = (struct comment_bulk_run){.change = *change,
      .arena = arena_new(LIMIT_COMMENT_MEMORY),
      .items = calloc(count + 1, sizeof(struct comment_bulk_item *)),
      .ids = calloc(room, sizeof *r->ids),
      .rows = calloc(room, sizeof *r->rows),
      .has_replies = calloc(room, sizeof *r->has_replies)};
  if (!r->arena || !r->items || !r->ids || !r->rows || !r->has_replies)
    return ERR_NOMEM;
  comment_bulk_sort(r, given, count);
  return OK;
}

static void comment_bulk_end(struct comment_bulk_run *r) {
  free(r->items);
  free(r->ids);
  free(r->rows);
  free(r->has_replies);
  arena_free(r->arena);
}

enum err comment_bulk(struct site *site, const struct comment_bulk *change,
    struct comment_bulk_item *items, size_t count, size_t *done) {
  struct comment_bulk_run r;
  enum err e = comment_bulk_begin(&r, change, items, count);
  *done = 0;
  if (!e) {
    db_change_many(site->db, COMMENT_BULK_KIB);
    e = comment_bulk_run(site, &r, done);
    db_change_many(site->db, 0);
    comment_bulk_copy_results(&r, items, count);
  }
  comment_bulk_end(&r);
  return e;
}

/* Nothing is learned from what is deleted, so that one transaction is enough. */
enum err comment_bulk_delete_within(struct db *s, unsigned only,
    struct comment_bulk_item *items, size_t count, size_t *done) {
  const struct comment_bulk change = {.kind = COMMENT_BULK_DELETE, .only = only};
  struct comment_bulk_run r;
  enum err e = comment_bulk_begin(&r, &change, items, count);
  r.size = r.count;
  if (!e)
    e = comment_bulk_write(s, &r);
  if (!e) {
    *done = r.found;
    comment_bulk_copy_results(&r, items, count);
  }
  comment_bulk_end(&r);
  return e;
}
