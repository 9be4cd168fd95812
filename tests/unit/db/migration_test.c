/* Databases of other versions of the program. */
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/db.h"
#include "support.h"

static char *folder, file[120];

static int set_up(void **state) {
  (void)state;
  folder = support_folder();
  snprintf(file, sizeof file, "%.100s/x.db", folder);
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  support_remove(folder);
  free(folder);
  return 0;
}

static void set_version(int version) {
  sqlite3 *db;
  char sql[64];
  assert_int_equal(sqlite3_open(file, &db), SQLITE_OK);
  snprintf(sql, sizeof sql, "PRAGMA user_version = %d", version);
  assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
  sqlite3_close(db);
}

static void test_an_empty_file(void **state) {
  struct db *s = NULL;
  struct stat st;
  int from = -1;
  (void)state;
  support_write(folder, "x.db", "");
  assert_err(db_open(&s, file, ROLE_WEB), ERR_NOT_FOUND);
  for (int i = 0; i < 2; i++)
    assert_err(db_upgrade(file, &from), ERR_NOT_FOUND);
  assert_int_equal(from, -1);
  assert_err(db_finish(file), OK);
  assert_err(db_open(&s, file, ROLE_WEB), OK);
  db_close(s);
  assert_int_equal(stat(file, &st), 0);
  assert_int_equal(st.st_mode & 0777, 0660);
}

static void test_a_second_upgrade_changes_nothing(void **state) {
  struct db *s = NULL;
  uint8_t secret[CRYPT_KEY];
  int from = -1;
  (void)state;
  assert_err(db_create(file), OK);
  assert_err(db_open(&s, file, ROLE_WEB), OK);
  memcpy(secret, db_secret(s), sizeof secret);
  db_close(s);
  for (int i = 0; i < 2; i++) {
    assert_err(db_upgrade(file, &from), OK);
    assert_int_equal(from, db_schema_version());
  }
  assert_err(db_open(&s, file, ROLE_WEB), OK);
  assert_memory_equal(secret, db_secret(s), sizeof secret);
  db_close(s);
}

static void test_a_newer_database_is_left_alone(void **state) {
  struct db *s = NULL;
  int from = -1, newer = db_schema_version() + 1;
  (void)state;
  assert_err(db_create(file), OK);
  set_version(newer);
  for (int i = 0; i < 2; i++) {
    assert_err(db_upgrade(file, &from), ERR_SCHEMA);
    assert_err(db_open(&s, file, ROLE_WEB), ERR_SCHEMA);
  }
  assert_int_equal(from, -1);
}

static void test_no_database(void **state) {
  int from = -1;
  (void)state;
  assert_err(db_upgrade(file, &from), ERR_NOT_FOUND);
  assert_int_not_equal(access(file, F_OK), 0);
  support_write(
      folder, "x.db", "This is a letter, not a database, and long enough.....");
  assert_err(db_upgrade(file, &from), ERR_DAMAGED);
}

int main(void) {
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
  const struct CMUnitTest tests[] = {T(test_an_empty_file),
      T(test_a_second_upgrade_changes_nothing), T(test_a_newer_database_is_left_alone),
      T(test_no_database)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
