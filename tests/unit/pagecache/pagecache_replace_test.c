#include "pagecache/pagecache_replace.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "fail_alloc.h"
#include "support_pagecache.h"

/* As a web server reads a file, a moment later. */
static void read_file(const char *path, const char *name) {
  char file[300];
  struct timespec times[2] = {{0}, {.tv_nsec = UTIME_OMIT}};
  snprintf(file, sizeof file, "%s/current%s%s", support_pagecache_folder, path, name);
  clock_gettime(CLOCK_REALTIME, &times[0]);
  times[0].tv_sec++;
  assert_int_equal(utimensat(AT_FDCWD, file, times, 0), 0);
}

static bool has_file(const char *path, const char *name) {
  char file[300];
  snprintf(file, sizeof file, "%s/current%s%s", support_pagecache_folder, path, name);
  return access(file, F_OK) == 0;
}

static void publish(const char *path) {
  assert_err(support_pagecache_publish(path, "<p>The old text</p>"), OK);
}

static bool keep(const char *path) {
  return pagecache_keep(support_cache, path, "index.html") == PAGECACHE_KEPT;
}

static void what_is_not_stored_need_not_be_evicted(void **state) {
  (void)state;
  publish("/a/b/");
  assert_err(pagecache_lock(support_cache), OK);
  assert_int_equal(
      pagecache_keep(support_cache, "/c/", "index.html"), PAGECACHE_ABSENT);
  assert_int_equal(
      pagecache_keep(support_cache, "/a/b/c/", "index.html"), PAGECACHE_ABSENT);
  /* Not read yet; and a folder that may have anything. */
  assert_int_equal(
      pagecache_keep(support_cache, "/a/b/", "index.html"), PAGECACHE_NOT_KEPT);
  assert_int_equal(
      pagecache_keep(support_cache, "/a/", "index.html"), PAGECACHE_NOT_KEPT);
  pagecache_unlock(support_cache);
}

static enum err prepare(size_t i, const char *path) {
  const struct pagecache_candidate page =
      support_pagecache_candidate(path, "<p>The new text</p>");
  return pagecache_prepare(support_cache, i, &page);
}

static void expect(const char *path, const char *text) {
  struct pagecache_entry page = {0};
  assert_err(pagecache_read(support_cache, path, "index.html", 0, &page), OK);
  assert_non_null(strstr(buf_text(&page.body), text));
  buf_free(&page.body);
}

/* The kernel has noted the read itself, not only what read_file pretends. */
static void only_a_page_that_was_read_is_kept(void **state) {
  struct pagecache_entry page = {0};
  (void)state;
  publish("/a/");
  publish("/b/");
  assert_err(pagecache_lock(support_cache), OK);
  assert_false(keep("/a/"));
  assert_false(keep("/missing/"));
  assert_false(keep("/../a/"));
  usleep(20000); /* several ticks of the kernel's clock */
  assert_err(pagecache_read(support_cache, "/a/", "index.html", 0, &page), OK);
  buf_free(&page.body);
  char file[300];
  struct stat st;
  snprintf(file, sizeof file, "%s/current/a/index.html", support_pagecache_folder);
  assert_int_equal(stat(file, &st), 0);
  /* Not on a file system mounted with noatime. */
  if (st.st_atim.tv_sec != st.st_ctim.tv_sec ||
      st.st_atim.tv_nsec != st.st_ctim.tv_nsec)
    assert_true(keep("/a/"));
  assert_false(keep("/b/"));
  pagecache_keep_none(support_cache);
  pagecache_unlock(support_cache);
  expect("/a/", "old");
}

static void a_page_is_replaced_in_what_was_read(void **state) {
  struct pagecache_usage before, after;
  (void)state;
  publish("/a/");
  read_file("/a/", "index.html.gz");
  pagecache_read_usage(support_cache, &before);
  assert_err(pagecache_lock(support_cache), OK);
  assert_true(keep("/a/"));
  assert_true(keep("/a/"));
  assert_int_equal(pagecache_kept(support_cache), 1);
  expect("/a/", "old");
  assert_err(prepare(0, "/a/"), OK);
  expect("/a/", "old");
  assert_err(pagecache_replace(support_cache), OK);
  assert_int_equal(pagecache_kept(support_cache), 0);
  pagecache_unlock(support_cache);
  expect("/a/", "new");
  assert_true(has_file("/a/", "index.html.gz"));
  assert_false(has_file("/a/", "index.html.br"));
  assert_int_equal(support_pagecache_entries("work"), 0);
  pagecache_read_usage(support_cache, &after);
  assert_int_equal(after.pages, before.pages);
  assert_int_equal(after.bytes, before.bytes - 4096);
}

static void what_was_not_prepared_is_evicted(void **state) {
  (void)state;
  publish("/a/");
  publish("/b/");
  publish("/c/");
  read_file("/a/", "index.html");
  read_file("/b/", "index.html");
  read_file("/c/", "index.html.br");
  assert_err(pagecache_lock(support_cache), OK);
  assert_true(keep("/a/") && keep("/b/") && keep("/c/"));
  assert_err(prepare(1, "/b/"), OK);
  assert_err(prepare(2, "/c/"), OK);
  assert_err(pagecache_replace(support_cache), OK);
  pagecache_unlock(support_cache);
  assert_err(support_pagecache_look("/a/"), ERR_NOT_FOUND);
  expect("/b/", "new");
  expect("/c/", "new");
}

static void a_change_keeps_few_pages(void **state) {
  char path[16];
  int kept = 0;
  (void)state;
  for (int i = 0; i < PAGECACHE_KEPT_MOST + 2; i++) {
    snprintf(path, sizeof path, "/%d/", i);
    publish(path);
    read_file(path, "index.html");
  }
  assert_err(pagecache_lock(support_cache), OK);
  for (int i = 0; i < PAGECACHE_KEPT_MOST + 2; i++) {
    snprintf(path, sizeof path, "/%d/", i);
    kept += keep(path);
  }
  assert_int_equal(kept, PAGECACHE_KEPT_MOST);
  pagecache_keep_none(support_cache);
  pagecache_unlock(support_cache);
}

/* A process that dies releases its lock, and nothing else. */
static void die_keeping(const char *path) {
  struct pagecache *other = support_pagecache_open();
  assert_err(pagecache_lock(other), OK);
  assert_int_equal(pagecache_keep(other, path, "index.html"), PAGECACHE_KEPT);
  pagecache_close(other);
}

static void the_next_one_evicts_what_a_dead_process_kept(void **state) {
  (void)state;
  publish("/a/");
  read_file("/a/", "index.html");
  die_keeping("/a/");
  expect("/a/", "old");
  assert_err(pagecache_lock(support_cache), OK);
  assert_err(support_pagecache_look("/a/"), ERR_NOT_FOUND);
  assert_int_equal(pagecache_kept(support_cache), 0);
  pagecache_unlock(support_cache);
  publish("/a/");
  read_file("/a/", "index.html");
  die_keeping("/a/");
  assert_err(pagecache_lock_shared(support_cache), OK);
  pagecache_unlock(support_cache);
  assert_err(support_pagecache_look("/a/"), ERR_NOT_FOUND);
}

static void a_page_of_another_epoch_is_not_prepared(void **state) {
  struct pagecache_candidate page = support_pagecache_candidate("/a/", "x");
  (void)state;
  publish("/a/");
  read_file("/a/", "index.html");
  assert_err(pagecache_lock(support_cache), OK);
  assert_true(keep("/a/"));
  page.epoch = SUPPORT_EPOCH_TWO;
  assert_err(pagecache_prepare(support_cache, 0, &page), ERR_EXISTS);
  page.epoch = SUPPORT_EPOCH_ONE;
  page.render_key++;
  assert_err(pagecache_prepare(support_cache, 0, &page), ERR_EXISTS);
  page.render_key--;
  page.limit = 1;
  assert_err(pagecache_prepare(support_cache, 0, &page), ERR_TOO_LARGE);
  assert_int_equal(support_pagecache_entries("work"), 0);
  assert_err(pagecache_replace(support_cache), OK);
  pagecache_unlock(support_cache);
  assert_err(support_pagecache_look("/a/"), ERR_NOT_FOUND);
}

static enum err prepare_scenario(void *context) {
  (void)context;
  return prepare(0, "/a/");
}

/* The last attempt has memory, and succeeds. */
static void out_of_memory_leaves_no_files(void **state) {
  (void)state;
  publish("/a/");
  read_file("/a/", "index.html.gz");
  assert_err(pagecache_lock(support_cache), OK);
  assert_true(keep("/a/"));
  assert_true(fail_alloc_each(prepare_scenario, NULL) > 0);
  assert_err(pagecache_replace(support_cache), OK);
  pagecache_unlock(support_cache);
  assert_int_equal(support_pagecache_entries("work"), 0);
  expect("/a/", "new");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_pagecache_test(what_is_not_stored_need_not_be_evicted),
      support_pagecache_test(only_a_page_that_was_read_is_kept),
      support_pagecache_test(a_page_is_replaced_in_what_was_read),
      support_pagecache_test(what_was_not_prepared_is_evicted),
      support_pagecache_test(a_change_keeps_few_pages),
      support_pagecache_test(the_next_one_evicts_what_a_dead_process_kept),
      support_pagecache_test(a_page_of_another_epoch_is_not_prepared),
      support_pagecache_test(out_of_memory_leaves_no_files),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
