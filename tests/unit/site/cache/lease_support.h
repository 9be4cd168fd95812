/* A blog with a page cache, for the tests of leases: opened for the scheduler as well,
 * with a post on its home page. */
#ifndef U_SITE_CACHE_LEASE_SUPPORT_H
#define U_SITE_CACHE_LEASE_SUPPORT_H

#include <unistd.h>

#include "site/cache/cache_epoch.h"
#include "site/cache/cached_page.h"
#include "site/site_open.h"
#include "support_site.h"

static struct site *scheduler;
static char folder[4096]; /* of the page cache */

static inline int set_up_with(void **state, int open(void **)) {
  char why[400];
  open(state);
  struct blog *b = *state;
  scheduler = support_scheduler(b);
  assert_err(cache_epoch_start(scheduler, b->arena, why, sizeof why), OK);
  snprintf(folder, sizeof folder, "%s", scheduler->pagecache_folder);
  struct article_input one = support_article_input("tide");
  support_save(b, &one);
  return 0;
}

static inline int set_up(void **state) {
  return set_up_with(state, support_site_in_postgres);
}

static inline int set_up_in_file(void **state) {
  return set_up_with(state, support_site_in_file);
}

static inline int tear_down(void **state) {
  site_close(scheduler);
  support_remove(folder);
  return support_site_close(state);
}

static inline bool make(struct blog *b) {
  struct buf body = {0};
  bool published = false;
  assert_err(cached_page_make(b->web, b->arena, "/", &body, &published), OK);
  buf_free(&body);
  return published;
}

static inline bool is_stored(void) {
  char path[4200];
  snprintf(path, sizeof path, "%s/current/index.html", folder);
  return access(path, F_OK) == 0;
}

#endif
