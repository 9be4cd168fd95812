#include "site/cache/page_each.h"

#include "site/pages/page_kind.h"

/* For a single article or list: the walks reset the arena as they go. */
enum { WALK_MEMORY = 4 << 20 };

enum err page_each(struct site *site, bool all, page_visit *visit, void *context) {
  struct arena *a = arena_new(WALK_MEMORY);
  enum err e = a ? OK : ERR_NOMEM;
  /* Backwards, because the table ends with lists, and the home page should be warm
   * before the articles, which are many. */
  for (size_t i = page_kind_count; !e && i-- > 0;) {
    arena_reset(a);
    if (all || page_kinds[i].warm)
      e = page_kinds[i].enumerate(site, a, visit, context);
  }
  arena_free(a);
  return e;
}
