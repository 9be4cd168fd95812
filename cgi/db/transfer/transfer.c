#include "db/transfer/transfer.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/utf8.h"
#include "db/connection.h"
#include "db/engine.h"
#include "db/search/search_index.h"
#include "db/transfer/transfer_query.h"
#include "db/transfer/transfer_side.h"
#include "db/txn.h"

/* For the keys at which parts end, and for one part. */
static const size_t TRANSFER_KEPT = (size_t)1 << 31;
static const size_t TRANSFER_PART = (size_t)1 << 32;

/* A part of the original as it was copied: the rows after those of the part before. */
struct transfer_note {
  const struct transfer_value *last; /* the key that it ends at; NULL: no end */
  uint8_t hash[CRYPT_HASH];
  bool has_changed;
};

struct transfer_work {
  struct transfer_columns columns;
  struct transfer_query from, to;
  struct transfer_note *notes;
  size_t count, cap;
};

struct transfer_job {
  const struct transfer *transfer;
  struct transfer_work *work; /* of each table */
  struct arena *kept, *part;
  int64_t rows, total; /* of the stage */
  struct transfer_done *done;
  bool moved, is_marked;
  char *why;
  size_t why_size;
};

static void transfer_advance(
    struct transfer_job *j, enum transfer_stage stage, size_t rows) {
  const struct transfer *t = j->transfer;
  j->rows += (int64_t)rows;
  if (t->progress)
    t->progress(t->context, stage, j->rows, j->total);
}

/* Names the row by its key, of which people know numbers and paths. */
static enum err transfer_refuse_text(struct transfer_job *j,
    const struct transfer_work *w, const struct transfer_part *p, size_t row,
    int column) {
  const struct transfer_value *key =
      &p->rows[row * (size_t)w->columns.count + (size_t)w->columns.key[0]];
  char number[32];
  snprintf(number, sizeof number, "%lld", (long long)key->number);
  snprintf(j->why, j->why_size,
      "the column %s of the table %s has a text that is no valid UTF-8, or has a NUL, in"
      " the row %s: change or delete that first",
      w->columns.names[column], w->from.table->name,
      key->type == TRANSFER_INTEGER                            ? number
      : key->type == TRANSFER_TEXT && utf8_is_plain(key->data) ? key->data
                                                               : "with that key");
  return ERR_INVALID;
}

static enum err transfer_put(
    struct transfer_job *j, struct transfer_work *w, const struct transfer_part *p) {
  size_t row = 0;
  int column = 0;
  if (w->to.s->engine->is_postgres &&
      transfer_part_has_bad_text(p, &w->columns, &row, &column))
    return transfer_refuse_text(j, w, p, row, column);
  return transfer_query_insert(&w->to, p);
}

/* Reads a range of the copy and compares it with what was put there. */
static enum err transfer_compare(struct transfer_job *j, struct transfer_work *w,
    const struct transfer_range *r, const struct transfer_note *note, size_t *rows) {
  struct transfer_part p;
  arena_reset(j->part);
  enum err e = transfer_query_read(&w->to, r, 0, j->part, &p);
  if (e)
    return e;
  *rows = p.count;
  if (memcmp(p.hash, note->hash, CRYPT_HASH) == 0)
    return OK;
  snprintf(j->why, j->why_size,
      "the copy of the table %s differs from the original: nothing was copied",
      w->from.table->name);
  return ERR_DAMAGED;
}

static struct transfer_note *transfer_note_add(
    struct transfer_job *j, struct transfer_work *w) {
  struct transfer_note *grown =
      arena_grow(j->kept, w->notes, w->count, &w->cap, sizeof *grown);
  if (!grown)
    return NULL;
  w->notes = grown;
  w->notes[w->count] = (struct transfer_note){.last = NULL};
  return &w->notes[w->count++];
}

/* Copies the rows after a key, part by part. The last one is empty: what is added after
 * it is found there. */
static enum err transfer_copy_after(
    struct transfer_job *j, struct transfer_work *w, const struct transfer_value *key) {
  struct transfer_range r = {.after = key};
  struct transfer_part p;
  do {
    arena_reset(j->part);
    enum err e = transfer_query_read(&w->from, &r, w->from.table->part, j->part, &p);
    struct transfer_note *note = e ? NULL : transfer_note_add(j, w);
    if (!e && !note)
      e = ERR_NOMEM;
    if (!e)
      memcpy(note->hash, p.hash, CRYPT_HASH);
    if (!e && p.count &&
        !(note->last = transfer_part_last_key(&p, &w->columns, j->kept)))
      e = ERR_NOMEM;
    if (!e)
      e = transfer_put(j, w, &p);
    if (e)
      return e;
    r.after = note->last;
    transfer_advance(j, TRANSFER_COPYING, p.count);
  } while (p.count);
  return OK;
}

static enum err transfer_copy_table(struct transfer_job *j, struct transfer_work *w) {
  char sql[100];
  /* What a new blog has, such as its lists. */
  snprintf(sql, sizeof sql, "DELETE FROM %s", w->to.table->name);
  enum err e =
      transfer_table_is_search(w->to.table) ? OK : transfer_side_run(w->to.s, sql);
  return e ? e : transfer_copy_after(j, w, NULL);
}

static enum err transfer_compare_table(
    struct transfer_job *j, struct transfer_work *w) {
  struct transfer_range r = {.after = NULL};
  enum err e = OK;
  for (size_t i = 0; !e && i < w->count; i++) {
    size_t rows = 0;
    r.last = w->notes[i].last;
    e = transfer_compare(j, w, &r, &w->notes[i], &rows);
    r.after = r.last;
    if (!e)
      transfer_advance(j, TRANSFER_COMPARING, rows);
  }
  return e;
}

/* The rows of a part that has changed are all deleted from the copy, for every table
 * first: a row may have moved to another part, with a value that must be unique. */
static enum err transfer_find_changes(struct transfer_job *j, struct transfer_work *w) {
  struct transfer_range r = {.after = NULL};
  struct transfer_part p;
  enum err e = OK;
  for (size_t i = 0; !e && i < w->count; i++) {
    struct transfer_note *note = &w->notes[i];
    r.last = note->last;
    arena_reset(j->part);
    /* After the last part there was nothing: one row tells that there is something. */
    e = transfer_query_read(&w->from, &r, r.last ? 0 : 1, j->part, &p);
    note->has_changed = !e && memcmp(p.hash, note->hash, CRYPT_HASH) != 0;
    if (note->has_changed && r.last) {
      arena_reset(j->part);
      e = transfer_query_read(&w->to, &r, 0, j->part, &p);
      if (!e)
        e = transfer_query_delete(&w->to, &p);
    }
    r.after = r.last;
  }
  return e;
}

static enum err transfer_copy_again(struct transfer_job *j, struct transfer_work *w,
    const struct transfer_range *r, struct transfer_note *note) {
  struct transfer_part p;
  size_t rows = 0;
  arena_reset(j->part);
  enum err e = transfer_query_read(&w->from, r, 0, j->part, &p);
  if (!e)
    e = transfer_put(j, w, &p);
  if (e)
    return e;
  memcpy(note->hash, p.hash, CRYPT_HASH);
  return transfer_compare(j, w, r, note, &rows);
}

static enum err transfer_copy_changes(struct transfer_job *j, struct transfer_work *w) {
  size_t count = w->count;
  struct transfer_range r = {.after = NULL};
  enum err e = OK;
  for (size_t i = 0; !e && i < count; i++) {
    r.last = w->notes[i].last;
    if (w->notes[i].has_changed) {
      /* That table has the number of this very change. */
      j->done->changed += strcmp(w->from.table->name, "site") != 0;
      e = r.last ? transfer_copy_again(j, w, &r, &w->notes[i])
                 : transfer_copy_after(j, w, r.after);
    }
    r.after = r.last;
  }
  /* What came after the last part is in parts of its own now. */
  r.after = count > 1 ? w->notes[count - 2].last : NULL;
  for (size_t i = count; !e && i < w->count; i++) {
    size_t rows = 0;
    r.last = w->notes[i].last;
    e = transfer_compare(j, w, &r, &w->notes[i], &rows);
    r.after = r.last;
  }
  return e;
}

typedef enum err transfer_table_work(struct transfer_job *j, struct transfer_work *w);

static enum err transfer_each(struct transfer_job *j, transfer_table_work *work) {
  enum err e = OK;
  j->rows = 0;
  for (size_t i = 0; !e && i < transfer_table_count; i++) {
    e = work(j, &j->work[i]);
    if (e && !*j->why)
      snprintf(j->why, j->why_size, "the table %s: %s", transfer_tables[i].name,
          err_text(e));
  }
  return e;
}

static enum err transfer_set_counter(struct transfer_job *j, struct transfer_work *w) {
  int64_t last = 0;
  if (!w->from.table->has_counter)
    return OK;
  enum err e = transfer_side_counter(j->transfer->from, w->from.table, &last);
  return e ? e : transfer_side_set_counter(j->transfer->to, w->to.table, last);
}

static enum err transfer_count(
    struct db *s, const struct transfer_table *t, int64_t *total) {
  char sql[100];
  int64_t rows = 0;
  snprintf(sql, sizeof sql, "SELECT count(*) FROM %s",
      transfer_table_is_search(t) ? "search_entry" : t->name);
  enum err e = transfer_side_number(s, sql, NULL, &rows);
  *total += rows;
  return e;
}

static enum err transfer_count_table(struct transfer_job *j, struct transfer_work *w) {
  return transfer_count(j->transfer->to, w->to.table, &j->done->rows);
}

/* An original that goes on being used numbers its changes itself: the copy must not use
 * those numbers for others (txn_advance). */
static enum err transfer_part_ways(const struct transfer *t) {
  return t->move
             ? OK
             : transfer_side_run(t->to, "UPDATE site SET change = change + 1000000");
}

/* A file is moved away by the caller, while nobody can write to it: those who wait for
 * that notice. In PostgreSQL, the original gets a mark, and the caller goes on when
 * that is committed: before that, changes could still be made there. */
static enum err transfer_move(struct transfer_job *j) {
  const struct transfer *t = j->transfer;
  if (!t->from->engine->is_postgres)
    return t->move(t->context);
  j->is_marked = true;
  return transfer_side_run(t->from, "UPDATE site SET change = -change");
}

/* After a COMMIT that was lost, the server is asked what became of it. */
static enum err transfer_find_mark(struct transfer_job *j, enum err e) {
  int64_t change = 0;
  struct db *from = j->transfer->from;
  if (e != ERR_UNREACHABLE || !j->is_marked)
    return e;
  if (transfer_side_number(from, "SELECT change FROM site", NULL, &change) == OK)
    return change < 0 ? OK : e;
  snprintf(j->why, j->why_size,
      "the server was lost at the last step, and nothing has changed here. If the blog"
      " answers no more, run this in its database, and then this command again: UPDATE"
      " site SET change = abs(change)");
  return e;
}

/* The mark is taken back if the rest fails. */
static enum err transfer_move_from_server(struct transfer_job *j) {
  const struct transfer *t = j->transfer;
  enum err e = t->move(t->context);
  if (e && transfer_side_run(
               t->from, "UPDATE site SET change = -change WHERE change < 0") != OK)
    log_event(LOG_LEVEL_ERROR, "transfer.marked", "why", err_name(e), NULL);
  return e;
}

/* Inside a change of the original, so that nobody else can write. */
static enum err transfer_end(struct db *from, void *context) {
  struct transfer_job *j = context;
  const struct transfer *t = j->transfer;
  int64_t began = clock_monotonic();
  (void)from;
  enum err e = transfer_each(j, transfer_find_changes);
  if (!e)
    e = transfer_each(j, transfer_copy_changes);
  if (!e)
    e = transfer_each(j, transfer_set_counter);
  if (!e)
    e = transfer_each(j, transfer_count_table);
  if (!e)
    e = transfer_part_ways(t);
  if (!e)
    e = transfer_side_check(t->to);
  if (!e)
    e = transfer_side_commit(t->to);
  if (!e && t->move)
    e = transfer_move(j);
  j->moved = !e && t->move;
  j->done->locked = clock_monotonic() - began;
  return e;
}

static enum err transfer_open_table(struct transfer_job *j, struct transfer_work *w) {
  const struct transfer_table *t = &transfer_tables[w - j->work];
  struct transfer_columns there;
  w->from =
      (struct transfer_query){j->transfer->from, t, &w->columns, {{NULL}}, {NULL}};
  w->to = w->from;
  w->to.s = j->transfer->to;
  enum err e = transfer_columns_read(j->transfer->from, t, &w->columns);
  if (!e)
    e = transfer_columns_read(j->transfer->to, t, &there);
  /* A table that somebody has changed. */
  if (!e && strcmp(there.list, w->columns.list) != 0) {
    snprintf(j->why, j->why_size, "the table %s has other columns there", t->name);
    e = ERR_INVALID;
  }
  return e ? e : transfer_count(j->transfer->from, t, &j->total);
}

/* What the tables of a new blog have rows in. */
static bool transfer_is_in_new_blog(const char *table) {
  static const char *const names[] = {"site", "listing", "spam_total", "dependency"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    if (strcmp(names[i], table) == 0)
      return true;
  return false;
}

/* A copy into a blog would be neither of the two. In the transaction, with the row that
 * everybody who writes waits for. */
static enum err transfer_refuse_table(struct transfer_job *j, struct transfer_work *w) {
  int64_t rows = 0;
  if (transfer_is_in_new_blog(w->to.table->name))
    return OK;
  enum err e = transfer_count(j->transfer->to, w->to.table, &rows);
  if (e || !rows)
    return e;
  snprintf(j->why, j->why_size,
      "there is a blog already: %lld rows in the table %s. Name an empty database",
      (long long)rows, w->to.table->name);
  return ERR_EXISTS;
}

static enum err transfer_refuse_blog(struct transfer_job *j) {
  enum err e = transfer_side_run(j->transfer->to, "UPDATE site SET change = change");
  return e ? e : transfer_each(j, transfer_refuse_table);
}

static enum err transfer_all(struct transfer_job *j) {
  const struct transfer *t = j->transfer;
  enum err e = transfer_each(j, transfer_open_table);
  if (!e)
    e = transfer_side_begin(t->to);
  if (!e)
    e = transfer_refuse_blog(j);
  if (!e)
    e = search_index_begin(t->to);
  if (!e)
    e = transfer_each(j, transfer_copy_table);
  if (!e)
    e = transfer_each(j, transfer_compare_table);
  if (!e)
    e = transfer_side_check_early(t->to);
  if (!e)
    e = txn_write(t->from, transfer_end, j);
  /* What its users are told when they try to write. */
  if (e == ERR_REPLACED && j->moved)
    e = OK;
  e = transfer_find_mark(j, e);
  return !e && j->is_marked ? transfer_move_from_server(j) : e;
}

static void transfer_close(struct transfer_job *j) {
  for (size_t i = 0; j->work && i < transfer_table_count; i++) {
    transfer_query_close(&j->work[i].from);
    transfer_query_close(&j->work[i].to);
  }
  transfer_side_rollback(j->transfer->to);
  arena_free(j->part);
  arena_free(j->kept);
}

enum err transfer_run(
    const struct transfer *t, struct transfer_done *done, char *why, size_t why_size) {
  struct transfer_job j = {.transfer = t,
      .kept = arena_new(TRANSFER_KEPT),
      .part = arena_new(TRANSFER_PART),
      .done = done,
      .why = why,
      .why_size = why_size};
  why[0] = '\0';
  *done = (struct transfer_done){0, 0, 0};
  transfer_side_unlock(t->from);
  transfer_side_unlock(t->to);
  if (j.kept && j.part)
    j.work = arena_array(j.kept, transfer_table_count, sizeof *j.work);
  enum err e = j.work ? transfer_all(&j) : ERR_NOMEM;
  transfer_close(&j);
  if (e && !*why)
    snprintf(why, why_size, "%s", e == ERR_EXISTS ? t->to->message : err_text(e));
  return e;
}

enum err transfer_to_file(
    struct db *from, const char *file, char *why, size_t why_size) {
  struct transfer_done done;
  struct db *to = NULL;
  why[0] = '\0';
  enum err e = db_create(file);
  if (!e && chmod(file, 0600) != 0)
    e = err_of_errno(errno);
  if (!e)
    e = db_open(&to, file, ROLE_COMMAND);
  const struct transfer t = {.from = from, .to = to};
  if (!e)
    e = transfer_run(&t, &done, why, why_size);
  db_close(to);
  return e;
}
