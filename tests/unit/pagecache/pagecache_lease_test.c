#include "pagecache/pagecache_lease.h"

#include "support_pagecache.h"

static void all_processes_share_the_lease(void **state) {
  (void)state;
  struct pagecache *other = support_pagecache_open();
  assert_int_equal(pagecache_lease(support_cache), 0);
  pagecache_set_lease(other, 4711);
  assert_int_equal(pagecache_lease(support_cache), 4711);
  pagecache_set_lease(support_cache, 0);
  assert_int_equal(pagecache_lease(other), 0);
  pagecache_close(other);
}

static void the_newest_change_never_goes_back(void **state) {
  (void)state;
  struct pagecache *other = support_pagecache_open();
  assert_int_equal(pagecache_newest(support_cache), 0);
  pagecache_raise_newest(other, 7);
  pagecache_raise_newest(support_cache, 5);
  assert_int_equal(pagecache_newest(support_cache), 7);
  assert_int_equal(pagecache_newest(other), 7);
  pagecache_close(other);
}

static void dropped_pages_are_gone_whoever_has_the_lock(void **state) {
  (void)state;
  struct pagecache *other = support_pagecache_open();
  struct pagecache_epoch epoch;
  assert_err(support_pagecache_publish("/a/", "a"), OK);
  assert_err(pagecache_lock(support_cache), OK);
  pagecache_drop(other);
  pagecache_unlock(support_cache);
  assert_err(support_pagecache_look("/a/"), ERR_NOT_FOUND);
  assert_err(pagecache_read_epoch(support_cache, &epoch), ERR_NOT_FOUND);
  assert_err(support_pagecache_publish("/b/", "b"), ERR_EXISTS);
  pagecache_drop(other);
  pagecache_close(other);
}

static void waits_are_counted(void **state) {
  struct pagecache_usage usage;
  (void)state;
  pagecache_count_wait(support_cache, 1500, 0);
  pagecache_count_wait(support_cache, 500, 2);
  pagecache_read_usage(support_cache, &usage);
  assert_int_equal(usage.waits, 2);
  assert_int_equal(usage.waited, 2000);
  assert_int_equal(usage.expired, 2);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_pagecache_test(all_processes_share_the_lease),
      support_pagecache_test(the_newest_change_never_goes_back),
      support_pagecache_test(dropped_pages_are_gone_whoever_has_the_lock),
      support_pagecache_test(waits_are_counted),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
