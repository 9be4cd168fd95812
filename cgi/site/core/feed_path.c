#include "site/core/feed_path.h"

#include <string.h>

/* The first FEED_FORMATS rows are canonical; WordPress knows the others as well. Longer
 * endings need no order of their own: none is the end of another after a slash. */
static const struct {
  const char *ending;
  enum feed_format format;
} endings[] = {
    {"feed/", FEED_RSS},
    {"feed/atom/", FEED_ATOM},
    {"feed/json/", FEED_JSON},
    {"feed/rss/", FEED_RSS},
    {"feed/rss2/", FEED_RSS},
};
enum { ENDINGS = sizeof endings / sizeof endings[0] };

bool feed_path_cut(
    const char *path, size_t *head, enum feed_format *format, bool *canonical) {
  size_t n = strlen(path);
  for (size_t i = 0; i < ENDINGS; i++) {
    size_t m = strlen(endings[i].ending);
    /* Something must precede the ending, at the border of a component: "/newsfeed/" is
     * no feed, and "/feed/" belongs to "/". */
    if (n <= m || strcmp(path + n - m, endings[i].ending) != 0 ||
        path[n - m - 1] != '/')
      continue;
    *head = n - m;
    *format = endings[i].format;
    *canonical = i < FEED_FORMATS;
    return true;
  }
  return false;
}

char *feed_path_make(struct arena *a, const char *head, enum feed_format format) {
  size_t i = 0;
  /* The first row of a format is its canonical one. */
  while (endings[i].format != format)
    i++;
  return arena_join(a, head, endings[i].ending, NULL);
}
