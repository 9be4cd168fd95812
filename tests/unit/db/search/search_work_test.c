#include "db/search/search_work.h"

#include "db/connection.h"
#include "fail_alloc.h"
#include "support_site.h"

static int64_t steps_of(struct db *db, const char *words, int64_t most, bool want) {
  bool done = !want;
  int64_t steps = -1;
  assert_err(search_work_prepare(db, false), OK);
  assert_err(search_work_to_open(db, false, words, most, &steps, &done), OK);
  assert_int_equal(done, want);
  return steps;
}

static void save(struct blog *b, const char *slug) {
  struct article_input input = support_article_input(slug);
  support_save(b, &input);
}

/* A new connection, one that has searched before, and one that must read the list of
 * parts again because another one has written. */
static void the_steps_are_the_same_in_every_connection(void **state) {
  static const char words[] = "\"words\" OR \"absent\"";
  struct blog *b = *state;
  save(b, "a");
  int64_t first = steps_of(b->web->db, words, 1000, true);
  assert_in_range(first, 1, 1000);
  assert_int_equal(steps_of(b->web->db, words, 1000, true), first);
  assert_int_equal(steps_of(b->site->db, words, 1000, true), first);
  save(b, "b");
  int64_t later = steps_of(b->web->db, words, 1000, true);
  assert_int_equal(steps_of(b->web->db, words, 1000, true), later);
  assert_int_equal(steps_of(b->site->db, words, 1000, true), later);
}

static void too_many_steps_stop_a_statement(void **state) {
  struct blog *b = *state;
  save(b, "a");
  assert_in_range(steps_of(b->web->db, "\"words\"", 3, false), 3, 10);
  assert_true(search_work_was_stopped(SQLITE_INTERRUPT));
  assert_false(search_work_was_stopped(SQLITE_DONE));
}

/* Nothing is counted after the end: *left is gone by then. */
static void the_end_removes_the_handler(void **state) {
  struct blog *b = *state;
  int64_t left = 1000;
  search_work_begin(b->web->db, &left);
  assert_err(search_work_prepare(b->web->db, true), OK);
  assert_true(left < 1000);
  search_work_end(b->web->db);
  int64_t kept = left;
  assert_err(search_work_prepare(b->web->db, true), OK);
  assert_int_equal(left, kept);
}

static enum err open_once(void *context) {
  struct blog *b = context;
  bool done;
  int64_t steps;
  return search_work_to_open(b->web->db, true, "\"words\"", 1000, &steps, &done);
}

static void a_failed_allocation_is_reported(void **state) {
  assert_true(fail_alloc_each(open_once, *state) > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(the_steps_are_the_same_in_every_connection),
      support_site_test(too_many_steps_stop_a_statement),
      support_site_test(the_end_removes_the_handler),
      support_site_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
