#include "db/transfer/transfer_part.h"

#include <string.h>

#include "db/connection.h"
#include "db/statement.h"
#include "support_site.h"

static const struct transfer_columns four = {.count = 4,
    .names = {"i", "r", "t", "b"},
    .types = {TRANSFER_INTEGER, TRANSFER_REAL, TRANSFER_TEXT, TRANSFER_BLOB},
    .keys = 2,
    .key = {0, 2}};

/* Reads the rows of four values that `sql` has. */
static struct transfer_part part_of(struct blog *b, const char *sql) {
  struct transfer_part p;
  struct statement *st = support_prepare(b, sql);
  assert_err(transfer_part_read(b->site->db, st, &four, b->arena, &p), OK);
  statement_finalize(st);
  return p;
}

static void values_are_read(void **state) {
  struct transfer_part p = part_of(*state,
      "SELECT 7, CAST(0.5 AS double precision), CAST('ä' AS text), secret FROM site"
      " UNION ALL SELECT NULL, NULL, NULL, NULL FROM site");
  assert_int_equal(p.count, 2);
  assert_int_equal(p.rows[0].number, 7);
  assert_true(p.rows[1].real == 0.5);
  assert_int_equal(p.rows[2].size, 2);
  assert_string_equal(p.rows[2].data, "ä");
  assert_int_equal(p.rows[3].size, 32);
  for (int i = 4; i < 8; i++)
    assert_true(p.rows[i].is_null);
}

/* Each row differs from the first in one thing. */
static void the_hash_is_of_every_value(void **state) {
  static const char *const rows[] = {"7, 0.5, 'a', ''", "8, 0.5, 'a', ''",
      "7, 0.25, 'a', ''", "7, 0.5, 'b', ''", "7, 0.5, 'a', 'x'", "NULL, 0.5, 'a', ''",
      "7, 0.5, NULL, ''", "7, 0.5, '', 'a'", "7, 0.5, 'a', NULL"};
  struct transfer_part p[sizeof rows / sizeof *rows];
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char sql[200];
    char number[8], real[8], text[8], blob[8];
    assert_int_equal(
        sscanf(rows[i], "%7[^,], %7[^,], %7[^,], %7s", number, real, text, blob), 4);
    snprintf(sql, sizeof sql,
        "SELECT CAST(%s AS bigint), CAST(%s AS double precision), CAST(%s AS text),"
        " CAST(%s AS %s)",
        number, real, text, blob, support_has_postgres() ? "bytea" : "blob");
    p[i] = part_of(*state, sql);
    assert_int_equal(p[i].count, 1);
    for (size_t k = 0; k < i; k++)
      assert_memory_not_equal(p[i].hash, p[k].hash, CRYPT_HASH);
  }
  struct transfer_part none =
      part_of(*state, "SELECT 1, 1, 1, 1 FROM site WHERE id = 2");
  assert_int_equal(none.count, 0);
  assert_memory_not_equal(none.hash, p[0].hash, CRYPT_HASH);
}

static void the_last_key_is_a_copy(void **state) {
  struct blog *b = *state;
  struct transfer_part p = part_of(b,
      "SELECT 1, CAST(0 AS double precision), CAST('a' AS text), secret FROM site UNION"
      " ALL SELECT 2, CAST(0 AS double precision), CAST('b' AS text), secret FROM site"
      " ORDER BY 1");
  struct transfer_value *key = transfer_part_last_key(&p, &four, b->arena);
  assert_int_equal(key[0].number, 2);
  assert_string_equal(key[1].data, "b");
  assert_ptr_not_equal(key[1].data, p.rows[6].data);
}

static void bad_text_is_found(void **state) {
  struct transfer_value rows[8] = {{TRANSFER_INTEGER, false, 1, 0, NULL, 0},
      {TRANSFER_REAL, false, 0, 0, NULL, 0}, {TRANSFER_TEXT, false, 0, 0, "fine", 4},
      {TRANSFER_BLOB, false, 0, 0, "\0\xff", 2}};
  struct transfer_part p = {.count = 2, .rows = rows};
  size_t row = 9;
  int column = 9;
  (void)state;
  memcpy(rows + 4, rows, sizeof rows / 2);
  assert_false(transfer_part_has_bad_text(&p, &four, &row, &column));
  rows[6].data = "a\0b";
  assert_true(transfer_part_has_bad_text(&p, &four, &row, &column));
  assert_int_equal(row, 1);
  assert_int_equal(column, 2);
  rows[6].data = "\xc3\x28  ";
  assert_true(transfer_part_has_bad_text(&p, &four, &row, &column));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(values_are_read),
      support_site_test(the_hash_is_of_every_value),
      support_site_test(the_last_key_is_a_copy),
      cmocka_unit_test(bad_text_is_found),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
