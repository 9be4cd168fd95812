#include "site/core/closing.h"

#include "base/clock.h"
#include "db/model/closing.h"
#include "site/site_open.h"
#include "support_site.h"

static int closed(struct site *scheduler, int64_t now) {
  int done = 0;
  assert_err(closing_due(scheduler, now, &done), OK);
  return done;
}

static void the_setting_counts_for_old_articles_too(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("old");
  int64_t id = support_save(b, &d);
  struct article r = support_article(b, id);
  int64_t end = SUPPORT_DATE + CLOCK_DAY;
  assert_true(closing_is_open(b->site, &r, end));
  b->site->settings.close_after_days = 1;
  assert_true(closing_is_open(b->site, &r, end - 1));
  assert_false(closing_is_open(b->site, &r, end));
  b->site->settings.close_after_days = 0;
  assert_true(closing_is_open(b->site, &r, end));
  r.comments_open = false;
  assert_false(closing_is_open(b->site, &r, SUPPORT_DATE));
}

static void static_pages_stay_open(void **state) {
  struct blog *b = *state;
  struct article r = {.type = ARTICLE_PAGE,
      .status = ARTICLE_PUBLISH,
      .comments_open = true,
      .published_at = SUPPORT_DATE};
  b->site->settings.close_after_days = 1;
  assert_true(closing_is_open(b->site, &r, SUPPORT_DATE + 9 * CLOCK_DAY));
  r.status = ARTICLE_DRAFT;
  assert_false(closing_is_open(b->site, &r, SUPPORT_DATE));
}

static void pages_change_when_the_day_comes(void **state) {
  struct blog *b = *state;
  struct site *scheduler = support_scheduler(b);
  struct article_input d = support_article_input("old");
  int64_t id = support_save(b, &d), end = SUPPORT_DATE + CLOCK_DAY;
  assert_int_equal(closed(scheduler, end), 0);
  scheduler->settings.close_after_days = 1;
  int64_t pages = support_revision(b, DEP_SITE, 0);
  assert_int_equal(closed(scheduler, end - 2), 1);
  assert_true(support_revision(b, DEP_SITE, 0) > pages);
  assert_int_equal(closed(scheduler, end - 1), 0);
  int64_t page = support_revision(b, DEP_COMMENTS, id);
  assert_int_equal(closed(scheduler, end), 1);
  assert_true(support_revision(b, DEP_COMMENTS, id) > page);
  assert_int_equal(closed(scheduler, end + 1), 0);
  assert_true(support_article(b, id).comments_open);
  /* The clock is set back, and the article is open again. */
  pages = support_revision(b, DEP_SITE, 0);
  assert_int_equal(closed(scheduler, end - 1), 1);
  assert_true(support_revision(b, DEP_SITE, 0) > pages);
  scheduler->settings.close_after_days = 0;
  assert_int_equal(closed(scheduler, end), 1);
  assert_int_equal(closed(scheduler, end), 0);
  site_close(scheduler);
}

static void an_article_closed_by_its_author_is_passed_over(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("shut");
  struct closing_state kept = {7, 8}, read = {0, 0};
  int64_t id = 0, position = 0;
  bool found = true;
  d.comments_open = false;
  support_save(b, &d);
  assert_err(closing_next(b->site->db, 0, INT64_MAX, &found, &id, &position), OK);
  assert_false(found);
  assert_err(closing_state_set(b->site->db, &kept), OK);
  assert_err(closing_state_read(b->site->db, &read), OK);
  assert_int_equal(read.days, 7);
  assert_int_equal(read.until, 8);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(the_setting_counts_for_old_articles_too),
      support_site_test(static_pages_stay_open),
      support_site_test(pages_change_when_the_day_comes),
      support_site_test(an_article_closed_by_its_author_is_passed_over),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
