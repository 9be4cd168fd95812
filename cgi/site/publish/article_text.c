#include "site/publish/article_text.h"

#include <string.h>

#include "base/clock.h"
#include "base/limits.h"
#include "db/model/correction.h"
#include "db/model/term.h"
#include "db/model/translation.h"
#include "markup/frontmatter/front_matter_write.h"
#include "markup/names/slug.h"
#include "site/publish/article_finish.h"
#include "site/publish/term_slug.h"

/* That of article_check.c. It also ends the walks if the database has a circle. */
enum { MOST_ANCESTORS = 30 };

/* Whole seconds, in the site's zone, as an author would write them. */
static const char *article_text_iso(struct arena *a, int64_t t) {
  char text[CLOCK_ISO];
  if (!t)
    return NULL;
  clock_iso(t, text);
  return arena_strdup(a, text);
}

/* The slugs of the ancestors, "a/b". */
static enum err article_text_read_parent(
    struct site *site, struct arena *a, int64_t parent, const char **out) {
  const char *path = NULL;
  for (int depth = 0; parent && depth < MOST_ANCESTORS; depth++) {
    struct article above;
    enum err e = article_by_id(site->db, a, parent, &above);
    if (e)
      return e;
    path = path ? arena_printf(a, "%s/%s", above.slug, path) : above.slug;
    if (!path)
      return ERR_NOMEM;
    parent = above.parent_id;
  }
  *out = path;
  return OK;
}

/* The name of a category with its ancestors, "A/B". */
static enum err article_text_full_name(
    struct site *site, struct arena *a, const struct term *term, const char **out) {
  const char *name = term->name;
  int64_t parent = term->parent_id;
  for (int depth = 0; parent && depth < MOST_ANCESTORS; depth++) {
    struct term above;
    enum err e = term_by_id(site->db, a, TERM_CATEGORY, parent, &above);
    if (!e && !(name = arena_printf(a, "%s/%s", above.name, name)))
      e = ERR_NOMEM;
    if (e)
      return e;
    parent = above.parent_id;
  }
  *out = name;
  return OK;
}

static enum err article_text_read_terms(struct site *site, struct arena *a,
    enum term_kind kind, int64_t id, struct front_matter_list *out,
    struct front_matter_list *slugs) {
  struct term *terms = NULL;
  size_t n = 0;
  enum err e = term_of_article(site->db, a, kind, id, &terms, &n);
  const char **names = arena_array(a, n + 1, sizeof *names);
  int *lines = arena_array(a, n + 1, sizeof *lines);
  if (!e && (!names || !lines))
    e = ERR_NOMEM;
  for (size_t i = 0; !e && i < n; i++) {
    /* Tags have no parents, so their names stay as they are. */
    e = article_text_full_name(site, a, &terms[i], &names[i]);
    if (!e)
      e = term_slug_add(a, slugs, kind, terms[i].slug, names[i], 0);
  }
  if (!e)
    *out = (struct front_matter_list){names, lines, n};
  return e;
}

/* A slug derived from the title is left out, so that it follows the title until the
 * article is published. */
static enum err article_text_read_slug(const struct article *r, const char **out) {
  struct buf made = {0};
  enum err e = slug_make(r->title, &made);
  /* After publication the slug is part of the address, and does not follow the title
   * any more. */
  if (!e && (r->permalink || strcmp(buf_text(&made), r->slug) != 0))
    *out = r->slug;
  buf_free(&made);
  return e;
}

/* An excerpt derived from the body is left out, so that it follows the body. */
static enum err article_text_read_excerpt(struct arena *a, const struct article *r,
    const struct article_body *body, const char **out) {
  bool made = false;
  enum err e = article_finish_made_excerpt(a, body, r->excerpt, &made);
  if (!e && !made)
    *out = r->excerpt;
  return e;
}

static enum err article_text_read_translations(
    struct site *site, struct arena *a, int64_t id, struct front_matter *m) {
  struct translation_names names = {NULL, NULL, 0};
  enum err e = translation_names(site->db, a, id, &names);
  m->translation_key = names.key;
  for (size_t i = 0; !e && i < names.count; i++)
    e = front_matter_list_add(a, &m->translations, names.articles[i], 0);
  return e;
}

/* The lines of the changes; those of older corrections are left out if the front matter
 * could become too long to be read. */
static enum err article_text_add_changes(
    struct arena *a, const char *changes, size_t *left, struct front_matter_list *out) {
  size_t n = strlen(changes);
  char *rest = n > *left ? NULL : arena_strdup(a, changes), *save = NULL;
  if (n > *left)
    return OK;
  *left -= n;
  enum err e = rest ? OK : ERR_NOMEM;
  for (char *line = rest ? strtok_r(rest, "\n", &save) : NULL; !e && line;
       line = strtok_r(NULL, "\n", &save))
    e = front_matter_list_add(a, out, line, 0);
  return e;
}

static enum err article_text_read_corrections(
    struct site *site, struct arena *a, int64_t id, struct front_matter *m) {
  struct correction *list = NULL;
  size_t count = 0, left = LIMIT_FRONT_MATTER / 4;
  enum err e = correction_of_article(site->db, a, id, &list, &count);
  struct front_matter_correction *out =
      e ? NULL : arena_array(a, count + 1, sizeof *out);
  if (!out)
    return e ? e : ERR_NOMEM;
  for (size_t i = count; !e && i-- > 0;) {
    /* Without the key, an import would compare the texts by itself. */
    out[i] = (struct front_matter_correction){.date = article_text_iso(a, list[i].at),
        .note = list[i].note,
        .has_changes = strlen(list[i].changes) <= left};
    e = out[i].date
            ? article_text_add_changes(a, list[i].changes, &left, &out[i].changes)
            : ERR_NOMEM;
  }
  m->corrections = out;
  m->correction_count = count;
  return e;
}

static enum err article_text_read_matter(struct site *site, struct arena *a,
    const struct article *r, struct front_matter *m) {
  struct term author = {0};
  enum err e = article_text_read_parent(site, a, r->parent_id, &m->parent);
  if (!e)
    e = article_text_read_terms(
        site, a, TERM_CATEGORY, r->id, &m->categories, &m->term_slugs);
  if (!e)
    e = article_text_read_terms(site, a, TERM_TAG, r->id, &m->tags, &m->term_slugs);
  if (!e)
    e = term_by_id(site->db, a, TERM_AUTHOR, r->author_id, &author);
  if (!e)
    e = term_slug_add(a, &m->term_slugs, TERM_AUTHOR, author.slug, author.name, 0);
  if (!e)
    e = article_text_read_slug(r, &m->slug);
  if (!e)
    e = article_text_read_translations(site, a, r->id, m);
  if (!e)
    e = article_text_read_corrections(site, a, r->id, m);
  m->title = r->title;
  m->date = article_text_iso(a, r->published_at);
  m->expires = article_text_iso(a, r->expires_at);
  /* Lines that say the default are left out, as an author would leave them out. */
  m->type = r->type == ARTICLE_POST ? NULL : article_type_name(r->type);
  m->status = article_status_name(r->status);
  m->author = r->author;
  m->lang = *r->lang ? r->lang : NULL;
  m->menu_order = r->menu_order;
  m->in_menu = r->in_menu;
  m->sticky = r->sticky;
  /* -1 leaves the line out: by default, posts accept comments and pages do not. */
  m->comments =
      r->comments_open == (r->type == ARTICLE_POST) ? -1 : (int)r->comments_open;
  return e;
}

enum err article_text_read(
    struct site *site, struct arena *a, int64_t id, struct article_text *out) {
  struct article_text t = {0};
  struct article_body body;
  enum err e = article_by_id(site->db, a, id, &t.row);
  if (!e)
    e = article_body_read(site->db, a, id, &body);
  if (!e)
    e = article_text_read_matter(site, a, &t.row, &t.matter);
  if (!e)
    e = article_text_read_excerpt(a, &t.row, &body, &t.matter.excerpt);
  if (e)
    return e;
  t.format = body.format;
  t.body = body.source;
  *out = t;
  return OK;
}

char *article_text_make(struct arena *a, const struct article_text *t) {
  struct buf text = {0};
  front_matter_write(&t->matter, &text);
  buf_puts(&text, t->body);
  /* Text files end with a line end, and editors add one: without it, saving an
   * unchanged text would be a change. */
  if (!*t->body || t->body[strlen(t->body) - 1] != '\n')
    buf_putc(&text, '\n');
  char *copy = buf_status(&text) ? NULL : arena_strdup(a, buf_text(&text));
  buf_free(&text);
  return copy;
}
