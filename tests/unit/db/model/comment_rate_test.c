#include "db/model/comment_rate.h"

#include "base/clock.h"
#include "support_site.h"

static struct comment_rate hourly = {"a", 1, 4, CLOCK_HOUR};

struct counted {
  const struct comment_rate *rate;
  int64_t now;
};

static enum err count(struct db *s, void *context) {
  const struct counted *c = context;
  return comment_rate_count(s, c->rate, c->now);
}

static int64_t wait_for(struct blog *b, int64_t now) {
  int64_t wait = -1;
  assert_err(comment_rate_wait(b->web->db, &hourly, now, &wait), OK);
  return wait;
}

/* Sends as many as are allowed at `now`, 100 at most. */
static int send_all(struct blog *b, int64_t now) {
  int n = 0;
  struct counted c = {&hourly, now};
  for (; n < 100 && wait_for(b, now) == 0; n++)
    assert_err(txn_write(b->web->db, count, &c), OK);
  return n;
}

static void no_more_than_the_limit(void **state) {
  struct blog *b = *state;
  int64_t t = SUPPORT_DATE;
  assert_int_equal(send_all(b, t), 4);
  assert_int_equal(wait_for(b, t), CLOCK_HOUR / 4);
  assert_int_equal(send_all(b, t + CLOCK_HOUR / 4 - 1), 0);
  assert_int_equal(send_all(b, t + CLOCK_HOUR / 4), 1);
  assert_int_equal(send_all(b, t + CLOCK_HOUR), 3);
  /* Whatever the hour is: over a day, no more than 24 hours' worth and one burst. */
  int sent = 0;
  for (int64_t m = 0; m < 24 * 60; m++)
    sent += send_all(b, t + CLOCK_DAY + m * 60 * CLOCK_SECOND);
  assert_in_range(sent, 24 * 4, 25 * 4);
  hourly.most = 0;
  assert_int_equal(send_all(b, t), 100);
  assert_int_equal(wait_for(b, t), 0);
  hourly.most = 4;
}

static void a_clock_that_jumps_turns_nothing_off(void **state) {
  struct blog *b = *state;
  int64_t t = SUPPORT_DATE, later = t + 3650 * CLOCK_DAY;
  assert_int_equal(send_all(b, t), 4);
  assert_int_equal(send_all(b, later), 4);
  assert_int_equal(send_all(b, later), 0);
  /* Back again: nobody waits for ten years, and the limit holds. */
  assert_int_equal(send_all(b, t + CLOCK_SECOND), 4);
  assert_int_equal(send_all(b, t + 2 * CLOCK_SECOND), 0);
  assert_true(wait_for(b, t + 2 * CLOCK_SECOND) <= CLOCK_HOUR);
}

static enum err forget(struct db *s, void *context) {
  return comment_rate_forget(s, *(int64_t *)context, CLOCK_HOUR);
}

/* Of two requests, the one that came first may be counted last. */
static void a_slow_request_does_not_end_the_limit(void **state) {
  struct blog *b = *state;
  int64_t t = SUPPORT_DATE, early = t - CLOCK_SECOND;
  struct counted c = {&hourly, early};
  assert_int_equal(send_all(b, t), 4);
  assert_int_equal(send_all(b, early), 0);
  assert_int_equal(wait_for(b, early), CLOCK_HOUR / 4 + CLOCK_SECOND);
  assert_err(txn_write(b->web->db, count, &c), OK);
  assert_int_equal(wait_for(b, t), CLOCK_HOUR / 4);
  assert_err(txn_write(b->site->db, forget, &early), OK);
  assert_int_equal(send_all(b, t), 0);
}

static void a_lower_limit_locks_nobody_out(void **state) {
  struct blog *b = *state;
  int64_t t = SUPPORT_DATE;
  hourly.most = 100;
  assert_int_equal(send_all(b, t), 100);
  hourly.most = 2;
  assert_int_equal(wait_for(b, t), CLOCK_HOUR / 2);
  struct counted c = {&hourly, t};
  assert_err(txn_write(b->web->db, count, &c), OK);
  assert_int_equal(wait_for(b, t), CLOCK_HOUR / 2);
  hourly.most = 4;
}

static void what_is_past_is_forgotten(void **state) {
  struct blog *b = *state;
  struct comment_rate other = {"b", 1, 4, CLOCK_HOUR};
  struct counted now = {&hourly, SUPPORT_DATE},
                 old = {&other, SUPPORT_DATE - CLOCK_DAY};
  assert_err(txn_write(b->web->db, count, &now), OK);
  assert_err(txn_write(b->web->db, count, &old), OK);
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment_rate"), 2);
  assert_err(txn_write(b->site->db, forget, &now.now), OK);
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment_rate"), 1);
  /* From a clock that was a day ahead. */
  assert_err(txn_write(b->site->db, forget, &old.now), OK);
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment_rate"), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(no_more_than_the_limit),
      support_site_test(a_clock_that_jumps_turns_nothing_off),
      support_site_test(a_slow_request_does_not_end_the_limit),
      support_site_test(a_lower_limit_locks_nobody_out),
      support_site_test(what_is_past_is_forgotten),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
