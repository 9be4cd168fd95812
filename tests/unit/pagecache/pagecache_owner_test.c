#include <unistd.h>

#include "pagecache/pagecache_owner.h"
#include "support_pagecache.h"

static void another_site_is_left_alone(void **state) {
  char why[300], *elsewhere = support_folder(), theirs[512];
  struct pagecache *other = NULL;
  (void)state;
  snprintf(theirs, sizeof theirs, "%s/x.lock", elsewhere);
  support_write(elsewhere, "x.lock", "");
  assert_err(support_pagecache_publish("/a/", "x"), OK);
  assert_err(
      pagecache_create(support_pagecache_folder, theirs, why, sizeof why), ERR_INVALID);
  assert_non_null(strstr(why, support_pagecache_site));
  assert_err(pagecache_open(&other, support_pagecache_folder, theirs), ERR_PAGECACHE);
  assert_err(pagecache_abandon(support_pagecache_folder, theirs), OK);
  assert_err(support_pagecache_look("/a/"), OK);
  /* The site was deleted: any site may use its page cache. */
  assert_int_equal(unlink(support_pagecache_lock), 0);
  assert_err(pagecache_abandon(support_pagecache_folder, theirs), OK);
  assert_err(support_pagecache_look("/a/"), ERR_NOT_FOUND);
  assert_err(pagecache_create(support_pagecache_folder, theirs, why, sizeof why), OK);
  assert_err(pagecache_open(&other, support_pagecache_folder, theirs), OK);
  pagecache_close(other);
  assert_err(pagecache_abandon("/dev/shm/pamphlet-nothing-here", theirs), OK);
  free(elsewhere);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_pagecache_test(another_site_is_left_alone)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
