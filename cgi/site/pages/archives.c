#include "site/pages/archives.h"

#include <string.h>

#include "site/pages/correction_view.h"

/* Finds the periods of a depth (see list_path_archive) that begin in [from, until). */
static enum err archives_periods(struct db *s, struct arena *a, int64_t from,
    int64_t until, int depth, struct list **out, size_t *count) {
  struct list *lists = NULL;
  size_t n = 0, capacity = 0;
  int64_t key = until;
  bool found = true;
  enum err e = OK;
  while (!e && found) {
    /* From the newest article of a period to its start, and on to the next older
     * article: periods without articles cost nothing. */
    e = listing_newest_before(s, key, &found, &key);
    if (e || !found || key < from)
      break;
    lists = arena_grow(a, lists, n, &capacity, sizeof *lists);
    e = lists ? list_path_archive(s, key, depth, &lists[n++], &key) : ERR_NOMEM;
  }
  if (!e) {
    *out = lists;
    *count = n;
  }
  return e;
}

enum err archives_years(
    struct db *s, struct arena *a, struct list **out, size_t *count) {
  return archives_periods(s, a, INT64_MIN, INT64_MAX, 0, out, count);
}

enum err archives_months(struct db *s, struct arena *a, const struct list *year,
    struct list **out, size_t *count) {
  return archives_periods(s, a, year->listing.from, year->listing.until, 1, out, count);
}

const char *archives_path(struct arena *a, int year, bool is_newest) {
  return is_newest ? ARCHIVES_PATH : arena_printf(a, ARCHIVES_PATH "%04d/", year);
}

/* Every footer links to ARCHIVES_PATH, and each corrected article to CORRECTIONS_PATH:
 * an author's page that was there and is gone gives the address back. */
bool archives_reclaim(const char *path, enum path_kind kind) {
  return kind == PATH_GONE &&
         (strcmp(path, ARCHIVES_PATH) == 0 || strcmp(path, CORRECTIONS_PATH) == 0);
}
