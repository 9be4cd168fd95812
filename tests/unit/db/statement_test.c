#include "support_site.h"

#include "db/connection.h"
#include "db/sqlite/sqlite_statement.h"
#include "db/statement.h"

static bool is_busy(struct statement *st) {
  return sqlite3_stmt_busy(sqlite_of(st)) != 0;
}

static const char three_rows[] = "VALUES (1), (2), (3)";

static void the_end_of_the_rows_is_not_an_error(void **state) {
  struct blog *b = *state;
  struct db *s = b->site->db;
  struct statement *st = support_prepare(b, three_rows);
  enum err e = OK;
  int64_t sum = 0;
  while (statement_next(s, st, &e))
    sum += statement_int(st, 0);
  assert_err(e, OK);
  assert_int_equal(sum, 6);
  assert_false(is_busy(st));
  statement_finalize(st);
}

static void a_not_found_of_the_caller_ends_the_loop(void **state) {
  struct blog *b = *state;
  struct db *s = b->site->db;
  struct statement *st = support_prepare(b, three_rows);
  enum err e = OK;
  int rows = 0;
  while (statement_next(s, st, &e)) {
    rows++;
    e = ERR_NOT_FOUND;
  }
  assert_err(e, ERR_NOT_FOUND);
  assert_int_equal(rows, 1);
  assert_false(is_busy(st));
  statement_finalize(st);
}

static void a_statement_that_could_not_be_prepared_has_no_rows(void **state) {
  struct blog *b = *state;
  enum err e = ERR_DENIED;
  assert_false(statement_next(b->site->db, NULL, &e));
  assert_err(e, ERR_DENIED);
}

static void a_failing_step_is_an_error(void **state) {
  struct blog *b = *state;
  struct db *s = b->site->db;
  /* abs() of the smallest integer overflows. */
  struct statement *st = support_prepare(b, "SELECT abs(-9223372036854775807 - 1)");
  enum err e = OK;
  assert_false(statement_next(s, st, &e));
  assert_err(e, ERR_INTERNAL);
  assert_err(statement_one(s, st), ERR_INTERNAL);
  statement_finalize(st);
}

static void a_single_row_is_found_or_not(void **state) {
  struct blog *b = *state;
  struct db *s = b->site->db;
  int64_t number = 77;
  bool found = true;
  struct statement *none = support_prepare(b, "SELECT 5 WHERE 1 = 0"),
                   *five = support_prepare(b, "SELECT 5");
  assert_err(statement_one(s, none), ERR_NOT_FOUND);
  assert_err(statement_number(s, none, &number), ERR_NOT_FOUND);
  assert_err(statement_number_if_any(s, none, &found, &number), OK);
  assert_false(found);
  assert_int_equal(number, 77);
  assert_err(statement_number_if_any(s, five, &found, &number), OK);
  assert_true(found);
  assert_int_equal(number, 5);
  assert_false(is_busy(five));
  statement_finalize(none);
  statement_finalize(five);
}

static void a_role_gets_only_its_statements(void **state) {
  struct blog *b = *state;
  struct statement *st = NULL;
  /* The table of statistics is the command's alone. */
  assert_err(statement_get(b->web->db, TABLE_STATS, 0, &st), ERR_DENIED);
  assert_null(st);
  assert_err(statement_get(b->site->db, TABLE_STATS, 0, &st), OK);
  assert_non_null(st);
}

static void a_column_is_copied_or_null(void **state) {
  struct blog *b = *state;
  struct db *s = b->site->db;
  struct statement *st = support_prepare(b, "SELECT 'text', NULL");
  assert_err(statement_one(s, st), OK);
  assert_string_equal(statement_text(b->arena, st, 0), "text");
  assert_string_equal(statement_text(b->arena, st, 1), "");
  assert_string_equal(statement_text_or_null(b->arena, st, 0), "text");
  assert_null(statement_text_or_null(b->arena, st, 1));
  statement_finalize(st);
}

static void changes_are_counted(void **state) {
  struct blog *b = *state;
  struct db *s = b->site->db;
  struct statement *st = support_prepare(
      b, *b->database ? "CREATE TEMP TABLE t(id bigint PRIMARY KEY, n bigint)"
                      : "CREATE TEMP TABLE t(id INTEGER PRIMARY KEY, n)");
  assert_err(statement_run(s, st), OK);
  statement_finalize(st);
  /* PostgreSQL's INSERT has to say which ID is wanted. */
  st = support_prepare(
      b, *b->database ? "INSERT INTO t(id, n) VALUES (7, 1), (9, 1) RETURNING id"
                      : "INSERT INTO t(id, n) VALUES (7, 1), (9, 1)");
  assert_err(statement_run(s, st), OK);
  assert_int_equal(statement_changes(s), 2);
  assert_int_equal(statement_last_id(s), 9);
  statement_finalize(st);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(the_end_of_the_rows_is_not_an_error),
      support_site_test(a_not_found_of_the_caller_ends_the_loop),
      support_site_test(a_statement_that_could_not_be_prepared_has_no_rows),
      support_site_test(a_failing_step_is_an_error),
      support_site_test(a_single_row_is_found_or_not),
      support_site_test(a_role_gets_only_its_statements),
      support_site_test(a_column_is_copied_or_null),
      support_site_test(changes_are_counted),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
