#include "support_site.h"

#include "db/connection.h"
#include "db/sqlite/sqlite_statement.h"
#include "db/statement.h"

/* What is bound comes back, and is NULL again at the next use. */
static void values_are_bound_and_read(void **state) {
  struct blog *b = *state;
  static const uint8_t bytes[] = {0, 1, 255};
  /* To PostgreSQL a parameter of no type is text. */
  struct statement *st = support_prepare(b,
      *b->database ? "SELECT CAST(?1 AS bigint), CAST(?2 AS double precision), ?3, ?4,"
                     " CAST(?5 AS bytea), ?6 AS last"
                   : "SELECT ?1, ?2, ?3, ?4, ?5, ?6 AS last");
  statement_bind_int(st, 1, INT64_MIN);
  statement_bind_double(st, 2, 0.5);
  statement_bind_text(st, 3, "né");
  statement_bind_chars(st, 4, "cut off", 3);
  statement_bind_blob(st, 5, bytes, sizeof bytes);
  statement_bind_null(st, 6);
  assert_err(statement_one(b->site->db, st), OK);
  assert_int_equal(statement_int(st, 0), INT64_MIN);
  assert_string_equal(statement_chars(st, 0), "-9223372036854775808");
  assert_true(statement_double(st, 1) == 0.5);
  assert_string_equal(statement_chars(st, 2), "né");
  assert_int_equal(statement_size(st, 2), 3);
  assert_string_equal(statement_chars(st, 3), "cut");
  assert_memory_equal(statement_blob(st, 4), bytes, sizeof bytes);
  assert_int_equal(statement_size(st, 4), sizeof bytes);
  assert_true(statement_is_text(st, 2) && !statement_is_text(st, 4));
  assert_true(statement_is_null(st, 5) && !statement_is_null(st, 0));
  assert_null(statement_chars(st, 5));
  assert_int_equal(statement_columns(st), 6);
  assert_string_equal(statement_column_name(st, 5), "last");
  st->engine->clear(st);
  assert_err(statement_one(b->site->db, st), OK);
  for (int i = 0; i < 6; i++)
    assert_true(statement_is_null(st, i));
  statement_bind_or_null(st, 1, 0);
  statement_finalize(st);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(values_are_bound_and_read),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
