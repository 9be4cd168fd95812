#include "db/sqlite/sqlite_statement.h"

#include "db/connection.h"
#include "db/db.h"
#include "db/statement.h"
#include "support_site.h"

static void codes_of_sqlite_become_errors(void **state) {
  static const struct {
    int code;
    enum err e;
  } codes[] = {{SQLITE_OK, OK}, {SQLITE_DONE, OK}, {SQLITE_BUSY, ERR_BUSY},
      {SQLITE_BUSY_SNAPSHOT, ERR_BUSY}, {SQLITE_LOCKED, ERR_BUSY},
      {SQLITE_NOMEM, ERR_NOMEM}, {SQLITE_IOERR_NOMEM, ERR_IO}, {SQLITE_FULL, ERR_FULL},
      {SQLITE_IOERR_SHMSIZE, ERR_FULL}, {SQLITE_IOERR_FSYNC, ERR_IO},
      {SQLITE_READONLY, ERR_READ_ONLY}, {SQLITE_READONLY_RECOVERY, ERR_IO},
      {SQLITE_CANTOPEN, ERR_IO}, {SQLITE_PERM, ERR_IO}, {SQLITE_CORRUPT, ERR_DAMAGED},
      {SQLITE_NOTADB, ERR_DAMAGED}, {SQLITE_AUTH, ERR_DENIED},
      {SQLITE_CONSTRAINT_UNIQUE, ERR_EXISTS}, {SQLITE_MISUSE, ERR_INTERNAL}};
  struct blog *b = *state;
  for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
    assert_err(sqlite_error(b->site->db, codes[i].code), codes[i].e);
}

static void a_statement_that_does_not_fit_is_damage(void **state) {
  struct blog *b = *state;
  struct db *s = b->site->db;
  struct statement *st = NULL;
  assert_err(sqlite_prepare(s, "SELECT a FROM nowhere", &st), ERR_DAMAGED);
  assert_null(st);
  assert_non_null(strstr(db_message(s), "nowhere"));
  assert_err(sqlite_prepare_error(s, SQLITE_BUSY), ERR_BUSY);
  statement_finalize(NULL);
}

static void values_last_until_they_are_cleared(void **state) {
  struct blog *b = *state;
  struct statement *st = NULL;
  sqlite3_set_authorizer(b->site->db->handle, NULL, NULL);
  assert_err(sqlite_prepare(b->site->db, "SELECT ?1", &st), OK);
  assert_int_equal(sqlite3_bind_int(sqlite_of(st), 1, 7), SQLITE_OK);
  assert_int_equal(sqlite3_step(sqlite_of(st)), SQLITE_ROW);
  statement_reset(st);
  assert_false(sqlite3_stmt_busy(sqlite_of(st)));
  assert_int_equal(sqlite3_step(sqlite_of(st)), SQLITE_ROW);
  assert_int_equal(sqlite3_column_int(sqlite_of(st), 0), 7);
  st->engine->clear(st);
  assert_int_equal(sqlite3_step(sqlite_of(st)), SQLITE_ROW);
  assert_int_equal(sqlite3_column_type(sqlite_of(st), 0), SQLITE_NULL);
  statement_finalize(st);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_sqlite_test(codes_of_sqlite_become_errors),
      support_sqlite_test(a_statement_that_does_not_fit_is_damage),
      support_sqlite_test(values_last_until_they_are_cleared),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
