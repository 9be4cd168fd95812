#include "site/publish/work_queue.h"

#include "fail_alloc.h"
#include "support_site.h"

/* A queue in memory: the numbers from 1 to `last` are waiting. */
static int64_t next_id, last_id, failing_id;
static int batches;

static enum err queue_next(struct db *s, bool *found, int64_t *article) {
  (void)s;
  *found = next_id <= last_id;
  if (*found)
    *article = next_id;
  return OK;
}

static enum err queue_begin(struct db *s) {
  (void)s;
  batches++;
  return OK;
}

static enum err queue_one(struct db *s, struct arena *a, int64_t article) {
  (void)s;
  assert_int_equal(article, next_id);
  assert_non_null(
      arena_alloc(a, 1 << 15)); /* emptied between articles, or it would fill up */
  if (article == failing_id)
    return ERR_NOT_FOUND;
  next_id++;
  return OK;
}

static const struct work_queue queue = {queue_next, queue_begin, queue_one, 1 << 16};

static void set_up(int64_t waiting) {
  next_id = 1;
  last_id = waiting;
  failing_id = 0;
  batches = 0;
}

static void a_batch_is_bounded(void **state) {
  struct blog *b = *state;
  bool left = false;
  set_up(WORK_QUEUE_BATCH + 5);
  assert_err(work_queue_batch(b->site->db, &queue, &left), OK);
  assert_true(left);
  assert_int_equal(next_id, WORK_QUEUE_BATCH + 1);
  assert_err(work_queue_batch(b->site->db, &queue, &left), OK);
  assert_false(left);
  assert_int_equal(next_id, last_id + 1);
  assert_int_equal(batches, 2);
}

static void an_empty_queue_begins_nothing(void **state) {
  struct blog *b = *state;
  bool left = true;
  set_up(0);
  assert_err(work_queue_batch(b->site->db, &queue, &left), OK);
  assert_false(left);
  assert_int_equal(batches, 0);
}

static void the_rest_takes_a_transaction_per_batch(void **state) {
  struct blog *b = *state;
  int done = -1;
  set_up(2 * WORK_QUEUE_BATCH + 1);
  assert_err(work_queue_rest(b->site->db, &queue, 1, &done), OK);
  assert_int_equal(done, 1);
  assert_err(work_queue_rest(b->site->db, &queue, 100, &done), OK);
  assert_int_equal(done, 2);
  assert_err(work_queue_rest(b->site->db, &queue, 100, &done), OK);
  assert_int_equal(done, 0);
}

/* ERR_NOT_FOUND of an article is an error, not the end of the queue. */
static void an_error_is_not_the_end(void **state) {
  struct blog *b = *state;
  bool left = false;
  int done = 0;
  set_up(5);
  failing_id = 3;
  assert_err(work_queue_batch(b->site->db, &queue, &left), ERR_NOT_FOUND);
  assert_err(work_queue_rest(b->site->db, &queue, 100, &done), ERR_NOT_FOUND);
}

static enum err run_batch(void *context) {
  const struct blog *b = context;
  bool left;
  set_up(3);
  return work_queue_batch(b->site->db, &queue, &left);
}

static void a_failed_allocation_is_reported(void **state) {
  struct blog *b = *state;
  fail_alloc_at(1);
  assert_err(run_batch(b), ERR_NOMEM);
  fail_alloc_at(0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_batch_is_bounded),
      support_site_test(an_empty_queue_begins_nothing),
      support_site_test(the_rest_takes_a_transaction_per_batch),
      support_site_test(an_error_is_not_the_end),
      support_site_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
