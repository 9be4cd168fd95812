#include <sys/stat.h>
#include <unistd.h>

#include "pagecache/pagecache_create.h"
#include "support_pagecache.h"

static void path_in(char out[300], const char *name) {
  snprintf(out, 300, "%s/%s", support_pagecache_folder, name);
}

static void unsafe_folders_are_refused(void **state) {
  char why[300] = "", path[300];
  (void)state;
  snprintf(path, sizeof path, "%s/pages", support_pagecache_site);
  assert_err(
      pagecache_create(path, support_pagecache_lock, why, sizeof why), ERR_INVALID);
  assert_non_null(strstr(why, "not on a file system in memory"));
  snprintf(path, sizeof path, "%s/open", support_pagecache_folder);
  assert_int_equal(mkdir(path, 0755), 0);
  assert_int_equal(chmod(path, 0777), 0);
  assert_err(
      pagecache_create(path, support_pagecache_lock, why, sizeof why), ERR_INVALID);
  assert_non_null(strstr(why, "writable by other users"));
  snprintf(path, sizeof path, "%s/link", support_pagecache_folder);
  assert_int_equal(symlink(support_pagecache_folder, path), 0);
  assert_err(
      pagecache_create(path, support_pagecache_lock, why, sizeof why), ERR_INVALID);
}

static void the_counters_are_allocated_at_once(void **state) {
  char path[300];
  struct stat st;
  (void)state;
  path_in(path, "usage");
  assert_int_equal(stat(path, &st), 0);
  assert_true(st.st_blocks > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {support_pagecache_test(unsafe_folders_are_refused),
      support_pagecache_test(the_counters_are_allocated_at_once)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
