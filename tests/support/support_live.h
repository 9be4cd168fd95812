/* Live posts for tests. */
#ifndef S_SUPPORT_SUPPORT_LIVE_H
#define S_SUPPORT_SUPPORT_LIVE_H

#include "site/publish/live_write.h"
#include "support_site.h"

/* Adds an update whose HTML is its text in a paragraph. Returns its number. `at` 0 is
 * now. */
static inline int64_t support_live(
    struct blog *b, int64_t article, const char *title, const char *text, int64_t at) {
  char why[LIVE_WRITE_WHY];
  int64_t number = 0;
  struct live_update u = {.at = at,
      .title = title,
      .source = text,
      .html = arena_join(b->arena, "<p>", text, "</p>", NULL)};
  enum err e = live_write_add(b->site, b->arena, article, &u, &number, why);
  if (e)
    fail_msg("%s: %s", err_name(e), why);
  return number;
}

static inline void support_live_change(
    struct blog *b, int64_t article, struct live_change change) {
  char why[LIVE_WRITE_WHY];
  assert_err(live_write_state(b->site, b->arena, article, &change, why), OK);
}

#endif
