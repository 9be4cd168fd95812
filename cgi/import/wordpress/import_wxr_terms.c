#include "import/wordpress/import_wxr_terms.h"

#include <stdbool.h>
#include <string.h>

#include "base/percent.h"
#include "export/export_wxr_login.h"
#include "import/common/import_report.h"
#include "import/wordpress/import_wxr_left.h"
#include "markup/html/html_plain.h"
#include "markup/names/author_name.h"
#include "site/publish/term_slug.h"

/* The name of a term if a slug can be derived from it, otherwise its nicename, or
 * NULL. */
static const char *import_wxr_terms_name(struct arena *a, const struct wxr_term *t) {
  const char *name = "", *slug = NULL;
  const char *both[] = {
      html_plain(a, t->name, &name) ? "" : name, percent_decode(a, t->nicename)};
  /* A name of symbols alone has no slug; WordPress has given it a nicename by some
   * other rule. */
  for (size_t i = 0; i < 2; i++)
    if (both[i] && term_slug_make(a, both[i], "", &slug) == OK && *slug)
      return both[i];
  return NULL;
}

/* Its URL is still derived from the nicename. */
static enum err import_wxr_terms_add(struct arena *a, struct article_input *d,
    enum term_kind kind, const char *name, const char *slug, int line) {
  struct front_matter_list *l = kind == TERM_CATEGORY ? &d->categories : &d->tags;
  if (!name)
    return ERR_NOMEM;
  enum err e = slug ? term_slug_add(a, &d->term_slugs, kind, slug, name, line) : OK;
  return e ? e : front_matter_list_add(a, l, name, line);
}

static enum err import_wxr_terms_take(struct import_wxr *x, struct arena *a,
    const struct wxr_item *item, const struct wxr_term *t, struct article_input *d) {
  bool category = strcmp(t->domain, "category") == 0;
  if (!category && strcmp(t->domain, "post_tag") != 0 &&
      strcmp(t->domain, "tag") != 0) {
    import_wxr_left_add(x, item->line, "the taxonomy %.60s", t->domain);
    return OK;
  }
  const char *name = import_wxr_terms_name(a, t), *slug = NULL;
  if (!name) {
    import_wxr_left_add(x, item->line, "categories or tags without letters or digits");
    return OK;
  }
  if (category) {
    name = wxr_tables_category(x->tables, a, t->nicename, name, &slug);
    return import_wxr_terms_add(a, d, TERM_CATEGORY, name, slug, item->line);
  }
  return import_wxr_terms_add(
      a, d, TERM_TAG, name, wxr_tables_slug(a, t->nicename), item->line);
}

/* Whether the login is the one that our own export gives the author of that name: then
 * the slug is derived from the name, as it was before the export. */
static enum err import_wxr_terms_is_own_login(
    struct arena *a, const char *name, const char *login, bool *own) {
  const char *slug = NULL, *derived = NULL;
  enum err e = term_slug_make(a, name, "", &slug);
  if (!e)
    e = export_wxr_login(a, slug, &derived);
  *own = !e && strcmp(derived, slug) != 0 && strcmp(derived, login) == 0;
  return e;
}

/* A login may be an email address, which the slug must not reveal either. */
static enum err import_wxr_terms_take_author(struct import_wxr *x, struct arena *a,
    const struct wxr_item *item, struct article_input *d) {
  const char *given = wxr_tables_author(x->tables, item->creator);
  const char *login = NULL, *slug = NULL;
  bool own = false;
  enum err e = OK;
  if (given == item->creator) /* the name is already plain text */
    e = html_plain(a, item->creator, &given);
  if (!e)
    e = author_name_read(a, given, &d->author);
  if (!e)
    e = author_name_read(a, item->creator, &login);
  if (!e && d->author != given)
    import_wxr_left_add(x, item->line, "email addresses of authors");
  if (!e)
    e = import_wxr_terms_is_own_login(a, d->author, login, &own);
  slug = e || own ? NULL : wxr_tables_slug(a, login);
  if (slug && *d->author)
    e = term_slug_add(a, &d->term_slugs, TERM_AUTHOR, slug, d->author, item->line);
  return e;
}

enum err import_wxr_terms(struct import_wxr *x, struct import_work *w,
    const struct wxr_item *item, struct article_input *d) {
  enum err e = OK;
  /* WXR 1.0 repeats each term without a domain. */
  for (const struct wxr_term *t = item->terms; !e && t; t = t->next)
    e = *t->domain ? import_wxr_terms_take(x, w->arena, item, t, d) : OK;
  return e ? e : import_wxr_terms_take_author(x, w->arena, item, d);
}
