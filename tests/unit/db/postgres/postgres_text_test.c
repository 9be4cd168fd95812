#include "db/postgres/postgres_text.h"

#include <string.h>

#include "support.h"

static void parameters_get_postgresqls_names(void **state) {
  static const struct {
    const char *sql, *text;
    int parameters;
  } cases[] = {
      {"SELECT 1", "SELECT 1", 0},
      {"SELECT ?, ?", "SELECT $1, $2", 2},
      {"SELECT ?2, ?, ?1", "SELECT $2, $3, $1", 3},
      {"SELECT ?12 + ?1", "SELECT $12 + $1", 12},
      {"?", "$1", 1},
      {"SELECT '?', ?", "SELECT '?', $1", 1},
      {"SELECT 'it''s ?', ?", "SELECT 'it''s ?', $1", 1},
      {"SELECT \"a?\" FROM t WHERE b = ?", "SELECT \"a?\" FROM t WHERE b = $1", 1},
      {"SELECT 'no end ?", "SELECT 'no end ?", 0},
  };
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    struct buf out = {0};
    assert_int_equal(postgres_text(&out, cases[i].sql), cases[i].parameters);
    assert_string_equal(buf_text(&out), cases[i].text);
    buf_free(&out);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(parameters_get_postgresqls_names),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
