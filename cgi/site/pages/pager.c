#include "site/pages/pager.h"

#include "site/core/permalink.h"

/* Five numbers around the current page, the first and the last, and two gaps. */
enum { MOST_LINKS = 9 };

enum err pager_url(
    struct arena *a, const struct list *list, int64_t number, const char **out) {
  char *path = list_path_make(a, list, number);
  const char *url = path ? permalink_encode(a, path) : NULL;
  if (!url)
    return ERR_NOMEM;
  *out = url;
  return OK;
}

/* "1 … 4 5 [6] 7 8 … 20". The loop jumps over what is left out, so that its length does
 * not depend on the number of pages. */
enum err pager_numbers(
    struct arena *a, const struct list *list, int64_t pages, struct view_links *out) {
  struct view_link *links = arena_array(a, MOST_LINKS, sizeof *links);
  size_t n = 0;
  int64_t last = 0;
  enum err e = links ? OK : ERR_NOMEM;
  for (int64_t i = 1; !e && i <= pages; i++) {
    if (i == 2 && list->number - 2 > 2)
      i = list->number - 2;
    if (i > list->number + 2 && i < pages)
      i = pages;
    /* A link without an address is a gap (view_layout_links). */
    if (last && i != last + 1)
      links[n++] = (struct view_link){NULL, "…", false};
    struct view_link *link = &links[n++];
    e = pager_url(a, list, i, &link->url);
    link->text = arena_printf(a, "%lld", (long long)i);
    link->current = i == list->number;
    if (!link->text)
      e = ERR_NOMEM;
    last = i;
  }
  if (!e)
    *out = (struct view_links){links, n};
  return e;
}
