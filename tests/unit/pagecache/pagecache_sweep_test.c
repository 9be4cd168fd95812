#include "pagecache/pagecache_sweep.h"

#include <fcntl.h>
#include <unistd.h>

#include "support_pagecache.h"

static void create(const char *name) {
  char file[300];
  snprintf(file, sizeof file, "%s/work/%s", support_pagecache_folder, name);
  int fd = open(file, O_WRONLY | O_CREAT, 0600);
  assert_true(fd >= 0);
  close(fd);
}

/* What is evicted by its number is only moved to work/; a file that is young belongs to
 * a process that publishes. */
static void evicted_folders_go_and_new_files_stay(void **state) {
  (void)state;
  assert_err(support_pagecache_publish("/a/page/3/", "3"), OK);
  assert_err(support_pagecache_publish("/a/page/3/deep/", "3"), OK);
  assert_err(pagecache_lock(support_cache), OK);
  assert_err(pagecache_evict_numbers(support_cache, "/a/page/", 1, 9), OK);
  pagecache_unlock(support_cache);
  create("0123");
  assert_int_equal(support_pagecache_entries("work"), 2);
  pagecache_sweep(support_cache);
  assert_int_equal(support_pagecache_entries("work"), 1);
}

static void an_old_epoch_goes(void **state) {
  char folder[300];
  (void)state;
  assert_err(support_pagecache_publish("/a/", "a"), OK);
  support_pagecache_begin(SUPPORT_EPOCH_TWO);
  snprintf(folder, sizeof folder, "%s/epoch-%s", support_pagecache_folder,
      SUPPORT_EPOCH_ONE);
  assert_int_equal(access(folder, F_OK), 0);
  pagecache_sweep(support_cache);
  assert_int_equal(access(folder, F_OK), -1);
  snprintf(folder, sizeof folder, "%s/epoch-%s", support_pagecache_folder,
      SUPPORT_EPOCH_TWO);
  assert_int_equal(access(folder, F_OK), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_pagecache_test(evicted_folders_go_and_new_files_stay),
      support_pagecache_test(an_old_epoch_goes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
