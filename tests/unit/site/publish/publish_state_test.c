#include "site/publish/publish_state.h"

#include "base/clock.h"
#include "db/model/path.h"
#include "support_site.h"

static void publishing_ahead_of_time_takes_the_present_date(void **state) {
  struct blog *b = *state;
  char why[200];
  struct article_input d = support_article_input("soon");
  d.published_at = clock_now() + 400 * CLOCK_DAY;
  int64_t id = support_save(b, &d), before = clock_now() - CLOCK_SECOND;
  assert_int_equal(support_article(b, id).status, ARTICLE_FUTURE);
  assert_null(support_article(b, id).permalink);
  assert_err(
      publish_set_status(b->site, b->arena, id, ARTICLE_PUBLISH, NULL, why, sizeof why),
      OK);
  struct article r = support_article(b, id);
  assert_int_equal(r.status, ARTICLE_PUBLISH);
  assert_true(r.published_at >= before && r.published_at <= clock_now());
  assert_int_equal(r.position, r.published_at);
}

static void a_future_date_withdraws_an_article_until_then(void **state) {
  struct blog *b = *state;
  char why[200];
  struct article_input d = support_article_input("tide");
  int64_t id = support_save(b, &d), soon = clock_now() + CLOCK_DAY;
  assert_err(
      publish_schedule(b->site, b->arena, id, SUPPORT_DATE, NULL, why, sizeof why),
      ERR_INVALID);
  assert_non_null(strstr(why, "past"));
  assert_err(publish_schedule(b->site, b->arena, id, soon, NULL, why, sizeof why), OK);
  struct article r = support_article(b, id);
  assert_int_equal(r.status, ARTICLE_FUTURE);
  assert_int_equal(r.published_at, soon);
  assert_int_equal(support_number(b, "SELECT count(*) FROM listing_entry"), 0);
  assert_err(publish_schedule(b->site, b->arena, 99, soon, NULL, why, sizeof why),
      ERR_NOT_FOUND);
}

static void a_deleted_article_leaves_its_address_gone(void **state) {
  struct blog *b = *state;
  struct path found;
  struct article_input d = support_article_input("tide");
  int64_t id = support_save(b, &d);
  assert_err(publish_delete(b->site, b->arena, id), OK);
  assert_err(path_find(b->site->db, "/2026/01/tide/", &found), OK);
  assert_int_equal(found.kind, PATH_GONE);
  assert_int_equal(support_number(b, "SELECT count(*) FROM article"), 0);
  assert_err(publish_delete(b->site, b->arena, id), ERR_NOT_FOUND);
}

static void what_is_due_is_done_once(void **state) {
  struct blog *b = *state;
  int done = 0;
  struct article_input d = support_article_input("soon");
  d.published_at = clock_now() + CLOCK_DAY;
  int64_t id = support_save(b, &d);
  assert_err(publish_due(b->site, b->arena, clock_now() + 2 * CLOCK_DAY, &done), OK);
  assert_true(done >= 1);
  assert_int_equal(support_article(b, id).status, ARTICLE_PUBLISH);
  assert_err(publish_due(b->site, b->arena, clock_now() + 2 * CLOCK_DAY, &done), OK);
  assert_int_equal(done, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(publishing_ahead_of_time_takes_the_present_date),
      support_site_test(a_future_date_withdraws_an_article_until_then),
      support_site_test(a_deleted_article_leaves_its_address_gone),
      support_site_test(what_is_due_is_done_once),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
