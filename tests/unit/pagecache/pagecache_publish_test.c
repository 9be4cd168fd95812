#include <sys/stat.h>

#include "fail_alloc.h"
#include "pagecache/pagecache_publish.h"
#include "support_pagecache.h"

static void the_web_server_may_read_pages(void **state) {
  char path[200];
  struct stat st;
  mode_t before = umask(077);
  (void)state;
  assert_err(support_pagecache_publish("/a/", "x"), OK);
  umask(before);
  snprintf(path, sizeof path, "%s/current/a/index.html.gz", support_pagecache_folder);
  assert_int_equal(stat(path, &st), 0);
  assert_int_equal(st.st_mode & 0777, 0644);
  snprintf(path, sizeof path, "%s/current/a", support_pagecache_folder);
  assert_int_equal(stat(path, &st), 0);
  assert_int_equal(st.st_mode & 0777, 0775);
}

static void an_outdated_page_is_not_stored(void **state) {
  struct pagecache_candidate o = support_pagecache_candidate("/a/", "x");
  struct pagecache_usage u;
  (void)state;
  assert_err(
      pagecache_publish(support_cache, &o, support_pagecache_no, NULL), ERR_EXISTS);
  o.epoch = SUPPORT_EPOCH_TWO;
  assert_err(
      pagecache_publish(support_cache, &o, support_pagecache_yes, NULL), ERR_EXISTS);
  o.epoch = SUPPORT_EPOCH_ONE;
  o.render_key = SUPPORT_RENDER_KEY + 1;
  assert_err(
      pagecache_publish(support_cache, &o, support_pagecache_yes, NULL), ERR_EXISTS);
  assert_err(support_pagecache_look("/a/"), ERR_NOT_FOUND);
  pagecache_read_usage(support_cache, &u);
  assert_int_equal(u.bytes, 0);
  assert_int_equal(u.overtaken, 1);
}

static void a_full_cache_stores_nothing(void **state) {
  struct pagecache_candidate o = support_pagecache_candidate("/a/", "x");
  (void)state;
  o.limit = 4096 * 5;
  assert_err(pagecache_publish(support_cache, &o, support_pagecache_yes, NULL), OK);
  o.path = "/b/";
  assert_err(
      pagecache_publish(support_cache, &o, support_pagecache_yes, NULL), ERR_TOO_LARGE);
  assert_err(support_pagecache_look("/b/"), ERR_NOT_FOUND);
  o.limit = 4096;
  assert_err(
      pagecache_publish(support_cache, &o, support_pagecache_yes, NULL), ERR_INVALID);
  assert_int_equal(support_pagecache_entries("work"), 0);
}

static enum err publish_scenario(void *context) {
  (void)context;
  return support_pagecache_publish("/a/", "<p>Hello, hello, hello</p>");
}

static void out_of_memory_stores_nothing_or_all(void **state) {
  (void)state;
  assert_true(fail_alloc_each(publish_scenario, NULL) > 0);
  assert_int_equal(support_pagecache_entries("work"), 0);
  assert_err(support_pagecache_look("/a/"), OK);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_pagecache_test(the_web_server_may_read_pages),
      support_pagecache_test(an_outdated_page_is_not_stored),
      support_pagecache_test(a_full_cache_stores_nothing),
      support_pagecache_test(out_of_memory_stores_nothing_or_all)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
