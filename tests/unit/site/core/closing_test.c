#include "site/core/closing.h"

#include "base/clock.h"
#include "db/model/closing.h"
#include "fail_alloc.h"
#include "site/comments/comment_closing.h"
#include "site/site_open.h"
#include "support_site.h"

static int closed(struct site *scheduler, int64_t now) {
  int done = 0;
  assert_err(closing_due(scheduler, now, &done), OK);
  return done;
}

static bool is_open(struct site *site, const struct article *r, int64_t now) {
  enum closing is = CLOSING_OPEN;
  assert_err(closing_find(site, r, now, &is), OK);
  return is == CLOSING_OPEN;
}

static void the_setting_counts_for_old_articles_too(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("old");
  int64_t id = support_save(b, &d);
  struct article r = support_article(b, id);
  int64_t end = SUPPORT_DATE + CLOCK_DAY;
  assert_true(is_open(b->site, &r, end));
  b->site->settings.close_after_days = 1;
  assert_true(is_open(b->site, &r, end - 1));
  assert_false(is_open(b->site, &r, end));
  b->site->settings.close_after_days = 0;
  assert_true(is_open(b->site, &r, end));
  r.comments_open = false;
  assert_false(is_open(b->site, &r, SUPPORT_DATE));
}

static void static_pages_stay_open(void **state) {
  struct blog *b = *state;
  struct article r = {.type = ARTICLE_PAGE,
      .status = ARTICLE_PUBLISH,
      .comments_open = true,
      .published_at = SUPPORT_DATE};
  b->site->settings.close_after_days = 1;
  assert_true(is_open(b->site, &r, SUPPORT_DATE + 9 * CLOCK_DAY));
  r.status = ARTICLE_DRAFT;
  assert_false(is_open(b->site, &r, SUPPORT_DATE));
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

struct closings {
  struct blog *blog;
  struct article article;
};

/* All on a connection of its own: statements are prepared once. */
static enum err find_once(void *context) {
  const struct closings *c = context;
  char why[400];
  struct site *site = NULL;
  enum closing is = CLOSING_AGE;
  const char *sentence = NULL;
  enum err e = site_open(&site, c->blog->site->dir, ROLE_WEB, why, sizeof why);
  if (!e)
    e = closing_find(site, &c->article, SUPPORT_DATE, &is);
  assert_int_equal(is, e ? CLOSING_AGE : CLOSING_SITE);
  if (!e)
    e = closing_sentence(site, c->blog->arena, &c->article, is, &sentence);
  assert_true(e || strcmp(sentence, "Later.") == 0);
  site_close(site);
  return e;
}

static enum err close_once(void *context) {
  const struct closings *c = context;
  char why[400];
  struct site *site = NULL;
  int done = 0;
  enum err e = site_open(&site, c->blog->site->dir, ROLE_SCHEDULER, why, sizeof why);
  if (!e) {
    site->settings.close_after_days = 1;
    e = closing_due(site, SUPPORT_DATE, &done);
  }
  if (!e)
    e = closing_due(site, SUPPORT_DATE + 2 * CLOCK_DAY, &done);
  site_close(site);
  return e;
}

static void failing_memory_is_reported(void **state) {
  struct closings c = {.blog = *state};
  struct article_input d = support_article_input("old");
  c.article = support_article(c.blog, support_save(c.blog, &d));
  assert_err(comment_close_all(c.blog->site, true, "Later."), OK);
  assert_true(fail_alloc_each(find_once, &c) > 1);
  int64_t pages = support_revision(c.blog, DEP_COMMENTS, c.article.id);
  assert_true(fail_alloc_each(close_once, &c) > 1);
  /* What a run without memory has left undone, a later one has done. */
  assert_true(support_revision(c.blog, DEP_COMMENTS, c.article.id) > pages);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(the_setting_counts_for_old_articles_too),
      support_site_test(static_pages_stay_open),
      support_site_test(pages_change_when_the_day_comes),
      support_site_test(an_article_closed_by_its_author_is_passed_over),
      support_site_test(failing_memory_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
