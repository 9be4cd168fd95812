#include "site/cache/cached_page.h"

#include "base/clock.h"
#include "site/cache/cache_epoch.h"
#include "site/cache/cache_lease_renew.h"
#include "site/pages/page.h"
#include "site/site_open.h"
#include "support_site.h"

static struct site *scheduler;
static char folder[4096];

static int set_up(void **state) {
  char why[400];
  support_site(state);
  struct blog *b = *state;
  scheduler = support_scheduler(b);
  assert_err(cache_epoch_start(scheduler, b->arena, why, sizeof why), OK);
  assert_string_equal(why, "");
  snprintf(folder, sizeof folder, "%s", scheduler->pagecache_folder);
  return 0;
}

static int tear_down(void **state) {
  site_close(scheduler);
  support_remove(folder);
  return support_site_close(state);
}

static bool cached(struct blog *b, const struct page_request *r) {
  struct pagecache_entry entry = {0};
  enum err e = cached_page_read(b->web, b->arena, r, 0, &entry);
  cached_page_done(b->web);
  buf_free(&entry.body);
  assert_true(e == OK || e == ERR_NOT_FOUND);
  return e == OK;
}

/* In PostgreSQL, pages are used as long as there is a lease. */
static void renew_lease(struct blog *b) {
  if (db_is_address(b->site->database))
    assert_err(cache_lease_renew(scheduler, b->arena), OK);
}

static bool make(struct blog *b, const char *path) {
  struct buf body = {0};
  renew_lease(b);
  bool published = false;
  assert_err(cached_page_make(b->web, b->arena, path, &body, &published), OK);
  buf_free(&body);
  return published;
}

static void only_canonical_requests_are_answered(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("tide");
  support_save(b, &d);
  assert_true(make(b, "/2026/01/tide/"));
  const struct page_request r = {
      .raw_path = "/2026/01/tide/", .path = "/2026/01/tide/"};
  struct page_request other = r;
  assert_true(cached(b, &r));
  other.raw_path = "/2026/01/%74ide/";
  assert_false(cached(b, &other));
  other = r;
  other.search = "x";
  assert_false(cached(b, &other));
  other = r;
  other.reply_to = 1;
  assert_false(cached(b, &other));
  other = r;
  other.held = "token";
  assert_false(cached(b, &other));
}

static void an_outdated_page_is_not_stored(void **state) {
  struct blog *b = *state;
  char epoch[PAGECACHE_TOKEN];
  struct page p = {0};
  struct buf body = {0};
  struct article_input d = support_article_input("tide");
  d.id = support_save(b, &d);
  const struct page_request r = {
      .raw_path = "/2026/01/tide/", .path = "/2026/01/tide/"};
  assert_err(db_read_begin(b->web->db), OK);
  assert_err(page_find(b->web, b->arena, &r, &p), OK);
  assert_int_equal(cached_page_begin(b->web, b->arena, &p, epoch), CACHED_PAGE_CAN);
  assert_err(page_render(b->web, b->arena, &p, &body), OK);
  db_read_end(b->web->db);
  d.title = "Another title";
  support_save(b, &d);
  assert_false(cached_page_publish(b->web, b->arena, &p, epoch, &body));
  assert_false(cached(b, &r));
  buf_free(&body);
  assert_true(make(b, "/2026/01/tide/"));
}

static void redirects_and_private_pages_are_not_stored(void **state) {
  struct blog *b = *state;
  char epoch[PAGECACHE_TOKEN];
  struct page p = {0};
  struct page_request r = {.raw_path = "/", .path = "/", .search = "x"};
  assert_err(page_find(b->web, b->arena, &r, &p), OK);
  assert_int_equal(cached_page_begin(b->web, b->arena, &p, epoch), CACHED_PAGE_NOT);
  r = (struct page_request){.raw_path = "//", .path = "//"};
  assert_err(page_find(b->web, b->arena, &r, &p), OK);
  assert_int_equal(cached_page_begin(b->web, b->arena, &p, epoch), CACHED_PAGE_NOT);
  struct buf body = {0};
  bool published = true;
  assert_err(
      cached_page_make(b->web, b->arena, "/none/", &body, &published), ERR_NOT_FOUND);
  assert_false(published);
  buf_free(&body);
}

static void without_a_page_cache_nothing_is_stored(void **state) {
  struct blog *b = *state;
  struct cache_record row;
  char why[400];
  /* A string of the settings lives as long as the site. */
  scheduler->settings.cache_folder = "off";
  assert_err(cache_epoch_start(scheduler, b->arena, why, sizeof why), OK);
  assert_err(cache_epoch_attach(b->web, b->arena, &row), OK);
  assert_null(b->web->pagecache);
  assert_false(make(b, "/"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(
          only_canonical_requests_are_answered, set_up, tear_down),
      cmocka_unit_test_setup_teardown(
          an_outdated_page_is_not_stored, set_up, tear_down),
      cmocka_unit_test_setup_teardown(
          redirects_and_private_pages_are_not_stored, set_up, tear_down),
      cmocka_unit_test_setup_teardown(
          without_a_page_cache_nothing_is_stored, set_up, tear_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
