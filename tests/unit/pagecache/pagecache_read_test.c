#include "fail_alloc.h"
#include "pagecache/pagecache_read.h"
#include "support_pagecache.h"

static void the_best_accepted_encoding_is_read(void **state) {
  struct pagecache_entry page;
  (void)state;
  assert_err(support_pagecache_look("/a/b/"), ERR_NOT_FOUND);
  assert_err(support_pagecache_publish("/a/b/", "<p>Hello, hello, hello</p>"), OK);
  assert_err(pagecache_read(support_cache, "/a/b/", "index.html", 0, &page), OK);
  assert_string_equal(buf_text(&page.body), "<p>Hello, hello, hello</p>");
  assert_int_equal(page.revision, 4711);
  assert_int_equal(page.encoding, PAGECACHE_PLAIN);
  buf_free(&page.body);
  assert_err(pagecache_read(support_cache, "/a/b/", "index.html",
                 1u << PAGECACHE_GZIP | 1u << PAGECACHE_BROTLI, &page),
      OK);
  assert_int_equal(page.encoding, PAGECACHE_BROTLI);
  buf_free(&page.body);
  assert_err(
      pagecache_read(support_cache, "/a/b/", "index.html", 1u << PAGECACHE_GZIP, &page),
      OK);
  assert_int_equal(page.encoding, PAGECACHE_GZIP);
  assert_memory_equal(page.body.data, "\x1f\x8b", 2);
  buf_free(&page.body);
  assert_err(
      pagecache_read(support_cache, "/a/b/", "index.atom", 0, &page), ERR_NOT_FOUND);
  assert_err(
      pagecache_read(support_cache, "/a/", "index.html", 0, &page), ERR_NOT_FOUND);
  assert_int_equal(support_pagecache_count(), 1);
  assert_err(support_pagecache_publish("/a/b/", "again"), OK);
  assert_int_equal(support_pagecache_count(), 1);
}

static enum err read_scenario(void *context) {
  struct pagecache_entry page = {.revision = 0};
  (void)context;
  enum err e = pagecache_read(support_cache, "/a/", "index.html", 0, &page);
  buf_free(&page.body);
  return e;
}

static void out_of_memory_is_an_error(void **state) {
  (void)state;
  assert_err(support_pagecache_publish("/a/", "x"), OK);
  assert_true(fail_alloc_each(read_scenario, NULL) > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_pagecache_test(the_best_accepted_encoding_is_read),
      support_pagecache_test(out_of_memory_is_an_error)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
