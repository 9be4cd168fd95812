#include <unistd.h>

#include "pagecache/pagecache_file.h"
#include "support_pagecache.h"

static void path_in(char out[300], const char *name) {
  snprintf(out, 300, "%s/%s", support_pagecache_folder, name);
}

/* In a folder that others may write to, a link could lead anywhere. */
static void symbolic_links_are_not_followed(void **state) {
  char path[300], file[600];
  (void)state;
  assert_err(support_pagecache_publish("/a/", "x"), OK);
  support_write(support_pagecache_site, "index.html", "secret");
  path_in(path, "current/b");
  assert_int_equal(symlink(support_pagecache_site, path), 0);
  assert_err(support_pagecache_look("/b/"), ERR_NOT_FOUND);
  assert_err(support_pagecache_publish("/b/", "x"), ERR_IO);
  assert_err(support_pagecache_publish("/b/c/", "x"), ERR_IO);
  assert_err(pagecache_evict(support_cache, "/b/"), OK);
  snprintf(file, sizeof file, "%s/index.html", support_pagecache_site);
  assert_int_equal(access(file, F_OK), 0);
  snprintf(file, sizeof file, "%s/c", support_pagecache_site);
  assert_int_not_equal(access(file, F_OK), 0);
  path_in(path, "current/a/index.html");
  assert_int_equal(unlink(path), 0);
  assert_int_equal(symlink("/etc/passwd", path), 0);
  assert_err(support_pagecache_look("/a/"), ERR_IO);
  path_in(path, "work");
  support_remove(path);
  assert_int_equal(symlink(support_pagecache_site, path), 0);
  assert_false(pagecache_is_intact(support_cache));
  struct pagecache *other = NULL;
  assert_err(pagecache_open(&other, support_pagecache_folder, support_pagecache_lock),
      ERR_PAGECACHE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_pagecache_test(symbolic_links_are_not_followed)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
