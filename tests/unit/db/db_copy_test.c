#include "db/db_copy.h"

#include <unistd.h>

#include "db/connection.h"
#include "db/txn.h"
#include "support.h"

static int64_t number(struct db *s, const char *sql) {
  sqlite3_stmt *st = NULL;
  assert_int_equal(sqlite3_prepare_v2(s->handle, sql, -1, &st, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_step(st), SQLITE_ROW);
  int64_t n = sqlite3_column_int64(st, 0);
  sqlite3_finalize(st);
  return n;
}

static enum err touch(struct db *s, void *context) {
  (void)context;
  return txn_invalidate(s, DEP_SITE, 0);
}

static void a_copy_is_equal_and_independent(void **state) {
  char file[512], *folder = support_folder();
  struct db *first = NULL, *copy = NULL;
  int64_t revision = -1;
  (void)state;
  snprintf(file, sizeof file, "%s/x.db", folder);
  assert_err(db_create(file), OK);
  assert_err(db_open(&first, file, ROLE_COMMAND), OK);
  assert_err(txn_write(first, touch, NULL), OK);
  assert_err(db_copy(first, &copy), OK);
  int64_t change = number(first, "SELECT change FROM site");
  assert_int_equal(number(copy, "SELECT change FROM site"), change);
  assert_memory_equal(db_secret(copy), db_secret(first), CRYPT_KEY);
  assert_err(txn_write(copy, touch, NULL), OK);
  assert_err(txn_revision(copy, DEP_SITE, 0, &revision), OK);
  assert_int_equal(revision, change + 1);
  assert_int_equal(number(first, "SELECT change FROM site"), change);
  /* The authorizer and the foreign keys are active here too. */
  assert_int_equal(
      sqlite3_exec(copy->handle, "PRAGMA user_version", NULL, NULL, NULL), SQLITE_AUTH);
  assert_int_equal(sqlite3_exec(copy->handle,
                       "INSERT INTO article_tag(article_id, tag_id) VALUES (1, 1)",
                       NULL, NULL, NULL),
      SQLITE_CONSTRAINT_FOREIGNKEY);
  db_close(copy);
  db_close(first);
  free(folder);
}

static void a_copy_in_a_file_is_complete(void **state) {
  char file[512], copied[512], log[600], *folder = support_folder();
  struct db *first = NULL, *copy = NULL;
  (void)state;
  snprintf(file, sizeof file, "%s/x.db", folder);
  snprintf(copied, sizeof copied, "%s/copy.db", folder);
  snprintf(log, sizeof log, "%s-wal", copied);
  support_write(folder, "copy.db", "");
  assert_err(db_create(file), OK);
  assert_err(db_open(&first, file, ROLE_COMMAND), OK);
  assert_err(txn_write(first, touch, NULL), OK); /* in the log, not in the file */
  assert_err(db_copy_to(first, copied, &copy), OK);
  db_close(copy);
  assert_int_not_equal(access(log, F_OK), 0);
  assert_err(db_open(&copy, copied, ROLE_COMMAND), OK);
  assert_int_equal(number(copy, "SELECT change FROM site"),
      number(first, "SELECT change FROM site"));
  db_close(copy);
  db_close(first);
  free(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_copy_is_equal_and_independent),
      cmocka_unit_test(a_copy_in_a_file_is_complete),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
