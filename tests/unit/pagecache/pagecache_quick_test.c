#include "pagecache/pagecache_quick.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "pagecache/pagecache_internal.h"
#include "pagecache/pagecache_replace.h"
#include "support_pagecache.h"

static void replace(const char *path) {
  char file[300];
  struct timespec times[2] = {{0}, {.tv_nsec = UTIME_OMIT}};
  const struct pagecache_candidate page = support_pagecache_candidate(path, "new");
  assert_err(support_pagecache_publish(path, "old"), OK);
  snprintf(file, sizeof file, "%s/current%sindex.html", support_pagecache_folder, path);
  clock_gettime(CLOCK_REALTIME, &times[0]);
  times[0].tv_sec++;
  assert_int_equal(utimensat(AT_FDCWD, file, times, 0), 0);
  assert_err(pagecache_lock(support_cache), OK);
  assert_int_equal(pagecache_keep(support_cache, path, "index.html"), PAGECACHE_KEPT);
  assert_err(pagecache_prepare(support_cache, 0, &page), OK);
  assert_err(pagecache_replace(support_cache), OK);
  pagecache_unlock(support_cache);
}

static bool has(const char *path, const char *leaf) {
  char file[300];
  snprintf(file, sizeof file, "%s/current%s%s", support_pagecache_folder, path, leaf);
  return access(file, F_OK) == 0;
}

static void a_replaced_page_is_compressed_once_it_is_quiet(void **state) {
  struct pagecache_entry page = {0};
  (void)state;
  assert_err(pagecache_quick_compress(support_cache, 0), ERR_NOT_FOUND);
  replace("/a/");
  replace("/a/");
  assert_false(has("/a/", "index.html.br"));
  assert_err(pagecache_quick_compress(support_cache, 1000000000), ERR_NOT_FOUND);
  assert_err(pagecache_quick_compress(support_cache, 0), OK);
  assert_true(has("/a/", "index.html.br") && has("/a/", "index.html.gz"));
  assert_err(pagecache_read(support_cache, "/a/", "index.html", 0, &page), OK);
  assert_string_equal(buf_text(&page.body), "new");
  assert_int_equal(page.revision, 4711);
  buf_free(&page.body);
  assert_err(pagecache_quick_compress(support_cache, 0), ERR_NOT_FOUND);
  assert_int_equal(support_pagecache_entries("work"), 0);
}

static void a_page_that_is_gone_stays_gone(void **state) {
  (void)state;
  replace("/a/");
  assert_err(pagecache_lock(support_cache), OK);
  assert_err(pagecache_evict(support_cache, "/a/"), OK);
  pagecache_unlock(support_cache);
  assert_err(pagecache_quick_compress(support_cache, 0), ERR_EXISTS);
  assert_false(has("/a/", "index.html"));
  replace("/b/");
  support_pagecache_begin(SUPPORT_EPOCH_TWO);
  assert_err(pagecache_quick_compress(support_cache, 0), ERR_EXISTS);
  assert_int_equal(support_pagecache_entries("work"), 0);
}

static void the_oldest_are_forgotten(void **state) {
  char path[32];
  int compressed = 0;
  (void)state;
  for (int i = 0; i < PAGECACHE_QUICK_MOST + 3; i++) {
    snprintf(path, sizeof path, "/%d/", i);
    replace(path);
  }
  while (pagecache_quick_compress(support_cache, 0) == OK)
    compressed++;
  assert_int_equal(compressed, PAGECACHE_QUICK_MOST);
  assert_false(has("/2/", "index.html.br"));
  assert_true(has("/3/", "index.html.br"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_pagecache_test(a_replaced_page_is_compressed_once_it_is_quiet),
      support_pagecache_test(a_page_that_is_gone_stays_gone),
      support_pagecache_test(the_oldest_are_forgotten),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
