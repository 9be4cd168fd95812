#include "site/cache/cache_lease_renew.h"

#include "base/clock.h"
#include "db/statement.h"
#include "lease_support.h"
#include "pagecache/pagecache.h"
#include "pagecache/pagecache_lease.h"
#include "site/cache/cache_lease.h"

/* What another machine, "theirs", does: it has no page cache. */
static void touch_elsewhere(struct blog *b, const char *kind, const char *path) {
  struct statement *st = support_prepare(b,
      "INSERT INTO eviction(change, number, machine, kind, path, first, last)"
      " SELECT change + 1, 0, 'theirs', ?1, ?2, 0, 0 FROM site");
  statement_bind_text(st, 1, kind);
  statement_bind_text(st, 2, path);
  assert_err(statement_run(b->site->db, st), OK);
  statement_finalize(st);
  support_run(b, "UPDATE site SET change = change + 1");
}

static void without_a_lease_nothing_is_stored(void **state) {
  struct blog *b = *state;
  assert_false(make(b));
  assert_err(cache_lease_renew(scheduler, b->arena), OK);
  assert_true(cache_lease_is_valid(scheduler));
  assert_true(make(b) && is_stored());
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM web_machine WHERE is_live = 1"), 1);
  /* It has run out: nobody uses the page, and the file goes. */
  pagecache_set_lease(scheduler->pagecache, 1);
  assert_false(make(b));
  assert_true(is_stored());
  struct site bare = {.dir = b->site->dir,
      .settings = b->site->settings,
      .database = b->site->database,
      .lock = -1};
  assert_int_equal(cache_lease_enforce(&bare, b->arena), 0);
  assert_false(is_stored());
  pagecache_close(bare.pagecache);
  /* The next one begins empty. */
  assert_err(cache_lease_renew(scheduler, b->arena), OK);
  assert_false(is_stored());
  assert_true(make(b) && is_stored());
  cache_lease_leave(scheduler, b->arena);
  assert_false(is_stored() || make(b));
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM web_machine WHERE is_live = 1"), 0);
}

static void what_others_evict_is_evicted(void **state) {
  struct blog *b = *state;
  assert_err(cache_lease_renew(scheduler, b->arena), OK);
  assert_true(make(b) && is_stored());
  touch_elsewhere(b, "page", "/other/");
  assert_err(cache_lease_renew(scheduler, b->arena), OK);
  assert_true(is_stored());
  touch_elsewhere(b, "page", "/");
  assert_err(cache_lease_renew(scheduler, b->arena), OK);
  assert_false(is_stored());
  assert_true(make(b));
  touch_elsewhere(b, "all", "");
  assert_err(cache_lease_renew(scheduler, b->arena), OK);
  assert_false(is_stored());
  assert_true(make(b));
  /* All was confirmed; nothing is evicted twice. */
  assert_err(cache_lease_renew(scheduler, b->arena), OK);
  assert_true(is_stored());
  assert_int_equal(support_number(b, "SELECT s.change - m.confirmed FROM site s,"
                                     " web_machine m WHERE m.is_live = 1"),
      0);
}

static void a_lease_that_was_taken_away_is_noticed(void **state) {
  struct blog *b = *state;
  assert_err(cache_lease_renew(scheduler, b->arena), OK);
  assert_true(make(b));
  support_run(b, "UPDATE web_machine SET is_live = 0");
  assert_err(cache_lease_renew(scheduler, b->arena), ERR_GONE);
  assert_false(cache_lease_is_valid(scheduler) || is_stored());
  assert_err(cache_lease_renew(scheduler, b->arena), OK);
  assert_true(cache_lease_is_valid(scheduler) && make(b));
}

static void a_blog_that_has_moved_has_no_lease(void **state) {
  struct blog *b = *state;
  assert_err(cache_lease_renew(scheduler, b->arena), OK);
  assert_true(make(b));
  support_run(b, "UPDATE site SET change = -change");
  assert_err(cache_lease_renew(scheduler, b->arena), ERR_REPLACED);
  assert_false(cache_lease_is_valid(scheduler) || is_stored());
  assert_err(cache_lease_renew(scheduler, b->arena), ERR_REPLACED);
}

static enum err change_an_article(struct db *s, void *context) {
  (void)context;
  enum err e = txn_invalidate_path(s, "/");
  struct statement *st = NULL;
  if (!e)
    e = statement_prepare(s, "UPDATE article SET title = title", &st);
  if (!e)
    e = statement_run(s, st);
  statement_finalize(st);
  return e;
}

/* Nobody knows whether the change was committed, and the page would stay as it was. */
static void a_commit_that_fails_ends_the_lease(void **state) {
  struct blog *b = *state;
  assert_err(cache_lease_renew(scheduler, b->arena), OK);
  assert_true(make(b) && is_stored());
  support_run(b, "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
                 " 'BEGIN RAISE EXCEPTION ''no''; END';"
                 "CREATE CONSTRAINT TRIGGER refuse AFTER UPDATE ON article DEFERRABLE"
                 " INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse()");
  assert_int_not_equal(txn_write(b->site->db, change_an_article, NULL), OK);
  assert_false(cache_lease_is_valid(scheduler) || is_stored());
  support_run(b, "DROP TRIGGER refuse ON article");
  assert_err(cache_lease_renew(scheduler, b->arena), OK);
  assert_true(make(b));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(
          without_a_lease_nothing_is_stored, set_up, tear_down),
      cmocka_unit_test_setup_teardown(what_others_evict_is_evicted, set_up, tear_down),
      cmocka_unit_test_setup_teardown(
          a_lease_that_was_taken_away_is_noticed, set_up, tear_down),
      cmocka_unit_test_setup_teardown(
          a_blog_that_has_moved_has_no_lease, set_up, tear_down),
      cmocka_unit_test_setup_teardown(
          a_commit_that_fails_ends_the_lease, set_up, tear_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
