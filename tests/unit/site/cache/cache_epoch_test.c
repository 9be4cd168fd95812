#include "pagecache/pagecache_read.h"
#include "site/cache/cache_epoch.h"
#include "site/cache/cache_lease_renew.h"

#include <sys/stat.h>
#include <unistd.h>

#include "db/cache_record.h"
#include "site/cache/cached_page.h"
#include "site/site_open.h"
#include "support_site.h"

static struct site *scheduler;
static char folder[4096]; /* of the page cache */
static int64_t article;

static int set_up_with(void **state, int open(void **)) {
  char why[400];
  open(state);
  struct blog *b = *state;
  scheduler = support_scheduler(b);
  assert_err(cache_epoch_start(scheduler, b->arena, why, sizeof why), OK);
  assert_string_equal(why, "");
  snprintf(folder, sizeof folder, "%s", scheduler->pagecache_folder);
  assert_true(strncmp(folder, "/dev/shm/pamphlet-", 18) == 0);
  struct article_input d = support_article_input("tide");
  article = support_save(b, &d);
  return 0;
}

static int set_up(void **state) {
  return set_up_with(state, support_site);
}

/* A copy of the folder is a copy of the database only if that is a file. */
static int set_up_in_file(void **state) {
  return set_up_with(state, support_site_in_file);
}

static int tear_down(void **state) {
  site_close(scheduler);
  support_remove(folder);
  return support_site_close(state);
}

/* The row of the page cache in the database. */
static struct cache_record row_of(struct blog *b) {
  struct cache_record row;
  assert_err(cache_record_read(b->site->db, b->arena, &row), OK);
  return row;
}

/* In PostgreSQL, pages are used as long as there is a lease. Whatever the page cache
 * has lost makes this fail. */
static void renew_lease(struct blog *b) {
  enum err e =
      db_is_address(b->site->database) ? cache_lease_renew(scheduler, b->arena) : OK;
  (void)e;
}

/* Renders the page and returns whether it was stored. */
static bool make(struct blog *b, const char *path) {
  struct buf body = {0};
  renew_lease(b);
  bool published;
  assert_err(cached_page_make(b->web, b->arena, path, &body, &published), OK);
  buf_free(&body);
  return published;
}

/* Returns what a web server that reads the files would find. */
static bool is_stored(const char *path) {
  char file[4200];
  snprintf(file, sizeof file, "%s/current%sindex.html", folder, path);
  return access(file, F_OK) == 0;
}

/* Returns what a program that has the page cache open finds. */
static bool is_read(struct blog *b, const char *path) {
  struct pagecache_entry page;
  const struct page_request r = {.raw_path = path, .path = path};
  enum err e = cached_page_read(b->web, b->arena, &r, 0, &page);
  cached_page_done(b->web);
  if (!e)
    buf_free(&page.body);
  return !e;
}

static char *path_of(struct blog *b) {
  return arena_strdup(b->arena, support_article(b, article).permalink);
}

static void comment(struct blog *b) {
  support_comment(b, article, 0, COMMENT_APPROVE);
}

static void test_a_comment_evicts_the_pages_that_show_it(void **state) {
  struct blog *b = *state;
  const char *path = path_of(b);
  struct article_input d = support_article_input("other");
  const char *other = support_article(b, support_save(b, &d)).permalink;
  assert_true(make(b, path) && make(b, other) && make(b, "/2026/"));
  assert_true(is_read(b, path));
  comment(b);
  assert_false(is_stored(path) || is_read(b, path) || is_stored("/2026/"));
  assert_true(is_stored(other) && is_read(b, other));
}

/* Deletes a part of the page cache, or all of it, or its lock. */
static void lose(struct blog *b, const char *part) {
  char path[4400];
  if (strcmp(part, "lock") == 0)
    snprintf(path, sizeof path, "%s/pamphlet.lock", b->site->dir);
  else
    snprintf(path, sizeof path, "%s/%s", folder, part);
  if (strcmp(part, "work") == 0 || !*part)
    support_remove(path);
  else
    assert_int_equal(unlink(path), 0);
}

static void test_parts_of_the_cache_may_be_deleted(void **state) {
  static const char *const parts[] = {"", "work", "locks", "usage", "owner", "lock"};
  struct blog *b = *state;
  const char *path = path_of(b);
  for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
    assert_true(make(b, path));
    lose(b, parts[i]);
    assert_false(make(b, "/"));
    comment(b);
    assert_false(is_stored(path) || is_read(b, path));
    assert_err(cache_epoch_tend(scheduler, b->arena), OK);
    assert_true(make(b, path));
    assert_true(is_stored(path) && is_read(b, path));
    comment(b);
    assert_false(is_stored(path) || is_read(b, path));
  }
}

/* The scheduler may notice before any process that has the old page cache open. */
static void test_a_new_page_cache_is_noticed(void **state) {
  struct blog *b = *state;
  const char *path = path_of(b);
  assert_true(make(b, path));
  lose(b, "");
  assert_err(cache_epoch_tend(scheduler, b->arena), OK);
  assert_true(make(b, path));
  comment(b);
  assert_false(is_stored(path) || is_read(b, path));
}

static void test_the_page_cache_moves(void **state) {
  char aside[4200];
  struct blog *b = *state;
  const char *path = path_of(b);
  assert_true(make(b, path));
  snprintf(aside, sizeof aside, "%s-aside", folder);
  assert_int_equal(rename(folder, aside), 0);
  comment(b);
  assert_false(is_read(b, path));
  support_remove(aside);
}

static void test_an_old_page_cache_is_released_once(void **state) {
  struct blog *b = *state;
  lose(b, "lock");
  assert_err(cache_epoch_flush(b->site), OK);
  assert_string_equal(row_of(b).folder, "");
  int64_t before = support_revision(b, DEP_SITE, 0);
  assert_err(cache_epoch_flush(b->site), OK);
  assert_true(support_revision(b, DEP_SITE, 0) > before);
}

/* A copied site has the cache record of the original, but must not change its pages. */
static void test_a_copy_leaves_the_original_alone(void **state) {
  char why[400], command[9000];
  struct blog *b = *state;
  const char *path = path_of(b);
  char *other = support_folder();
  assert_true(make(b, path));
  snprintf(command, sizeof command, "cp -a '%s' '%s/copy'", b->site->dir, other);
  assert_int_equal(system(command), 0); /* NOLINT(cert-env33-c) */
  snprintf(command, sizeof command, "%s/copy", other);
  struct blog copy = {.arena = b->arena};
  assert_err(site_open(&copy.site, command, ROLE_COMMAND, why, sizeof why), OK);
  assert_err(cache_epoch_flush(copy.site), OK);
  comment(&copy);
  assert_string_equal(row_of(&copy).folder, "");
  assert_true(is_stored(path));
  assert_string_equal(row_of(b).folder, folder);
  site_close(copy.site);
  free(other);
}

/* Two sites may be configured with the same folder by mistake. */
static void test_one_folder_for_two_sites(void **state) {
  char why[400];
  struct blog *b = *state;
  void *second = NULL;
  assert_true(make(b, "/"));
  support_site(&second);
  struct blog *other = second;
  struct site *theirs = support_scheduler(other);
  theirs->settings.cache_folder = folder;
  assert_err(cache_epoch_start(theirs, other->arena, why, sizeof why), OK);
  assert_non_null(strstr(why, "is the page cache of the site in"));
  assert_non_null(strstr(why, b->site->dir));
  assert_string_equal(row_of(other).folder, "");
  assert_true(is_stored("/"));
  site_close(theirs);
  support_site_close(&second);
}

/* A process with other settings than the publishers' cannot tell which page of a list
 * shows an article: it evicts all pages, and the others keep working. */
static void test_settings_that_move_articles(void **state) {
  struct blog *b = *state;
  const char *path = path_of(b);
  for (int i = 0; i < 2; i++) {
    assert_true(make(b, path) && make(b, "/"));
    if (i == 0)
      b->site->settings.list_key++;
    struct article_input d = support_article_input(i ? "b" : "a");
    d.status = ARTICLE_DRAFT;
    support_save(b, &d);
    assert_false(is_stored(path));
  }
  assert_true(make(b, path));
  assert_true(
      cache_epoch_fits(b->web, &(struct cache_record){.epoch = row_of(b).epoch}));
}

static void test_failing_creation_is_retried_rarely(void **state) {
  struct blog *b = *state;
  scheduler->settings.cache_folder = "/proc/pages";
  lose(b, "");
  assert_err(cache_epoch_tend(scheduler, b->arena), OK);
  assert_string_equal(row_of(b).folder, "");
  int64_t before = support_revision(b, DEP_SITE, 0);
  scheduler->settings.cache_folder = "auto";
  assert_err(cache_epoch_tend(scheduler, b->arena), OK);
  assert_string_equal(row_of(b).folder, "");
  assert_int_equal(support_revision(b, DEP_SITE, 0), before);
  scheduler->pagecache_retry = 0;
  assert_err(cache_epoch_tend(scheduler, b->arena), OK);
  assert_string_equal(row_of(b).folder, folder);
}

static void test_off(void **state) {
  char why[400];
  struct blog *b = *state;
  assert_true(make(b, "/"));
  scheduler->settings.cache_folder = "off";
  assert_err(cache_epoch_start(scheduler, b->arena, why, sizeof why), OK);
  assert_string_equal(row_of(b).folder, "");
  assert_false(is_stored("/"));
  assert_err(cache_epoch_tend(scheduler, b->arena), OK);
  assert_string_equal(row_of(b).folder, "");
}

#define T(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {T(test_a_comment_evicts_the_pages_that_show_it),
      T(test_parts_of_the_cache_may_be_deleted), T(test_a_new_page_cache_is_noticed),
      T(test_the_page_cache_moves), T(test_an_old_page_cache_is_released_once),
      T(test_one_folder_for_two_sites), T(test_settings_that_move_articles),
      T(test_failing_creation_is_retried_rarely),
      cmocka_unit_test_setup_teardown(
          test_a_copy_leaves_the_original_alone, set_up_in_file, tear_down),
      T(test_off)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
