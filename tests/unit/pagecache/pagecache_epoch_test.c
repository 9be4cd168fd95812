#include "pagecache/pagecache_epoch.h"
#include "pagecache/pagecache_sweep.h"
#include "support_pagecache.h"

static void a_new_epoch_has_no_pages(void **state) {
  struct pagecache_epoch epoch = {.token = ""};
  (void)state;
  assert_err(support_pagecache_publish("/a/", "old"), OK);
  support_pagecache_begin(SUPPORT_EPOCH_TWO);
  assert_err(pagecache_read_epoch(support_cache, &epoch), OK);
  assert_string_equal(epoch.token, SUPPORT_EPOCH_TWO);
  assert_int_equal(epoch.render_key, SUPPORT_RENDER_KEY);
  assert_int_equal(epoch.list_key, SUPPORT_LIST_KEY);
  assert_err(support_pagecache_look("/a/"), ERR_NOT_FOUND);
  assert_int_equal(support_pagecache_count(), 0);
  assert_err(support_pagecache_publish("/a/", "old"), ERR_EXISTS);
  int before = support_pagecache_entries(".");
  pagecache_sweep(support_cache);
  assert_int_equal(support_pagecache_entries("."), before - 1);
  assert_int_equal(support_pagecache_entries("work"), 0);
  assert_err(pagecache_lock(support_cache), OK);
  assert_err(pagecache_end_epoch(support_cache), OK);
  assert_err(pagecache_read_epoch(support_cache, &epoch), ERR_NOT_FOUND);
  assert_err(pagecache_evict(support_cache, "/a/"), OK);
  pagecache_unlock(support_cache);
}

/* What a writer remembers of an epoch must not outlive it, also if another process ends
 * it.
 */
static void a_writer_sees_the_epoch_of_others(void **state) {
  struct pagecache *other = support_pagecache_open();
  struct pagecache_epoch next = {.render_key = 1, .list_key = 2}, seen;
  (void)state;
  assert_err(pagecache_lock(other), OK);
  assert_err(pagecache_read_epoch(other, &seen), OK);
  assert_string_equal(seen.token, SUPPORT_EPOCH_ONE);
  snprintf(next.token, sizeof next.token, "%s", SUPPORT_EPOCH_TWO);
  assert_err(pagecache_begin_epoch(other, &next), OK);
  assert_err(pagecache_read_epoch(other, &seen), OK);
  assert_string_equal(seen.token, SUPPORT_EPOCH_TWO);
  assert_int_equal(seen.list_key, 2);
  pagecache_unlock(other);
  support_pagecache_begin("00112233445566778899aabbccddeeff");
  assert_err(support_pagecache_publish("/a/", "x"), ERR_EXISTS);
  assert_err(pagecache_lock(other), OK);
  assert_err(pagecache_read_epoch(other, &seen), OK);
  assert_int_equal(seen.list_key, SUPPORT_LIST_KEY);
  pagecache_unlock(other);
  pagecache_close(other);
}

/* A folder that somebody has deleted has no pages, and no keys either. */
static void a_deleted_epoch_has_no_pages(void **state) {
  char folder[200];
  struct pagecache_epoch seen;
  (void)state;
  assert_err(pagecache_lock(support_cache), OK);
  assert_err(pagecache_read_epoch(support_cache, &seen), OK);
  pagecache_unlock(support_cache);
  snprintf(folder, sizeof folder, "%s/epoch-%s", support_pagecache_folder,
      SUPPORT_EPOCH_ONE);
  support_remove(folder);
  assert_err(pagecache_read_epoch(support_cache, &seen), ERR_NOT_FOUND);
  assert_err(pagecache_lock(support_cache), OK);
  assert_err(pagecache_read_epoch(support_cache, &seen), ERR_NOT_FOUND);
  assert_err(pagecache_evict(support_cache, "/a/"), OK);
  pagecache_unlock(support_cache);
}

int main(void) {
  const struct CMUnitTest tests[] = {support_pagecache_test(a_new_epoch_has_no_pages),
      support_pagecache_test(a_writer_sees_the_epoch_of_others),
      support_pagecache_test(a_deleted_epoch_has_no_pages)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
