#include <unistd.h>

#include "pagecache/pagecache.h"
#include "support_pagecache.h"

static void path_in(char out[300], const char *name) {
  snprintf(out, 300, "%s/%s", support_pagecache_folder, name);
}

static void paths_that_can_be_stored(void **state) {
  char long_one[PAGECACHE_COMPONENT + 4];
  (void)state;
  assert_true(pagecache_can_store("/"));
  assert_true(pagecache_can_store("/2026/11/low-tide/"));
  assert_true(pagecache_can_store("/潮汐/"));
  static const char *const bad[] = {
      "", "a/", "/a", "//", "/a//b/", "/./", "/../", "/.key/", "/a/.b/", "/a/../"};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
    if (pagecache_can_store(bad[i]))
      fail_msg("%s", bad[i]);
  memset(long_one, 'a', sizeof long_one);
  long_one[0] = long_one[PAGECACHE_COMPONENT + 1] = '/';
  long_one[PAGECACHE_COMPONENT + 2] = '\0';
  assert_true(pagecache_can_store(long_one));
  long_one[PAGECACHE_COMPONENT + 1] = 'a';
  long_one[PAGECACHE_COMPONENT + 2] = '/';
  long_one[PAGECACHE_COMPONENT + 3] = '\0';
  assert_false(pagecache_can_store(long_one));
}

static void a_damaged_folder_is_noticed(void **state) {
  char path[300], why[300];
  (void)state;
  static const char *const files[] = {"locks", "usage", "owner"};
  assert_true(pagecache_is_intact(support_cache));
  for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
    struct pagecache *other = NULL;
    path_in(path, files[i]);
    assert_int_equal(unlink(path), 0);
    assert_false(pagecache_is_intact(support_cache));
    assert_err(pagecache_open(&other, support_pagecache_folder, support_pagecache_lock),
        ERR_PAGECACHE);
    assert_err(pagecache_create(
                   support_pagecache_folder, support_pagecache_lock, why, sizeof why),
        OK);
    pagecache_close(support_cache);
    support_cache = support_pagecache_open();
    assert_true(pagecache_is_intact(support_cache));
  }
  path_in(path, "usage");
  assert_int_equal(truncate(path, 3), 0);
  struct pagecache *cut = NULL;
  assert_err(pagecache_open(&cut, support_pagecache_folder, support_pagecache_lock),
      ERR_PAGECACHE);
}

int main(void) {
  const struct CMUnitTest tests[] = {support_pagecache_test(paths_that_can_be_stored),
      support_pagecache_test(a_damaged_folder_is_noticed)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
