#include "pagecache/pagecache_epoch.h"
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
  assert_err(pagecache_end_epoch(support_cache), OK);
  assert_err(pagecache_read_epoch(support_cache, &epoch), ERR_NOT_FOUND);
  assert_err(pagecache_evict(support_cache, "/a/"), OK);
}

int main(void) {
  const struct CMUnitTest tests[] = {support_pagecache_test(a_new_epoch_has_no_pages)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
