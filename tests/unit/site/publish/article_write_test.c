#include "site/publish/article_write.h"

#include "site/publish/search_update.h"
#include "support_site.h"

static enum err do_nothing(struct db *s, void *context) {
  (void)s;
  (void)context;
  return OK;
}

static enum err fail_on_purpose(struct db *s, void *context) {
  (void)context;
  enum err e = txn_invalidate(s, DEP_SITE, 0);
  return e ? e : ERR_INVALID;
}

static int64_t waiting(struct blog *b) {
  return support_number(b, "SELECT count(*) FROM search_due");
}

static void a_write_updates_the_index(void **state) {
  struct blog *b = *state;
  struct article_input in = support_article_input("tide");
  support_save(b, &in);
  assert_int_equal(waiting(b), 0);
  /* The next write completes what an earlier one left undone. */
  support_number(b, "INSERT INTO search_due(article_id) VALUES (1) RETURNING 1");
  assert_err(article_write(b->site, do_nothing, NULL), OK);
  assert_int_equal(waiting(b), 0);
}

static void related_lists_are_updated_after_many_writes(void **state) {
  struct blog *b = *state;
  struct article_input in = support_article_input("tide");
  support_save(b, &in);
  support_number(b, "INSERT INTO related_due(article_id) VALUES (1) RETURNING 1");
  assert_err(article_write_one_of_many(b->site, do_nothing, NULL), OK);
  assert_int_equal(support_number(b, "SELECT count(*) FROM related_due"), 1);
  assert_err(article_write_rest(b->site->db), OK);
  assert_int_equal(support_number(b, "SELECT count(*) FROM related_due"), 0);
}

static void a_failed_change_is_rolled_back(void **state) {
  struct blog *b = *state;
  int64_t before = support_revision(b, DEP_SITE, 0);
  assert_err(article_write(b->site, fail_on_purpose, NULL), ERR_INVALID);
  assert_int_equal(support_revision(b, DEP_SITE, 0), before);
}

static void the_rest_is_counted_by_transaction(void **state) {
  struct blog *b = *state;
  struct article_input in = support_article_input("tide");
  int done = -1;
  support_save(b, &in);
  assert_err(article_write_some_rest(b->site->db, &done), OK);
  assert_int_equal(done, 0);
  support_number(b, "INSERT INTO search_due(article_id) VALUES (1) RETURNING 1");
  assert_err(article_write_some_rest(b->site->db, &done), OK);
  assert_int_equal(done, 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_write_updates_the_index),
      support_site_test(related_lists_are_updated_after_many_writes),
      support_site_test(a_failed_change_is_rolled_back),
      support_site_test(the_rest_is_counted_by_transaction),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
