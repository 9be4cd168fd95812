#include "export/export_wxr_terms.h"

#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "db/model/term.h"
#include "export/export_wxr_login.h"
#include "export/export_wxr_put.h"

/* For one term; and the number of categories that may end alike, after which the last
 * name is used twice. */
enum { TERM_MEMORY = 1 << 20, MOST_TWINS = 10000 };

/* A category, and its name in WordPress. */
struct category {
  const char *path, *nicename;
};

/* The same struct is a node of two trees, so each tree has a comparison of its own. */
static int export_wxr_terms_by_path(const void *a, const void *b) {
  return strcmp(((const struct category *)a)->path, ((const struct category *)b)->path);
}

static int export_wxr_terms_by_nicename(const void *a, const void *b) {
  return strcmp(
      ((const struct category *)a)->nicename, ((const struct category *)b)->nicename);
}

static const char *export_wxr_terms_own_part(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}

/* Makes the last component of its slug unique. */
static enum err export_wxr_terms_name_category(struct export_wxr *d, const char *path) {
  struct category *c = arena_alloc(d->arena, sizeof *c);
  if (!c)
    return ERR_NOMEM;
  /* In the arena of the export: articles look the category up later. */
  c->path = arena_strdup(d->arena, path);
  c->nicename = c->path ? export_wxr_terms_own_part(c->path) : NULL;
  for (int i = 2; c->nicename && i < MOST_TWINS; i++) {
    if (!tfind(c, &d->nicenames, export_wxr_terms_by_nicename))
      break;
    c->nicename = arena_printf(d->arena, "%s-%d", export_wxr_terms_own_part(path), i);
  }
  bool kept = c->nicename && tsearch(c, &d->nicenames, export_wxr_terms_by_nicename) &&
              tsearch(c, &d->categories, export_wxr_terms_by_path);
  return kept ? OK : ERR_NOMEM;
}

static const char *export_wxr_terms_nicename_of(
    const struct export_wxr *d, const char *path) {
  const struct category wanted = {.path = path};
  struct category *const *found =
      tfind(&wanted, &d->categories, export_wxr_terms_by_path);
  /* All categories have been named before, in the same transaction; the other case is
   * for safety only. */
  return found ? (*found)->nicename : export_wxr_terms_own_part(path);
}

static const char *export_wxr_terms_parent_of(
    const struct export_wxr *d, struct arena *a, const char *path) {
  const char *slash = strrchr(path, '/');
  const char *above = slash ? arena_strndup(a, path, (size_t)(slash - path)) : NULL;
  return above ? export_wxr_terms_nicename_of(d, above) : "";
}

static enum err export_wxr_terms_put_author(
    struct export_wxr *d, struct arena *a, const struct term *t) {
  const char *login;
  enum err e = export_wxr_login(a, t->slug, &login);
  if (e)
    return e;
  fputs("<wp:author>\n", d->out);
  export_wxr_put_number(d, "wp:author_id", t->id);
  /* The login is what dc:creator of the articles refers to. */
  export_wxr_put(d, "wp:author_login", login);
  /* Authors have no email address here. */
  export_wxr_put(d, "wp:author_email", "");
  e = export_wxr_put_plain(d, "wp:author_display_name", t->name);
  fputs("</wp:author>\n", d->out);
  return e;
}

static enum err export_wxr_terms_put_category(
    struct export_wxr *d, struct arena *a, const struct term *t) {
  enum err e = export_wxr_terms_name_category(d, t->slug);
  if (e)
    return e;
  fputs("<wp:category>\n", d->out);
  export_wxr_put_number(d, "wp:term_id", t->id);
  export_wxr_put(d, "wp:category_nicename", export_wxr_terms_nicename_of(d, t->slug));
  /* A category comes after its parents (term_after), so the parent has its name
   * already. */
  export_wxr_put(d, "wp:category_parent", export_wxr_terms_parent_of(d, a, t->slug));
  e = export_wxr_put_plain(d, "wp:cat_name", t->name);
  fputs("</wp:category>\n", d->out);
  return e;
}

static enum err export_wxr_terms_put_tag(struct export_wxr *d, const struct term *t) {
  fputs("<wp:tag>\n", d->out);
  export_wxr_put_number(d, "wp:term_id", t->id);
  export_wxr_put(d, "wp:tag_slug", t->slug);
  enum err e = export_wxr_put_plain(d, "wp:tag_name", t->name);
  fputs("</wp:tag>\n", d->out);
  return e;
}

static enum err export_wxr_terms_put(
    struct export_wxr *d, struct arena *a, enum term_kind kind, const struct term *t) {
  return kind == TERM_AUTHOR     ? export_wxr_terms_put_author(d, a, t)
         : kind == TERM_CATEGORY ? export_wxr_terms_put_category(d, a, t)
                                 : export_wxr_terms_put_tag(d, t);
}

static enum err export_wxr_terms_put_kind(struct export_wxr *d, enum term_kind kind) {
  struct arena *a = arena_new(TERM_MEMORY);
  /* Not in the arena: term_after still needs the slug after the arena was reset. */
  char *slug = strdup("");
  enum err e = a && slug ? OK : ERR_NOMEM;
  bool found = true;
  while (!e) {
    struct term t;
    arena_reset(a);
    e = term_after(d->x->site->db, a, kind, slug, &found, &t);
    if (!e && found)
      e = export_wxr_terms_put(d, a, kind, &t);
    if (e || !found)
      break;
    free(slug);
    slug = strdup(t.slug);
    e = slug ? OK : ERR_NOMEM;
  }
  free(slug);
  arena_free(a);
  return e;
}

enum err export_wxr_put_terms(struct export_wxr *d) {
  enum err e = export_wxr_terms_put_kind(d, TERM_AUTHOR);
  if (!e)
    e = export_wxr_terms_put_kind(d, TERM_CATEGORY);
  return e ? e : export_wxr_terms_put_kind(d, TERM_TAG);
}

static enum err export_wxr_terms_put_label(
    struct export_wxr *d, struct arena *a, enum term_kind kind, const struct term *t) {
  bool category = kind == TERM_CATEGORY;
  /* Slugs are letters, digits and hyphens, and need no escaping. */
  char *name = arena_printf(a, "category domain=\"%s\" nicename=\"%s\"",
      category ? "category" : "post_tag",
      category ? export_wxr_terms_nicename_of(d, t->slug) : t->slug);
  return name ? export_wxr_put_plain(d, name, t->name) : ERR_NOMEM;
}

enum err export_wxr_put_labels(struct export_wxr *d, struct arena *a, int64_t id) {
  static const enum term_kind kinds[] = {TERM_CATEGORY, TERM_TAG};
  enum err e = OK;
  for (size_t k = 0; !e && k < 2; k++) {
    struct term *terms = NULL;
    size_t n = 0;
    e = term_of_article(d->x->site->db, a, kinds[k], id, &terms, &n);
    for (size_t i = 0; !e && i < n; i++)
      e = export_wxr_terms_put_label(d, a, kinds[k], &terms[i]);
  }
  return e;
}
