#include "db/model/comment_trash.h"

#include "base/clock.h"
#include "db/model/comment_batch.h"
#include "fail_alloc.h"
#include "site/site_open.h"
#include "support_site.h"

struct status_change {
  int64_t id, at;
  enum comment_status status;
};

static enum err set(struct db *s, void *context) {
  const struct status_change *c = context;
  return comment_batch_set_status(s, &c->id, 1, c->status, c->at);
}

static int64_t discarded(
    struct blog *b, int64_t article, enum comment_status status, int64_t at) {
  int64_t id = support_comment(b, article, 0, COMMENT_APPROVE);
  struct status_change c = {id, at, status};
  assert_err(txn_write(b->site->db, set, &c), OK);
  return id;
}

static int64_t add_post(struct blog *b) {
  struct article_input post = support_article_input("one");
  return support_save(b, &post);
}

static void the_oldest_come_first(void **state) {
  struct blog *b = *state;
  int64_t article = add_post(b), *ids = NULL, n = 0;
  size_t count = 0;
  int64_t late = discarded(b, article, COMMENT_TRASH, SUPPORT_DATE + 2);
  int64_t early = discarded(b, article, COMMENT_TRASH, SUPPORT_DATE);
  int64_t undated = discarded(b, article, COMMENT_TRASH, 0);
  discarded(b, article, COMMENT_SPAM, SUPPORT_DATE);
  support_comment(b, article, 0, COMMENT_HOLD);
  struct db *s = b->site->db;
  assert_err(
      comment_trash_ids(s, b->arena, COMMENT_TRASH, SUPPORT_DATE + 2, 9, &ids, &count),
      OK);
  assert_int_equal(count, 1);
  assert_int_equal(ids[0], early);
  assert_err(
      comment_trash_ids(s, b->arena, COMMENT_TRASH, COMMENT_TRASH_ANY, 9, &ids, &count),
      OK);
  assert_int_equal(count, 3);
  assert_int_equal(ids[0], undated);
  assert_int_equal(ids[1], early);
  assert_int_equal(ids[2], late);
  assert_err(
      comment_trash_ids(s, b->arena, COMMENT_TRASH, COMMENT_TRASH_ANY, 2, &ids, &count),
      OK);
  assert_int_equal(count, 2);
  assert_err(comment_trash_count(s, COMMENT_TRASH, COMMENT_TRASH_ANY, &n), OK);
  assert_int_equal(n, 3);
  assert_err(comment_trash_count(s, COMMENT_TRASH, SUPPORT_DATE + 1, &n), OK);
  assert_int_equal(n, 1);
}

static enum err redate(struct db *s, void *context) {
  return comment_trash_redate(s, SUPPORT_DATE, SUPPORT_DATE + CLOCK_DAY, 2, context);
}

static void impossible_times_are_corrected_in_parts(void **state) {
  struct blog *b = *state;
  struct site *scheduler = support_scheduler(b);
  int64_t article = add_post(b), changed = 0;
  discarded(b, article, COMMENT_TRASH, SUPPORT_DATE + 2 * CLOCK_DAY);
  discarded(b, article, COMMENT_SPAM, 0);
  discarded(b, article, COMMENT_SPAM, SUPPORT_DATE + 2 * CLOCK_DAY);
  discarded(b, article, COMMENT_TRASH, SUPPORT_DATE + CLOCK_DAY);
  support_comment(b, article, 0, COMMENT_APPROVE);
  assert_err(txn_write(scheduler->db, redate, &changed), OK);
  assert_int_equal(changed, 2);
  assert_err(txn_write(scheduler->db, redate, &changed), OK);
  assert_int_equal(changed, 1);
  assert_err(txn_write(scheduler->db, redate, &changed), OK);
  assert_int_equal(changed, 0);
  site_close(scheduler);
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM comment WHERE status_at = 0"), 1);
}

static enum err set_clock(struct db *s, void *context) {
  return comment_trash_clock_set(s, context);
}

static void the_clock_is_remembered(void **state) {
  struct blog *b = *state;
  struct site *scheduler = support_scheduler(b);
  struct comment_trash_clock clock = {1, 1};
  assert_err(comment_trash_clock_read(scheduler->db, &clock), OK);
  assert_int_equal(clock.seen, 0);
  assert_int_equal(clock.steady, 0);
  struct comment_trash_clock now = {SUPPORT_DATE, 7};
  assert_err(txn_write(scheduler->db, set_clock, &now), OK);
  assert_err(comment_trash_clock_read(scheduler->db, &clock), OK);
  assert_int_equal(clock.seen, SUPPORT_DATE);
  assert_int_equal(clock.steady, 7);
  site_close(scheduler);
}

static enum err read_ids(void *context) {
  struct blog *b = context;
  int64_t *ids = NULL;
  size_t count = 0;
  struct arena *a = arena_new(1 << 20);
  enum err e = a ? comment_trash_ids(b->site->db, a, COMMENT_TRASH, COMMENT_TRASH_ANY,
                       9, &ids, &count)
                 : ERR_NOMEM;
  assert_true(e ? !ids && !count : ids && count == 1);
  arena_free(a);
  return e;
}

static void without_memory_nothing_is_set(void **state) {
  struct blog *b = *state;
  discarded(b, add_post(b), COMMENT_TRASH, SUPPORT_DATE);
  fail_alloc_each(read_ids, b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(the_oldest_come_first),
      support_site_test(impossible_times_are_corrected_in_parts),
      support_site_test(the_clock_is_remembered),
      support_site_test(without_memory_nothing_is_set),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
