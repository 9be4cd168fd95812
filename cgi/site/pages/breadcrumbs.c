#include "site/pages/breadcrumbs.h"

#include "db/model/article.h"
#include "db/model/term.h"
#include "site/core/permalink.h"
#include "site/pages/term_links.h"
#include "view/messages.h"

/* Also ends the walk if rows written by another program form a cycle. */
enum { MOST_PARENTS = 16 };

enum err breadcrumbs_of_page(
    struct site *site, struct arena *a, int64_t parent, struct view_links *out) {
  struct view_link *links = arena_array(a, MOST_PARENTS, sizeof *links);
  size_t at = MOST_PARENTS;
  if (!links)
    return ERR_NOMEM;
  /* The walk goes up, so the array fills from its end. */
  while (parent && at) {
    struct article r;
    enum err e = article_by_id(site->db, a, parent, &r);
    if (e)
      return e;
    /* A parent that is not public is left out, and those above it are shown. */
    if (r.status == ARTICLE_PUBLISH && r.permalink) {
      links[--at] =
          (struct view_link){permalink_encode(a, r.permalink), r.title, false};
      if (!links[at].url)
        return ERR_NOMEM;
    }
    parent = r.parent_id;
  }
  *out = (struct view_links){links + at, MOST_PARENTS - at};
  return OK;
}

/* From the first category by name: a trail has no branches. */
enum err breadcrumbs_of_post(
    struct site *site, struct arena *a, int64_t article, struct view_links *out) {
  struct term *terms = NULL, path[MOST_PARENTS] = {0};
  size_t n = 0, at = MOST_PARENTS;
  enum err e = term_of_article(site->db, a, TERM_CATEGORY, article, &terms, &n);
  if (!e && n)
    path[--at] = terms[0];
  while (!e && n && at && path[at].parent_id) {
    e = term_by_id(site->db, a, TERM_CATEGORY, path[at].parent_id, &path[at - 1]);
    at--;
  }
  return e ? e : term_links_make(a, "category", path + at, MOST_PARENTS - at, out);
}

/* Only dates have lists above them here. The page of a category shows its name
 * alone. */
enum err breadcrumbs_of_list(const struct site *site, struct arena *a,
    const struct list *list, struct view_links *out) {
  struct view_link *links = arena_array(a, 2, sizeof *links);
  size_t n = 0;
  if (!links)
    return ERR_NOMEM;
  if (list->kind == LIST_MONTH || list->kind == LIST_DAY)
    links[n++] = (struct view_link){arena_printf(a, "/%04d/", list->year),
        arena_printf(a, "%d", list->year), false};
  if (list->kind == LIST_DAY)
    links[n++] =
        (struct view_link){arena_printf(a, "/%04d/%02d/", list->year, list->month),
            message_month(a, site->settings.language, list->year, list->month), false};
  for (size_t i = 0; i < n; i++)
    if (!links[i].url || !links[i].text)
      return ERR_NOMEM;
  *out = (struct view_links){links, n};
  return OK;
}
