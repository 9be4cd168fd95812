#include "site/pages/list_walk.h"

/* The arena holds one term at a time, so that memory does not grow with the walk. */
static enum err list_walk_one(struct db *s, struct arena *a,
    const struct listing_subject *subject, list_walk_visit *visit, void *context) {
  struct list list;
  arena_reset(a);
  enum err e = list_path_of_listing(s, a, subject, &list);
  return e ? e : visit(context, &list);
}

enum err list_walk_terms(
    struct db *s, struct arena *a, list_walk_visit *visit, void *context) {
  struct listing_subject subject = {.kind = LISTING_HOME};
  /* The listings of an empty blog do not exist, but its home page does. */
  enum err e = list_walk_one(s, a, &subject, visit, context);
  bool found = true;
  for (int64_t id = 0; !e && found;) {
    e = listing_next(s, &found, &id, &subject);
    if (!e && found && subject.kind != LISTING_HOME && subject.kind != LISTING_ALL)
      e = list_walk_one(s, a, &subject, visit, context);
  }
  return e;
}

/* Years, then months, then days. Each walk goes from period to period, not from article
 * to article. */
enum err list_walk_dates(struct db *s, list_walk_visit *visit, void *context) {
  enum err e = OK;
  for (int depth = 0; !e && depth < 3; depth++) {
    int64_t key = INT64_MAX;
    bool found = true;
    while (!e && found) {
      struct list list;
      /* From the newest article to the start of its period; the next article is older.
       */
      e = listing_newest_before(s, key, &found, &key);
      if (!e && found)
        e = list_path_archive(s, key, depth, &list, &key);
      if (!e && found)
        e = visit(context, &list);
    }
  }
  return e;
}
