#include "site/comments/comment_expiry.h"

#include "base/clock.h"
#include "fail_alloc.h"
#include "site/comments/comment_moderate.h"
#include "site/site_open.h"
#include "support_site.h"

enum { STEADY = 3, KEPT = 30 };

/* The service looks once an hour; any pause of less than a day is the same to it. */
#define STEP (CLOCK_DAY / 2)

/* A blog whose trash is looked after by a scheduler. */
struct bin {
  struct blog *blog;
  struct site *scheduler;
  int64_t article;
};

static struct bin bin(void **state) {
  struct article_input post = support_article_input("talk");
  struct bin b = {*state, support_scheduler(*state), 0};
  b.article = support_save(b.blog, &post);
  return b;
}

static void run(const struct bin *b, int64_t now, bool expect_more) {
  bool more = !expect_more;
  assert_err(comment_expiry_run(b->scheduler, now, &more), OK);
  assert_int_equal(more, expect_more);
}

/* Returns the last time. */
static int64_t pass(const struct bin *b, int64_t from, int64_t duration) {
  int64_t now = from;
  for (; now <= from + duration; now += STEP)
    run(b, now, false);
  return now - STEP;
}

static int64_t left(const struct bin *b, const char *status) {
  char sql[100];
  snprintf(sql, sizeof sql, "SELECT count(*) FROM comment WHERE status = '%s'", status);
  return support_number(b->blog, sql);
}

static int64_t discard(
    const struct bin *b, int64_t parent, enum comment_status status, int64_t at) {
  char sql[160];
  int64_t id = support_comment(b->blog, b->article, parent, COMMENT_APPROVE);
  assert_err(support_moderate(b->blog->site, id, status), OK);
  snprintf(sql, sizeof sql,
      "UPDATE comment SET status_at = %lld WHERE id = %lld RETURNING 1", (long long)at,
      (long long)id);
  assert_int_equal(support_number(b->blog, sql), 1);
  return id;
}

static void trash_and_spam_go_after_their_days(void **state) {
  struct bin b = bin(state);
  b.scheduler->settings.spam_days = 2 * KEPT;
  discard(&b, 0, COMMENT_TRASH, SUPPORT_DATE);
  discard(&b, 0, COMMENT_SPAM, SUPPORT_DATE);
  support_comment(b.blog, b.article, 0, COMMENT_HOLD);
  int64_t now =
      pass(&b, SUPPORT_DATE + (KEPT - STEADY) * CLOCK_DAY, STEADY * CLOCK_DAY);
  assert_int_equal(left(&b, "trash"), 1);
  pass(&b, now, STEP);
  assert_int_equal(left(&b, "trash"), 0);
  assert_int_equal(left(&b, "spam"), 1);
  now = pass(&b, now, KEPT * CLOCK_DAY);
  assert_int_equal(left(&b, "spam"), 1);
  run(&b, now + 1, false);
  assert_int_equal(left(&b, "spam"), 0);
  assert_int_equal(left(&b, "hold"), 1);
  site_close(b.scheduler);
}

static void zero_days_are_for_ever(void **state) {
  struct bin b = bin(state);
  b.scheduler->settings.trash_days = b.scheduler->settings.spam_days = 0;
  discard(&b, 0, COMMENT_TRASH, SUPPORT_DATE);
  discard(&b, 0, COMMENT_SPAM, SUPPORT_DATE);
  pass(&b, SUPPORT_DATE + 1000 * CLOCK_DAY, (STEADY + 1) * CLOCK_DAY);
  assert_int_equal(left(&b, "trash") + left(&b, "spam"), 2);
  site_close(b.scheduler);
}

static void a_clock_that_leaps_deletes_nothing(void **state) {
  struct bin b = bin(state);
  int64_t now = pass(&b, SUPPORT_DATE, (STEADY + 1) * CLOCK_DAY);
  discard(&b, 0, COMMENT_TRASH, SUPPORT_DATE);
  /* A year ahead for two days, and back. */
  pass(&b, now + 365 * CLOCK_DAY, 2 * CLOCK_DAY);
  int64_t later = discard(&b, 0, COMMENT_TRASH, now + 366 * CLOCK_DAY);
  now = pass(&b, now + 2 * CLOCK_DAY, CLOCK_DAY);
  assert_int_equal(left(&b, "trash"), 2);
  /* After that, what was discarded during the leap counts from now on, and not from the
   * next year. */
  pass(&b, now, (STEADY + 1) * CLOCK_DAY);
  assert_true(later > 0);
  assert_int_equal(support_number(b.blog, "SELECT count(*) FROM comment WHERE status_at"
                                          " > 1767268800000000 + 15 * 86400000000"),
      0);
  pass(&b, now + (STEADY + 1) * CLOCK_DAY, (KEPT + 1) * CLOCK_DAY);
  assert_int_equal(left(&b, "trash"), 0);
  site_close(b.scheduler);
}

static void add_network(const struct bin *b, int64_t at) {
  char sql[200];
  int64_t id = support_comment(b->blog, b->article, 0, COMMENT_HOLD);
  snprintf(sql, sizeof sql,
      "INSERT INTO comment_network VALUES (%lld, %s, %lld) RETURNING 1", (long long)id,
      *b->blog->database ? "sha256('a')" : "randomblob(32)", (long long)at);
  assert_int_equal(support_number(b->blog, sql), 1);
}

/* A clock that leaps ahead makes them older than they are, and comment_forget_networks
 * deletes them; one that is set back would make them younger. */
static void networks_do_not_get_younger(void **state) {
  static const char count[] = "SELECT count(*) FROM comment_network";
  struct bin b = bin(state);
  add_network(&b, SUPPORT_DATE - 25 * CLOCK_DAY);
  run(&b, SUPPORT_DATE, false);
  assert_err(comment_forget_networks(b.scheduler, SUPPORT_DATE), OK);
  assert_int_equal(support_number(b.blog, count), 1);
  /* Corrections by less than a day change little about thirty. */
  run(&b, SUPPORT_DATE - CLOCK_DAY / 2, false);
  assert_int_equal(support_number(b.blog, count), 1);
  run(&b, SUPPORT_DATE - 20 * CLOCK_DAY, false);
  assert_int_equal(support_number(b.blog, count), 0);
  add_network(&b, SUPPORT_DATE - 20 * CLOCK_DAY);
  assert_err(comment_forget_networks(b.scheduler, SUPPORT_DATE + 3650 * CLOCK_DAY), OK);
  assert_int_equal(support_number(b.blog, count), 0);
  site_close(b.scheduler);
}

static bool is_due(const struct bin *b, int64_t now) {
  bool due = false;
  assert_err(comment_expiry_is_due(b->scheduler, now, &due), OK);
  return due;
}

static void it_is_due_once_an_hour(void **state) {
  struct bin b = bin(state);
  assert_true(is_due(&b, SUPPORT_DATE));
  run(&b, SUPPORT_DATE, false);
  assert_false(is_due(&b, SUPPORT_DATE + CLOCK_HOUR));
  assert_true(is_due(&b, SUPPORT_DATE + CLOCK_HOUR + 1));
  assert_true(is_due(&b, SUPPORT_DATE - 1));
  site_close(b.scheduler);
}

static void after_a_long_pause_the_owner_has_some_days(void **state) {
  struct bin b = bin(state);
  pass(&b, SUPPORT_DATE, (STEADY + 1) * CLOCK_DAY);
  discard(&b, 0, COMMENT_TRASH, SUPPORT_DATE);
  int64_t now =
      pass(&b, SUPPORT_DATE + 2 * KEPT * CLOCK_DAY, STEADY * CLOCK_DAY - STEP);
  assert_int_equal(left(&b, "trash"), 1);
  run(&b, now + STEP, false);
  assert_int_equal(left(&b, "trash"), 0);
  site_close(b.scheduler);
}

static void a_comment_without_a_time_counts_from_now_on(void **state) {
  struct bin b = bin(state);
  int64_t now = pass(&b, SUPPORT_DATE, STEADY * CLOCK_DAY - STEP);
  discard(&b, 0, COMMENT_TRASH, 0);
  now = pass(&b, now + STEP, KEPT * CLOCK_DAY);
  assert_int_equal(left(&b, "trash"), 1);
  run(&b, now + 1, false);
  assert_int_equal(left(&b, "trash"), 0);
  site_close(b.scheduler);
}

static void a_full_trash_goes_in_parts(void **state) {
  struct bin b = bin(state);
  for (int i = 0; i < 501; i++)
    support_comment(b.blog, b.article, 0, COMMENT_TRASH);
  assert_int_equal(
      support_number(b.blog, "UPDATE comment SET status_at = 1 RETURNING 1"), 1);
  int64_t now = pass(&b, SUPPORT_DATE, STEADY * CLOCK_DAY - STEP) + STEP;
  run(&b, now, true);
  assert_int_equal(left(&b, "trash"), 1);
  run(&b, now, false);
  assert_int_equal(left(&b, "trash"), 0);
  site_close(b.scheduler);
}

/* Of what belongs to a comment nothing stays, except what the filter has learned and
 * that it must not be imported again. */
static void nothing_else_stays_of_it(void **state) {
  struct bin b = bin(state);
  int64_t first = support_comment(b.blog, b.article, 0, COMMENT_APPROVE);
  int64_t second = discard(&b, first, COMMENT_SPAM, SUPPORT_DATE);
  int64_t third = support_comment(b.blog, b.article, second, COMMENT_APPROVE);
  int64_t count = support_article(b.blog, b.article).comment_count;
  int64_t learned = support_number(b.blog, "SELECT spam FROM spam_total");
  int64_t words = support_number(b.blog, "SELECT sum(spam) FROM spam_word");
  int64_t pages = support_revision(b.blog, DEP_COMMENTS, b.article);
  assert_int_equal(learned, 1);
  assert_int_equal(support_number(b.blog, "UPDATE comment SET source_key = 'x'"
                                          " WHERE status = 'spam' RETURNING 1"),
      1);
  pass(&b, SUPPORT_DATE + KEPT * CLOCK_DAY, STEADY * CLOCK_DAY);
  assert_int_equal(left(&b, "spam"), 0);
  struct comment c;
  assert_err(comment_by_id(b.blog->site->db, b.blog->arena, third, &c), OK);
  assert_int_equal(c.parent_id, first);
  assert_true(support_revision(b.blog, DEP_COMMENTS, b.article) > pages);
  assert_int_equal(support_number(b.blog, "SELECT spam FROM spam_total"), learned);
  assert_int_equal(support_number(b.blog, "SELECT sum(spam) FROM spam_word"), words);
  assert_int_equal(support_number(b.blog, "SELECT count(*) FROM spam_learned"), 0);
  assert_int_equal(support_number(b.blog, "SELECT count(*) FROM comment_private"), 2);
  assert_int_equal(support_number(b.blog, "SELECT count(*) FROM comment_deleted"), 1);
  assert_int_equal(support_article(b.blog, b.article).comment_count, count);
  site_close(b.scheduler);
}

static enum err run_once(void *context) {
  const struct bin *b = context;
  bool more = true;
  enum err e = comment_expiry_run(b->scheduler, SUPPORT_DATE, &more);
  assert_int_equal(more, e != OK);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  struct bin b = bin(state);
  pass(&b, SUPPORT_DATE - STEADY * CLOCK_DAY, STEADY * CLOCK_DAY);
  discard(&b, 0, COMMENT_TRASH, SUPPORT_DATE - (KEPT + 1) * CLOCK_DAY);
  fail_alloc_each(run_once, &b);
  assert_int_equal(left(&b, "trash"), 0);
  site_close(b.scheduler);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(trash_and_spam_go_after_their_days),
      support_site_test(zero_days_are_for_ever),
      support_site_test(a_clock_that_leaps_deletes_nothing),
      support_site_test(it_is_due_once_an_hour),
      support_site_test(networks_do_not_get_younger),
      support_site_test(after_a_long_pause_the_owner_has_some_days),
      support_site_test(a_comment_without_a_time_counts_from_now_on),
      support_site_test(a_full_trash_goes_in_parts),
      support_site_test(nothing_else_stays_of_it),
      support_site_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
