#include "import/wordpress/import_wxr_pictures.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool import_wxr_pictures_is_one(const char *url) {
  static const char *const ends[] = {
      ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg"};
  const char *end = strrchr(url, '.');
  for (size_t i = 0; end && i < sizeof ends / sizeof *ends; i++)
    if (strcasecmp(end, ends[i]) == 0)
      return true;
  return false;
}

enum err wxr_pictures_add(struct arena *a, struct wxr_pictures *p, int64_t post,
    int64_t id, struct wordpress_picture picture) {
  if (!import_wxr_pictures_is_one(picture.url))
    return OK;
  struct wxr_upload *all = arena_grow(a, p->items, p->count, &p->cap, sizeof *all);
  if (!all)
    return ERR_NOMEM;
  p->items = all;
  p->items[p->count++] = (struct wxr_upload){post, id, picture};
  return OK;
}

/* By the ID within a post, which is the order of the uploads. */
static int import_wxr_pictures_compare(const void *a, const void *b) {
  const struct wxr_upload *x = a, *y = b;
  if (x->post != y->post)
    return x->post < y->post ? -1 : 1;
  return x->id < y->id ? -1 : x->id > y->id;
}

void wxr_pictures_sort(struct wxr_pictures *p) {
  if (p->count)
    qsort(p->items, p->count, sizeof *p->items, import_wxr_pictures_compare);
}

/* Each gallery asks for one picture after the other, so that a scan of the list would
 * take quadratic time for an export of many galleries. */
struct wordpress_picture wxr_pictures_find(
    const struct wxr_pictures *p, int64_t post, size_t i) {
  size_t first = 0, end = p->count;
  while (first < end) {
    size_t middle = first + (end - first) / 2;
    if (p->items[middle].post < post)
      first = middle + 1;
    else
      end = middle;
  }
  bool found = i < p->count - first && p->items[first + i].post == post;
  return found ? p->items[first + i].picture : (struct wordpress_picture){NULL, NULL};
}
