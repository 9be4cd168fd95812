#include "pagecache/pagecache_evict.h"
#include "support_pagecache.h"

static void evicted_pages_are_not_found(void **state) {
  (void)state;
  assert_err(support_pagecache_publish("/", "home"), OK);
  assert_err(support_pagecache_publish("/a/", "a"), OK);
  assert_err(support_pagecache_publish("/a/page/2/", "2"), OK);
  assert_err(support_pagecache_publish("/a/page/3/", "3"), OK);
  assert_err(support_pagecache_publish("/a/b/", "b"), OK);
  assert_int_equal(support_pagecache_count(), 5);
  assert_err(pagecache_lock(support_cache), OK);
  assert_err(pagecache_evict(support_cache, "/a/"), OK);
  assert_err(pagecache_evict(support_cache, "/not/there/"), OK);
  pagecache_unlock(support_cache);
  assert_err(support_pagecache_look("/a/"), ERR_NOT_FOUND);
  assert_err(support_pagecache_look("/a/b/"), OK);
  assert_err(support_pagecache_look("/a/page/2/"), OK);
  assert_int_equal(support_pagecache_count(), 4);
  assert_err(pagecache_lock(support_cache), OK);
  assert_err(pagecache_evict_numbers(support_cache, "/a/page/", 3, 9), OK);
  pagecache_unlock(support_cache);
  assert_err(support_pagecache_look("/a/page/2/"), OK);
  assert_err(support_pagecache_look("/a/page/3/"), ERR_NOT_FOUND);
  assert_err(support_pagecache_publish("/a/page/3/", "3"), OK);
  assert_err(pagecache_lock(support_cache), OK);
  assert_err(pagecache_evict_numbers(support_cache, "/a/page/", 1, INT64_MAX), OK);
  assert_err(pagecache_evict_numbers(support_cache, "/not/there/", 1, 9), OK);
  pagecache_unlock(support_cache);
  assert_err(support_pagecache_look("/a/page/2/"), ERR_NOT_FOUND);
  assert_err(support_pagecache_look("/a/page/3/"), ERR_NOT_FOUND);
  assert_err(support_pagecache_look("/a/b/"), OK);
  assert_err(support_pagecache_look("/"), OK);
  assert_err(pagecache_evict(support_cache, "/"), ERR_INTERNAL);
  assert_err(pagecache_lock(support_cache), OK);
  assert_err(pagecache_evict(support_cache, "/"), OK);
  pagecache_unlock(support_cache);
  assert_err(support_pagecache_look("/"), ERR_NOT_FOUND);
  assert_err(support_pagecache_publish("/a/page/2/", "new"), OK);
}

static void the_last_page_is_that_with_the_largest_number(void **state) {
  (void)state;
  assert_err(support_pagecache_publish("/t/", "a"), OK);
  assert_err(support_pagecache_publish("/t/feed/", "f"), OK);
  assert_err(support_pagecache_publish("/t/comment-page-9/", "9"), OK);
  assert_err(support_pagecache_publish("/t/comment-page-10/", "10"), OK);
  assert_err(support_pagecache_publish("/t/comment-page-2/", "2"), OK);
  assert_err(pagecache_evict_last(support_cache, "/t/comment-page-"), ERR_INTERNAL);
  assert_err(pagecache_lock(support_cache), OK);
  assert_err(pagecache_evict_last(support_cache, "/t/comment-page-"), OK);
  pagecache_unlock(support_cache);
  assert_err(support_pagecache_look("/t/comment-page-10/"), ERR_NOT_FOUND);
  assert_err(support_pagecache_look("/t/comment-page-9/"), OK);
  assert_err(pagecache_lock(support_cache), OK);
  for (int i = 0; i < 3; i++)
    assert_err(pagecache_evict_last(support_cache, "/t/comment-page-"), OK);
  assert_err(pagecache_evict_last(support_cache, "/not/there/page-"), OK);
  pagecache_unlock(support_cache);
  assert_err(support_pagecache_look("/t/comment-page-2/"), ERR_NOT_FOUND);
  assert_err(support_pagecache_look("/t/feed/"), OK);
  assert_err(support_pagecache_look("/t/"), OK);
}

static void a_list_without_pages_is_known(void **state) {
  (void)state;
  assert_err(support_pagecache_publish("/l/", "a"), OK);
  assert_err(support_pagecache_publish("/l/other/", "o"), OK);
  assert_err(support_pagecache_publish("/m/page/2/", "2"), OK);
  assert_err(pagecache_lock(support_cache), OK);
  assert_true(pagecache_may_have(support_cache, "/l/", "page"));
  assert_true(pagecache_may_have(support_cache, "/m/", "page"));
  assert_false(pagecache_may_have(support_cache, "/m/", "feed"));
  assert_false(pagecache_may_have(support_cache, "/", "page"));
  assert_false(pagecache_may_have(support_cache, "/not/there/", "page"));
  assert_err(pagecache_evict(support_cache, "/l/"), OK);
  /* Another page below it is none of its own. */
  assert_false(pagecache_may_have(support_cache, "/l/", "page"));
  pagecache_unlock(support_cache);
  assert_err(support_pagecache_look("/l/other/"), OK);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_pagecache_test(evicted_pages_are_not_found),
      support_pagecache_test(a_list_without_pages_is_known),
      support_pagecache_test(the_last_page_is_that_with_the_largest_number),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
