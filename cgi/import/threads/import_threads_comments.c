/* An export of a service has comments of many years, some of which break rules of this
 * site. A comment that cannot be shown is left out and counted, and replies to it move
 * up to its parent, as they do for one that was deleted there. */
#include "import/threads/import_threads_comments.h"

#include <stdlib.h>
#include <string.h>

#include "base/crypt.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "import/threads/import_threads_pictures.h"
#include "markup/names/author_name.h"
#include "site/comments/comment_fields.h"

/* Parents that are left out, one above the other, that a reply skips. */
enum { MOST_SKIPPED = 1000, KEY_BYTES = 12 };

#define NONE SIZE_MAX

struct maker {
  struct import_threads *threads;
  struct arena *arena;
  const struct import_thread_ref *from; /* sorted by ID */
  size_t count;
  struct import_comment *items; /* of each of them, at the same index */
  bool *is_kept;
};

static int import_threads_comments_by_id(const void *a, const void *b) {
  const struct import_thread_comment *x =
                                         ((const struct import_thread_ref *)a)->comment,
                                     *y =
                                         ((const struct import_thread_ref *)b)->comment;
  int order = strcmp(x->id, y->id);
  return order ? order : x->order < y->order ? -1 : x->order > y->order;
}

/* The index of a comment; NONE for one that the article lacks. */
static size_t import_threads_comments_find(const struct maker *m, const char *id) {
  size_t low = 0, high = m->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (strcmp(m->from[middle].comment->id, id) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return *id && low < m->count && strcmp(m->from[low].comment->id, id) == 0 ? low
                                                                            : NONE;
}

/* Without an ID, what the comment says tells it from others in each import. */
static const char *import_threads_comments_key(
    struct maker *m, const struct import_thread_comment *from) {
  char hex[2 * KEY_BYTES + 1];
  uint8_t hash[CRYPT_HASH];
  const char *service = m->threads->service;
  if (*from->id)
    return arena_printf(m->arena, "%s:%s", service, from->id);
  char *all = arena_printf(
      m->arena, "%lld\n%s\n%s", (long long)from->date, from->author, from->text);
  if (!all)
    return NULL;
  crypt_hash(all, strlen(all), hash);
  crypt_hex(hash, KEY_BYTES, hex);
  return arena_printf(m->arena, "%s:text:%s", service, hex);
}

/* An address that was typed as a name is private, so only its first part is kept. */
static enum err import_threads_comments_take_author(
    struct maker *m, const struct import_thread_comment *from, struct comment *c) {
  const char *given = comment_fields_trim(m->arena, from->author);
  enum err e = given ? author_name_read(m->arena, given, &c->author) : ERR_NOMEM;
  if (e)
    return e;
  enum comment_fault fault = comment_fields_author(c->author);
  if (fault == COMMENT_FAULT_NONE)
    return OK;
  if (fault != COMMENT_FAULT_AUTHOR_MISSING)
    import_left_add(m->threads->run, &m->threads->left, from->line,
        "names of commenters that are too long or cannot be shown (\"Anonymous\""
        " instead)");
  c->author = "Anonymous";
  return OK;
}

static enum err import_threads_comments_take_contact(struct maker *m,
    const struct import_thread_comment *from, struct import_comment *item) {
  struct import_threads *t = m->threads;
  item->email = comment_fields_trim(m->arena, from->email);
  item->comment.url = comment_fields_website(m->arena, from->url);
  if (!item->email || !item->comment.url)
    return ERR_NOMEM;
  if (*item->email && comment_fields_email(item->email) != COMMENT_FAULT_NONE) {
    import_left_add(
        t->run, &t->left, from->line, "invalid email addresses of commenters");
    item->email = "";
  }
  if (comment_fields_url(item->comment.url) != COMMENT_FAULT_NONE) {
    import_left_add(t->run, &t->left, from->line, "invalid websites of commenters");
    item->comment.url = "";
  }
  return OK;
}

/* ERR_INVALID for a comment that is left out. */
static enum err import_threads_comments_take(struct maker *m,
    const struct import_thread_comment *from, struct import_comment *item) {
  struct import_threads *t = m->threads;
  struct comment *c = &item->comment;
  char *text = arena_strdup(m->arena, from->text);
  if (!text)
    return ERR_NOMEM;
  if (from->is_deleted) {
    import_left_add(t->run, &t->left, from->line, "comments that were deleted");
    return ERR_INVALID;
  }
  if (from->render == comment_render_html) {
    const char *linked = import_threads_pictures(m->arena, text);
    text = linked == text ? text : linked ? arena_strdup(m->arena, linked) : NULL;
    if (!text)
      return ERR_NOMEM;
  }
  size_t n = strlen(text);
  if (!utf8_is_valid(text, n)) {
    import_left_add(t->run, &t->left, from->line, "comments that are not UTF-8");
    return ERR_INVALID;
  }
  n = utf8_unify_newlines(text, n);
  text[utf8_drop_controls(text, n)] = '\0';
  c->source = text;
  if (comment_fields_text(text) != COMMENT_FAULT_NONE) {
    import_left_add(t->run, &t->left, from->line,
        "comments that are empty or over %d characters long", LIMIT_COMMENT);
    return ERR_INVALID;
  }
  c->type = "comment";
  c->status = from->status;
  c->created_at = from->date;
  c->source_key = import_threads_comments_key(m, from);
  if (!from->date)
    import_left_add(t->run, &t->left, from->line,
        "invalid dates of comments, which get that of the comment before them, or of the"
        " article");
  enum err e = c->source_key ? OK : ERR_NOMEM;
  if (!e)
    e = import_threads_comments_take_author(m, from, c);
  if (!e)
    e = import_threads_comments_take_contact(m, from, item);
  return e ? e : from->render(m->arena, c);
}

/* The nearest ancestor that is not left out. */
static size_t import_threads_comments_parent(const struct maker *m, size_t at) {
  for (int i = 0; i < MOST_SKIPPED; i++) {
    at = import_threads_comments_find(m, m->from[at].comment->parent);
    if (at == NONE || m->is_kept[at])
      return at;
  }
  return NONE;
}

static int import_threads_comments_by_order(const void *a, const void *b) {
  const struct import_comment *x = a, *y = b;
  return x->local < y->local ? -1 : x->local > y->local;
}

/* Gives comments without a date that of the comment before them in the export: by then
 * they were written. Readers would take 1970 for a fault of this site. */
static void import_threads_comments_date(
    struct import_comments *all, int64_t published_at) {
  int64_t last = published_at;
  qsort(all->items, all->count, sizeof *all->items, import_threads_comments_by_order);
  for (size_t i = 0; i < all->count; i++) {
    struct comment *c = &all->items[i].comment;
    c->created_at = c->created_at ? c->created_at : last;
    last = c->created_at;
  }
}

static int import_threads_comments_by_date(const void *a, const void *b) {
  const struct import_comment *x = a, *y = b;
  if (x->comment.created_at != y->comment.created_at)
    return x->comment.created_at < y->comment.created_at ? -1 : 1;
  /* Comments of the same second stay in the order of the export. */
  return x->local < y->local ? -1 : x->local > y->local;
}

static enum err import_threads_comments_make(struct maker *m) {
  const char *last = ""; /* the ID of the last one that was kept */
  for (size_t i = 0; i < m->count; i++) {
    const struct import_thread_comment *from = m->from[i].comment;
    /* A further comment with the same ID would replace the first. */
    bool is_again = *from->id && strcmp(from->id, last) == 0;
    if (is_again)
      import_left_add(m->threads->run, &m->threads->left, from->line,
          "comments that are there twice");
    enum err e =
        is_again ? ERR_INVALID : import_threads_comments_take(m, from, &m->items[i]);
    if (e && e != ERR_INVALID)
      return e;
    m->is_kept[i] = !e;
    if (!e)
      last = from->id;
  }
  return OK;
}

enum err import_threads_comments(struct import_threads *t, struct arena *a,
    const struct import_thread_ref *from, size_t n, int64_t published_at,
    struct import_comments *out) {
  struct maker m = {.threads = t, .arena = a, .count = n};
  struct import_thread_ref *sorted = arena_array(a, n + 1, sizeof *sorted);
  struct import_comments all = {0};
  m.items = arena_array(a, n + 1, sizeof *m.items);
  m.is_kept = arena_array(a, n + 1, sizeof *m.is_kept);
  all.items = arena_array(a, n + 1, sizeof *all.items);
  if (!sorted || !m.items || !m.is_kept || !all.items)
    return ERR_NOMEM;
  memcpy(sorted, from, n * sizeof *sorted);
  qsort(sorted, n, sizeof *sorted, import_threads_comments_by_id);
  m.from = sorted;
  enum err e = import_threads_comments_make(&m);
  if (e)
    return e;
  for (size_t i = 0; i < n; i++) {
    if (!m.is_kept[i])
      continue;
    size_t parent = import_threads_comments_parent(&m, i);
    /* The position in the export serves as the ID that replies refer to. */
    m.items[i].local = (int64_t)sorted[i].comment->order + 1;
    m.items[i].local_parent =
        parent == NONE ? 0 : (int64_t)sorted[parent].comment->order + 1;
    all.items[all.count++] = m.items[i];
  }
  import_threads_comments_date(&all, published_at);
  all.source = arena_printf(a, "%s:", t->service);
  if (!all.source)
    return ERR_NOMEM;
  /* IDs are assigned in this order, and a list of comments is shown by them. */
  qsort(all.items, all.count, sizeof *all.items, import_threads_comments_by_date);
  e = import_comment_list_arrange(a, &all, NULL);
  if (!e)
    *out = all;
  return e;
}
