#include "pagecache/pagecache_folder.h"

#include <string.h>
#include <sys/stat.h>

#include "support_pagecache.h"

static int count(const char *path) {
  struct pagecache_listing list;
  int n = 0;
  assert_err(pagecache_folder_list(support_cache, path, &list), OK);
  while (pagecache_listing_next(&list))
    n++;
  assert_null(pagecache_listing_next(&list));
  assert_err(list.error, OK);
  return n;
}

static void a_folder_is_opened_once_in_a_row(void **state) {
  int first = -1, again = -1, other = -1;
  (void)state;
  assert_err(support_pagecache_publish("/a/", "a"), OK);
  assert_err(support_pagecache_publish("/b/", "b"), OK);
  assert_err(pagecache_folder_open(support_cache, "/a/", &first), ERR_INTERNAL);
  assert_err(pagecache_lock(support_cache), OK);
  assert_err(pagecache_folder_open(support_cache, "/a/", &first), OK);
  assert_err(pagecache_folder_open(support_cache, "/a/", &again), OK);
  assert_int_equal(first, again);
  assert_err(pagecache_folder_open(support_cache, "/b/", &other), OK);
  assert_err(pagecache_folder_open(support_cache, "/c/", &other), ERR_NOT_FOUND);
  assert_err(pagecache_folder_open(support_cache, "/a/", &other), OK);
  pagecache_unlock(support_cache);
}

static void what_was_missing_is_found_when_it_was_stored(void **state) {
  int fd = -1;
  (void)state;
  assert_err(pagecache_lock(support_cache), OK);
  assert_err(pagecache_folder_open(support_cache, "/a/feed/", &fd), ERR_NOT_FOUND);
  assert_err(pagecache_folder_open(support_cache, "/a/feed/atom/", &fd), ERR_NOT_FOUND);
  pagecache_unlock(support_cache);
  assert_err(support_pagecache_publish("/a/feed/atom/", "a"), OK);
  assert_err(pagecache_lock(support_cache), OK);
  assert_err(pagecache_folder_open(support_cache, "/a/feed/atom/", &fd), OK);
  assert_err(pagecache_folder_open(support_cache, "/a/feed/rss/", &fd), ERR_NOT_FOUND);
  assert_err(pagecache_folder_open(support_cache, "/a/feed/", &fd), OK);
  pagecache_unlock(support_cache);
}

static void a_folder_of_another_epoch_is_another(void **state) {
  int fd = -1;
  (void)state;
  assert_err(support_pagecache_publish("/a/", "a"), OK);
  assert_err(pagecache_lock(support_cache), OK);
  assert_err(pagecache_folder_open(support_cache, "/b/", &fd), ERR_NOT_FOUND);
  assert_err(pagecache_folder_open(support_cache, "/a/", &fd), OK);
  const struct pagecache_epoch epoch = {SUPPORT_EPOCH_TWO, SUPPORT_RENDER_KEY, 1};
  assert_err(pagecache_begin_epoch(support_cache, &epoch), OK);
  assert_err(pagecache_folder_open(support_cache, "/a/", &fd), ERR_NOT_FOUND);
  pagecache_unlock(support_cache);
}

/* More than are read at once. */
static void a_list_is_whole_each_time(void **state) {
  char below[140] = "/l/", path[160];
  (void)state;
  memset(below + 3, 'p', 130);
  for (int i = 0; i < 60; i++) {
    snprintf(path, sizeof path, "%s%d/", below, i);
    assert_err(support_pagecache_publish(path, "x"), OK);
  }
  assert_err(support_pagecache_publish("/l/", "x"), OK);
  assert_err(pagecache_lock(support_cache), OK);
  int entries = count("/l/");
  assert_in_range(entries, 61, 63); /* and its encodings */
  assert_int_equal(count("/l/"), entries);
  assert_err(pagecache_evict(support_cache, "/l/"), OK);
  assert_int_equal(count("/l/"), 60);
  assert_err(pagecache_evict_numbers(support_cache, below, 1, 999), OK);
  assert_int_equal(count("/l/"), 1);
  assert_err(pagecache_evict_last(support_cache, below), OK);
  assert_int_equal(count("/l/"), 0);
  assert_int_equal(count("/none/"), 0);
  /* The file of the keys begins with a dot. */
  assert_int_equal(count("/"), 1);
  pagecache_unlock(support_cache);
}

/* What cannot be read may have pages. */
static void a_failure_is_no_empty_list(void **state) {
  struct pagecache_listing list = {.fd = 9999};
  (void)state;
  assert_null(pagecache_listing_next(&list));
  assert_true(list.error != OK);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_pagecache_test(a_folder_is_opened_once_in_a_row),
      support_pagecache_test(what_was_missing_is_found_when_it_was_stored),
      support_pagecache_test(a_folder_of_another_epoch_is_another),
      support_pagecache_test(a_list_is_whole_each_time),
      support_pagecache_test(a_failure_is_no_empty_list),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
