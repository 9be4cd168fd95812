#include "site/core/feed_path.h"

#include <string.h>

/* The first of each format is the one it is found at. */
static const struct {
  const char *end;
  enum feed_format format;
} ends[] = {
    {"feed/", FEED_RSS},
    {"feed/atom/", FEED_ATOM},
    {"feed/json/", FEED_JSON},
    {"feed/rss/", FEED_RSS},
    {"feed/rss2/", FEED_RSS},
};
enum { ENDS = sizeof ends / sizeof ends[0] };

bool feed_path_cut(
    const char *path, size_t *head, enum feed_format *format, bool *canonical) {
  size_t n = strlen(path);
  for (size_t i = 0; i < ENDS; i++) {
    size_t m = strlen(ends[i].end);
    if (n <= m || strcmp(path + n - m, ends[i].end) != 0 || path[n - m - 1] != '/')
      continue;
    *head = n - m;
    *format = ends[i].format;
    *canonical = i < FEED_FORMATS;
    return true;
  }
  return false;
}

char *feed_path_make(struct arena *a, const char *head, enum feed_format format) {
  size_t i = 0;
  while (ends[i].format != format)
    i++;
  return arena_join(a, head, ends[i].end, NULL);
}
