#include "pagecache/pagecache_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support_pagecache.h"

static off_t size_of(int folder, const char *name) {
  struct stat st;
  return fstatat(folder, name, &st, 0) == 0 ? st.st_size : -1;
}

static int target(void) {
  return open(support_pagecache_folder, O_RDONLY | O_DIRECTORY);
}

static void only_the_encodings_that_are_asked_for(void **state) {
  struct pagecache_files files = {.bytes = 0};
  const struct pagecache_candidate page = support_pagecache_candidate("/a/", "Text");
  int folder = target();
  (void)state;
  assert_err(
      pagecache_files_write(support_cache, &page, PAGECACHE_ALL, false, &files), OK);
  assert_int_equal(support_pagecache_entries("work"), 3);
  assert_int_equal(files.bytes, 3 * 4096);
  /* ERR_NOT_FOUND would mean that it is stored for the first time; that is no error. */
  assert_err(pagecache_files_move(support_cache, folder, "index.html", &files), OK);
  assert_true(size_of(folder, "index.html.br") > 0);
  files = (struct pagecache_files){.bytes = 0};
  assert_err(pagecache_files_write(support_cache, &page,
                 1u << PAGECACHE_PLAIN | 1u << PAGECACHE_GZIP, true, &files),
      OK);
  assert_err(pagecache_files_move(support_cache, folder, "index.html", &files), OK);
  assert_int_equal(size_of(folder, "index.html"), 4);
  assert_true(size_of(folder, "index.html.gz") > 0);
  assert_int_equal(size_of(folder, "index.html.br"), -1);
  assert_int_equal(support_pagecache_entries("work"), 0);
  close(folder);
}

static void what_is_not_moved_is_discarded(void **state) {
  struct pagecache_files files = {.bytes = 0};
  const struct pagecache_candidate page = support_pagecache_candidate("/a/", "Text");
  (void)state;
  assert_err(
      pagecache_files_write(support_cache, &page, PAGECACHE_ALL, false, &files), OK);
  pagecache_files_discard(support_cache, &files);
  assert_int_equal(support_pagecache_entries("work"), 0);
  pagecache_files_discard(support_cache, &files);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_pagecache_test(only_the_encodings_that_are_asked_for),
      support_pagecache_test(what_is_not_moved_is_discarded),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
