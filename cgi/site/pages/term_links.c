#include "site/pages/term_links.h"

#include "site/core/permalink.h"

/* `prefix` is that of list_path.c: "category", "tag". A category's slug is its path,
 * whose slashes permalink_encode keeps. */
enum err term_links_make(struct arena *a, const char *prefix, const struct term *terms,
    size_t n, struct view_links *out) {
  struct view_link *links = arena_array(a, n + 1, sizeof *links);
  if (!links)
    return ERR_NOMEM;
  for (size_t i = 0; i < n; i++) {
    char *path = arena_join(a, "/", prefix, "/", terms[i].slug, "/", NULL);
    links[i].url = path ? permalink_encode(a, path) : NULL;
    links[i].text = terms[i].name;
    if (!links[i].url)
      return ERR_NOMEM;
  }
  *out = (struct view_links){links, n};
  return OK;
}
