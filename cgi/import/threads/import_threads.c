/* An export lists threads and comments in any order, and several threads may belong to
 * one article: with and without "www", with a tracking parameter, on localhost. So all
 * is read first; then comments are given to their threads, threads to their articles,
 * and each article gets the comments of all of its threads at once, because a reply may
 * be in another thread than its parent. */
#include "import/threads/import_threads.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "db/model/article.h"
#include "import/common/import_report.h"
#include "import/threads/import_threads_article.h"
#include "import/threads/import_threads_comments.h"
#include "import/threads/import_threads_write.h"

/* Memory of an export, and of the articles that are stored together. */
enum { EXPORT_MEMORY = 1 << 30, BATCH_MEMORY = 256 << 20, LOOKUP_MEMORY = 8 << 20 };
/* Articles and comments that are made ready before they are stored. */
enum { MOST_READY = 100, MOST_COMMENTS = 2000 };
/* Bytes of an address in a message. */
enum { MOST_NAMED = 300 };

struct saving {
  struct import_threads *threads;
  struct arena *arena; /* of what is ready */
  struct import_threads_ready ready[MOST_READY];
  size_t count, comments;
  size_t added, known, articles;
  size_t lost, lost_threads; /* of no article */
};

enum err import_threads_open(struct import_threads *t, struct import_run *run,
    const struct import_file *file, const char *service) {
  *t = (struct import_threads){
      .run = run, .file = file, .arena = arena_new(EXPORT_MEMORY), .service = service};
  return t->arena ? OK : ERR_NOMEM;
}

void import_threads_close(struct import_threads *t) {
  free(t->items);
  free(t->comments);
  arena_free(t->arena);
  *t = (struct import_threads){0};
}

/* Not in the arena, in which each smaller copy would remain. */
static void *import_threads_grow(void *items, size_t count, size_t *cap, size_t size) {
  if (count < *cap)
    return items;
  size_t more = *cap ? 2 * *cap : 64;
  void *grown = reallocarray(items, more, size);
  if (grown)
    *cap = more;
  return grown;
}

enum err import_threads_add(
    struct import_threads *t, const struct import_thread *thread) {
  struct import_thread *items =
      import_threads_grow(t->items, t->count, &t->cap, sizeof *items);
  if (!items)
    return ERR_NOMEM;
  t->items = items;
  t->items[t->count++] = *thread;
  return OK;
}

enum err import_threads_add_comment(
    struct import_threads *t, const struct import_thread_comment *comment) {
  struct import_thread_comment *comments = import_threads_grow(
      t->comments, t->comment_count, &t->comment_cap, sizeof *comments);
  if (!comments)
    return ERR_NOMEM;
  t->comments = comments;
  comments[t->comment_count] = *comment;
  comments[t->comment_count].order = t->comment_count;
  t->comment_count++;
  return OK;
}

static int import_threads_by_key(const void *a, const void *b) {
  const struct import_thread *x = a, *y = b;
  int order = strcmp(x->key, y->key);
  return order ? order : x->line < y->line ? -1 : x->line > y->line;
}

static int import_threads_by_thread(const void *a, const void *b) {
  const struct import_thread_comment *x = a, *y = b;
  int order = strcmp(x->thread, y->thread);
  return order ? order : x->order < y->order ? -1 : x->order > y->order;
}

static int import_threads_by_article(const void *a, const void *b) {
  const struct import_thread *x = a, *y = b;
  if (x->article != y->article)
    return x->article < y->article ? -1 : 1;
  return import_threads_by_key(a, b);
}

/* Gives `n` comments with the same key to their thread, the first of the `known` ones
 * that has it. */
static enum err import_threads_give(
    struct import_threads *t, size_t known, struct import_thread_comment *c, size_t n) {
  const struct import_thread wanted = {.key = c->thread};
  size_t low = 0, high = known;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (strcmp(t->items[middle].key, wanted.key) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  if (low < known && strcmp(t->items[low].key, wanted.key) == 0) {
    t->items[low].comments = c;
    t->items[low].count = n;
    return OK;
  }
  if (t->keys_are_addresses) {
    struct import_thread made = {.key = c->thread,
        .addresses = {c->thread},
        .line = c->line,
        .comments = c,
        .count = n};
    return import_threads_add(t, &made);
  }
  for (size_t i = 0; i < n; i++)
    import_left_add(
        t->run, &t->left, c[i].line, "comments of threads that the file does not have");
  return OK;
}

static enum err import_threads_join(struct import_threads *t) {
  enum err e = OK;
  size_t known = t->count;
  if (t->count)
    qsort(t->items, t->count, sizeof *t->items, import_threads_by_key);
  if (t->comment_count)
    qsort(t->comments, t->comment_count, sizeof *t->comments, import_threads_by_thread);
  for (size_t i = 0, n; !e && i < t->comment_count; i += n) {
    for (n = 1; i + n < t->comment_count &&
                strcmp(t->comments[i].thread, t->comments[i + n].thread) == 0;
         n++)
      ;
    e = import_threads_give(t, known, &t->comments[i], n);
  }
  return e;
}

/* How many of its comments anybody could miss. */
static size_t import_threads_count(const struct import_thread *thread) {
  size_t n = 0;
  for (size_t i = 0; i < thread->count; i++)
    n += !thread->comments[i].is_deleted && *thread->comments[i].text;
  return n;
}

static enum err import_threads_find_article(
    struct saving *s, struct arena *a, struct import_thread *thread) {
  struct import_run *run = s->threads->run;
  enum err e = ERR_NOT_FOUND;
  for (size_t i = 0; e == ERR_NOT_FOUND && i < IMPORT_THREAD_ADDRESSES; i++)
    if (thread->addresses[i] && *thread->addresses[i])
      e = import_threads_article(run->site, a, thread->addresses[i], &thread->article);
  arena_reset(a);
  if (e != ERR_NOT_FOUND)
    return e;
  const char *name = "";
  for (size_t i = 0; !*name && i < IMPORT_THREAD_ADDRESSES; i++)
    name = thread->addresses[i] ? thread->addresses[i] : "";
  size_t n = import_threads_count(thread);
  if (!*name)
    name = thread->key;
  char *message =
      !n ? NULL
         : arena_printf(a,
               "%.*s: no article has this address, and %zu"
               " comment%s not imported",
               (int)utf8_head(name, MOST_NAMED), name, n, n == 1 ? " is" : "s are");
  if (message)
    run->report(run->context, IMPORT_ERROR, import_report_name(s->threads->file),
        thread->line, message);
  s->lost += n;
  s->lost_threads += n > 0;
  return OK;
}

/* All look-ups in one read transaction: writing comes later. */
static enum err import_threads_find_articles(struct saving *s) {
  struct import_threads *t = s->threads;
  struct arena *a = arena_new(LOOKUP_MEMORY);
  enum err e = a ? db_read_begin(t->run->site->db) : ERR_NOMEM;
  bool is_reading = a && !e;
  for (size_t i = 0; !e && i < t->count; i++) {
    struct import_thread *thread = &t->items[i];
    for (size_t j = 0; thread->is_deleted && j < thread->count; j++)
      thread->comments[j].is_deleted = true;
    if (thread->count)
      e = import_threads_find_article(s, a, thread);
  }
  if (is_reading)
    db_read_end(t->run->site->db);
  arena_free(a);
  if (t->count)
    qsort(t->items, t->count, sizeof *t->items, import_threads_by_article);
  return e;
}

static void import_threads_report_one(
    struct saving *s, const struct import_threads_ready *r) {
  struct import_run *run = s->threads->run;
  const char *name = import_report_name(s->threads->file), *message = r->path;
  if (r->result) {
    message = arena_printf(s->arena, "%s: %s", r->path, err_text(r->result));
    run->report(
        run->context, IMPORT_FAILED, name, r->line, message ? message : r->path);
    return;
  }
  s->added += r->comments.added;
  s->known += r->comments.count - r->comments.added;
  s->articles += r->comments.added > 0;
  if (r->comments.added)
    message = arena_printf(s->arena, "%s (%zu new comment%s)", r->path,
        r->comments.added, r->comments.added == 1 ? "" : "s");
  run->report(run->context, r->comments.added ? IMPORT_UPDATED : IMPORT_UNCHANGED, name,
      r->line, message ? message : r->path);
}

static enum err import_threads_flush(struct saving *s) {
  enum err e =
      s->count ? import_threads_write(s->threads->run, s->ready, s->count) : OK;
  for (size_t i = 0; i < s->count; i++) {
    if (e && !s->ready[i].result)
      s->ready[i].result = e;
    import_threads_report_one(s, &s->ready[i]);
  }
  s->count = s->comments = 0;
  arena_reset(s->arena);
  return import_report_is_fatal(e) ? e : OK;
}

/* Makes the comments of an article ready, those of `n` threads. */
static enum err import_threads_take(
    struct saving *s, const struct import_thread *threads, size_t n) {
  struct import_threads_ready r = {.article = threads->article, .line = threads->line};
  struct article article;
  size_t count = 0, at = 0;
  for (size_t i = 0; i < n; i++)
    count += threads[i].count;
  struct import_thread_ref *all = arena_array(s->arena, count + 1, sizeof *all);
  if (!all)
    return ERR_NOMEM;
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < threads[i].count; j++)
      all[at++].comment = &threads[i].comments[j];
  enum err e =
      article_by_id(s->threads->run->site->db, s->arena, threads->article, &article);
  if (!e)
    e = import_threads_comments(
        s->threads, s->arena, all, count, article.published_at, &r.comments);
  if (e)
    return e;
  r.path = article.permalink;
  s->ready[s->count++] = r;
  s->comments += count;
  return s->count == MOST_READY || s->comments > MOST_COMMENTS ? import_threads_flush(s)
                                                               : OK;
}

/* The groups of threads that belong to the same article; 0 belongs to none. */
static enum err import_threads_take_all(struct saving *s, int *found) {
  const struct import_threads *t = s->threads;
  enum err e = OK;
  *found = 0;
  for (size_t i = 0; i < t->count; i++)
    *found +=
        t->items[i].article && (!i || t->items[i].article != t->items[i - 1].article);
  t->run->report(
      t->run->context, IMPORT_FOUND, import_report_name(t->file), *found, "");
  for (size_t i = 0, n; !e && i < t->count; i += n) {
    for (n = 1; i + n < t->count && t->items[i].article == t->items[i + n].article; n++)
      ;
    if (t->items[i].article)
      e = import_threads_take(s, &t->items[i], n);
  }
  enum err last = import_threads_flush(s);
  return e ? e : last;
}

static void import_threads_report_rest(const struct saving *s) {
  struct import_run *run = s->threads->run;
  const char *name = import_report_name(s->threads->file);
  import_left_report(run, s->threads->left, s->threads->file);
  char *message = arena_printf(run->arena,
      "%zu new comment%s in %zu article%s, %zu already there", s->added,
      s->added == 1 ? "" : "s", s->articles, s->articles == 1 ? "" : "s", s->known);
  if (message)
    run->report(run->context, IMPORT_NOTE, name, 0, message);
  message = !s->lost ? NULL
                     : arena_printf(run->arena,
                           "%zu comment%s of %zu address%s not imported: import the"
                           " articles first, or lead the addresses to them with"
                           " \"pamphlet redirect add\", and import this file again",
                           s->lost, s->lost == 1 ? "" : "s", s->lost_threads,
                           s->lost_threads == 1 ? " is" : "es are");
  if (message)
    run->report(run->context, IMPORT_NOTE, name, 0, message);
}

enum err import_threads_save(struct import_threads *t) {
  struct saving *s = arena_alloc(t->arena, sizeof *s);
  int found = 0;
  if (!s)
    return ERR_NOMEM;
  s->threads = t;
  s->arena = arena_new(BATCH_MEMORY);
  enum err e = s->arena ? import_threads_join(t) : ERR_NOMEM;
  if (!e)
    e = import_threads_find_articles(s);
  if (!e)
    e = import_threads_take_all(s, &found);
  if (!e)
    import_threads_report_rest(s);
  arena_free(s->arena);
  return e;
}

enum err import_threads_finish(
    struct import_threads *t, enum err e, const struct parse_problem *problem) {
  struct import_run *run = t->run;
  bool is_about_file = e && !import_report_is_fatal(e);
  if (is_about_file)
    run->report(run->context, IMPORT_FAILED, import_report_name(t->file), problem->line,
        problem->message[0] ? problem->message : err_text(e));
  else if (!e)
    e = import_threads_save(t);
  import_threads_close(t);
  return is_about_file ? OK : e;
}
