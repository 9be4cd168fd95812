#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "pagecache/pagecache_lock.h"
#include "support_pagecache.h"

static void waiting_is_bounded(void **state) {
  struct timespec began, ended;
  struct pagecache *other = support_pagecache_open();
  (void)state;
  assert_err(pagecache_lock(other), OK);
  clock_gettime(CLOCK_MONOTONIC, &began);
  assert_err(pagecache_lock(support_cache), ERR_BUSY);
  assert_err(support_pagecache_publish("/a/", "x"), ERR_BUSY);
  clock_gettime(CLOCK_MONOTONIC, &ended);
  assert_in_range(ended.tv_sec - began.tv_sec, 3, 7);
  pagecache_unlock(other);
  assert_err(pagecache_lock(support_cache), OK);
  pagecache_unlock(support_cache);
  pagecache_close(other);
}

static void a_dead_process_holds_no_lock(void **state) {
  (void)state;
  pid_t pid = fork();
  if (pid == 0) {
    struct pagecache *own = NULL;
    if (pagecache_open(&own, support_pagecache_folder, support_pagecache_lock) ||
        pagecache_lock(own))
      _exit(1);
    pagecache_claim(own, "/a/");
    kill(getpid(), SIGKILL);
  }
  waitpid(pid, NULL, 0);
  assert_err(pagecache_lock(support_cache), OK);
  pagecache_unlock(support_cache);
}

static void a_replaced_lock_file_is_noticed(void **state) {
  (void)state;
  assert_int_equal(unlink(support_pagecache_lock), 0);
  assert_err(pagecache_lock(support_cache), ERR_PAGECACHE);
  struct pagecache *other = NULL;
  assert_err(pagecache_open(&other, support_pagecache_folder, support_pagecache_lock),
      ERR_PAGECACHE);
  support_write(support_pagecache_site, "x.lock", "");
  assert_err(pagecache_lock(support_cache), ERR_PAGECACHE);
  other = support_pagecache_open();
  assert_int_not_equal(
      pagecache_lock_number(other), pagecache_lock_number(support_cache));
  pagecache_close(other);
  assert_err(
      pagecache_open(&other, "/dev/shm/pamphlet-nothing-here", support_pagecache_lock),
      ERR_NOT_FOUND);
}

int main(void) {
  const struct CMUnitTest tests[] = {support_pagecache_test(waiting_is_bounded),
      support_pagecache_test(a_dead_process_holds_no_lock),
      support_pagecache_test(a_replaced_lock_file_is_noticed)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
