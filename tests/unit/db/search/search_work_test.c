#include "db/search/search_work.h"

#include "db/connection.h"
#include "fail_alloc.h"
#include "support_site.h"

/* Counts a query of one word, from 1,000 steps each for the query and for looking it
 * up. */
static struct search_work counted(struct db *db) {
  struct search_work w = {.left = 1000, .lookup = 1000};
  assert_err(search_work_prepare(db, false), OK);
  search_work_begin_query(db, &w);
  assert_err(search_work_prepare(db, false), OK);
  search_work_end(db);
  return w;
}

static void save(struct blog *b, const char *slug) {
  struct article_input input = support_article_input(slug);
  support_save(b, &input);
}

/* A new connection, one that has searched before, and one that must read the list of
 * parts again because another one has written. */
static void the_steps_are_the_same_in_every_connection(void **state) {
  struct blog *b = *state;
  save(b, "a");
  struct search_work first = counted(b->web->db);
  assert_in_range(first.left, 1, 999);
  assert_int_equal(counted(b->web->db).left, first.left);
  assert_int_equal(counted(b->site->db).left, first.left);
  save(b, "b");
  struct search_work later = counted(b->web->db);
  assert_int_equal(counted(b->web->db).left, later.left);
  assert_int_equal(counted(b->site->db).left, later.left);
}

/* To look a word up in one more part of the index takes steps, the rest of the query no
 * more than before. */
static void looking_up_a_word_has_its_own_count(void **state) {
  struct blog *b = *state;
  save(b, "a");
  save(b, "b");
  struct search_work two = counted(b->web->db);
  save(b, "c");
  struct search_work three = counted(b->web->db);
  assert_in_range(two.lookup, 900, 999);
  assert_in_range(three.lookup, 900, two.lookup - 1);
  assert_int_equal(three.left, two.left);
}

/* Returns whether the query of one word is stopped. */
static bool is_stopped(struct db *db, struct search_work w, bool is_query) {
  (is_query ? search_work_begin_query : search_work_begin)(db, &w);
  enum err e = search_work_prepare(db, false);
  search_work_end(db);
  assert_true(e == OK || e == ERR_BUSY || e == ERR_INTERNAL);
  return e != OK;
}

static void too_many_steps_stop_a_statement(void **state) {
  struct blog *b = *state;
  struct db *db = b->web->db;
  save(b, "a");
  assert_true(is_stopped(db, (struct search_work){.left = 3}, false));
  assert_false(is_stopped(db, (struct search_work){.left = 1000}, false));
  assert_true(is_stopped(db, (struct search_work){.left = 3, .lookup = 1000}, true));
  assert_true(is_stopped(db, (struct search_work){.left = 1000, .lookup = 1}, true));
  assert_false(is_stopped(db, (struct search_work){.left = 100, .lookup = 1000}, true));
}

/* Nothing is counted after the end: the counters are gone by then. */
static void the_end_removes_the_handler(void **state) {
  struct blog *b = *state;
  struct search_work w = {.left = 1000, .lookup = 1000};
  search_work_begin_query(b->web->db, &w);
  assert_err(search_work_prepare(b->web->db, true), OK);
  assert_true(w.left < 1000);
  search_work_end(b->web->db);
  struct search_work kept = w;
  assert_err(search_work_prepare(b->web->db, true), OK);
  assert_int_equal(w.left, kept.left);
  assert_int_equal(w.lookup, kept.lookup);
}

static enum err open_once(void *context) {
  struct blog *b = context;
  struct search_work w = {.left = 1000, .lookup = 1000};
  search_work_begin_query(b->web->db, &w);
  enum err e = search_work_prepare(b->web->db, true);
  search_work_end(b->web->db);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  assert_true(fail_alloc_each(open_once, *state) > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_sqlite_test(the_steps_are_the_same_in_every_connection),
      support_sqlite_test(looking_up_a_word_has_its_own_count),
      support_sqlite_test(too_many_steps_stop_a_statement),
      support_sqlite_test(the_end_removes_the_handler),
      support_sqlite_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
