#include "export/export_article.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "db/model/article_next.h"
#include "db/model/comment_admin.h"
#include "db/model/path.h"
#include "export/export_body.h"

/* For one article with its comments: the arena is reset before each. */
enum { ARTICLE_MEMORY = 512 << 20 };

/* clock_iso has whole seconds. The fraction is inserted after them, before the offset,
 * because articles are ordered by microseconds. */
const char *export_time(struct arena *a, int64_t t) {
  enum { SECONDS = 19 }; /* length up to and including them */
  char iso[CLOCK_ISO];
  int64_t micros = t % CLOCK_SECOND;
  if (!t)
    return NULL;
  /* Before 1970, where the remainder of a negative number is negative in C. */
  micros += micros < 0 ? CLOCK_SECOND : 0;
  clock_iso(t, iso);
  if (!micros || strlen(iso) < SECONDS)
    return arena_strdup(a, iso);
  return arena_printf(a, "%.*s.%06d%s", SECONDS, iso, (int)micros, iso + SECONDS);
}

/* Articles of the same second are ordered by position: the position as date brings them
 * back in the same order. */
static int64_t export_article_date_of(const struct article *r) {
  bool same_second = r->position && r->position >= r->published_at &&
                     r->position < r->published_at + CLOCK_SECOND;
  return same_second ? r->position : r->published_at;
}

static enum err export_article_add_aliases(
    struct export *x, struct arena *a, struct article_text *t) {
  const char **paths = NULL;
  /* The permalink is in the list too, but is no alias of itself. The list is shortened
   * in place. */
  size_t n = 0, kept = 0;
  enum err e = path_of_article(x->site->db, a, t->row.id, &paths, &n);
  for (size_t i = 0; !e && i < n; i++)
    if (!t->row.permalink || strcmp(paths[i], t->row.permalink) != 0)
      paths[kept++] = paths[i];
  if (!e)
    t->matter.aliases = (struct front_matter_list){paths, NULL, kept};
  return e;
}

/* Adds what an import could not derive. */
static enum err export_article_complete(
    struct export *x, struct arena *a, struct article_text *t) {
  const struct article *r = &t->row;
  t->matter.date = export_time(a, export_article_date_of(r));
  /* An import takes the date for a missing "updated", so that most files need not have
   * the key. */
  if (r->updated_at != export_article_date_of(r))
    t->matter.updated = export_time(a, r->updated_at);
  t->matter.expires = export_time(a, r->expires_at);
  t->matter.slug = r->slug;
  t->matter.permalink = r->permalink;
  t->matter.article_id = r->id;
  if (r->status == ARTICLE_PUBLISH)
    t->matter.status = NULL; /* the default of an import */
  return export_article_add_aliases(x, a, t);
}

/* What export_article_add_comment gets while it collects the comments of one
 * article. */
struct comments {
  struct export *x;
  struct arena *arena;
  struct export_comment *items;
  size_t count, cap;
};

static enum err export_article_add_comment(
    void *context, const struct comment *c, const char *email) {
  struct comments *all = context;
  struct export_comment *items =
      arena_grow(all->arena, all->items, all->count, &all->cap, sizeof *items);
  if (!items)
    return ERR_NOMEM;
  all->items = items;
  /* An imported comment may lack a date. */
  const char *date =
      c->created_at ? export_time(all->arena, c->created_at) : "1970-01-01T00:00:00Z";
  all->items[all->count++] =
      (struct export_comment){*c, all->x->personal ? email : "", date};
  return date ? OK : ERR_NOMEM;
}

static bool export_article_is_spam(const struct export_comment *c) {
  return c->row.status == COMMENT_SPAM || c->row.status == COMMENT_TRASH;
}

static const struct export_comment *export_article_find_comment(
    const struct comments *all, int64_t id) {
  size_t low = 0, high = all->count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (all->items[middle].row.id < id)
      low = middle + 1;
    else
      high = middle;
  }
  return low < all->count && all->items[low].row.id == id ? &all->items[low] : NULL;
}

/* A reply to a comment that is left out moves up, as when that is deleted. Imported
 * comments may be replies to each other, so the number of steps is limited. */
static int64_t export_article_parent_of(
    const struct comments *all, const struct export_comment *c) {
  int64_t id = c->row.parent_id;
  for (size_t step = 0; step < all->count; step++) {
    const struct export_comment *parent = export_article_find_comment(all, id);
    if (!parent || !export_article_is_spam(parent))
      return id;
    id = parent->row.parent_id;
  }
  return 0;
}

/* Parents first, as long as all comments are there to be found. */
static void export_article_drop_spam(struct comments *all) {
  size_t kept = 0;
  for (size_t i = 0; i < all->count; i++)
    all->items[i].row.parent_id = export_article_parent_of(all, &all->items[i]);
  for (size_t i = 0; i < all->count; i++)
    if (!export_article_is_spam(&all->items[i]))
      all->items[kept++] = all->items[i];
  all->count = kept;
}

/* The database returns the newest first. */
static enum err export_article_read_comments(
    struct export *x, struct arena *a, struct export_article *out) {
  const struct comment_admin_filter of = {-1, out->text.row.id};
  struct comments all = {.x = x, .arena = a};
  enum err e =
      comment_admin_each(x->site->db, a, &of, export_article_add_comment, &all);
  for (size_t i = 0; i < all.count / 2; i++) {
    struct export_comment first = all.items[i];
    all.items[i] = all.items[all.count - 1 - i];
    all.items[all.count - 1 - i] = first;
  }
  if (!x->spam)
    export_article_drop_spam(&all);
  out->comments = all.items;
  out->comment_count = all.count;
  return e;
}

enum err export_article_read(
    struct export *x, struct arena *a, int64_t id, struct export_article *out) {
  struct export_article t = {.is_html = false};
  const char *source = NULL;
  /* The order matters: export_article_complete changes what article_text_read has set,
   * and export_body needs the title. */
  enum err e = article_text_read(x->site, a, id, &t.text);
  if (!e)
    e = article_body_read(x->site->db, a, id, &t.body);
  if (!e)
    e = export_article_complete(x, a, &t.text);
  if (!e)
    e = export_body(a, &t.body, t.text.row.title, &source);
  if (!e)
    e = export_article_read_comments(x, a, &t);
  if (e)
    return e;
  /* HTML can always be exported, even where the source can no longer be used. */
  t.is_html = !source;
  t.text.body = source ? source : t.body.html;
  t.text.format = source ? t.body.format : "html";
  *out = t;
  return OK;
}

char *export_article_text(struct arena *a, const struct article_text *t) {
  /* article_text_make ends a text with a newline. A body that has none would be
   * imported as another body, with another hash. */
  char *text = article_text_make(a, t);
  size_t n = strlen(t->body);
  if (text && (!n || t->body[n - 1] != '\n'))
    text[strlen(text) - 1] = '\0';
  return text;
}

bool export_is_stopped(const struct export *x) {
  return x->stop && x->stop(x->context);
}

static enum err export_article_visit_all(
    struct export *x, struct arena *a, export_visit *visit, void *context) {
  enum err e = OK;
  bool found = true;
  /* One article at a time, in order of IDs: memory does not grow with the site, and two
   * exports of the same site are equal. */
  for (int64_t id = 0; !e;) {
    struct export_article article;
    arena_reset(a);
    e = export_is_stopped(x) ? ERR_CLOSED : article_next(x->site->db, &found, &id);
    if (e || !found)
      break;
    e = export_article_read(x, a, id, &article);
    if (!e && article.is_html && x->note)
      x->note(x->context, id,
          "its source names files in ways that cannot be followed: what it became is"
          " exported, as HTML");
    if (!e)
      e = visit(context, a, &article);
    x->total.articles += !e;
    x->total.comments += e ? 0 : (int64_t)article.comment_count;
  }
  return e;
}

enum err export_each(struct export *x, export_visit *visit, void *context) {
  struct arena *a = arena_new(ARTICLE_MEMORY);
  enum err e = a ? export_article_visit_all(x, a, visit, context) : ERR_NOMEM;
  arena_free(a);
  return e;
}
