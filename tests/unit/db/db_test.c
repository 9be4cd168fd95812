#include "db/db.h"

#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/connection.h"
#include "db/txn.h"
#include "fail_alloc.h"
#include "support.h"

static char *folder, file[512];

static int set_up(void **state) {
  (void)state;
  folder = support_folder();
  snprintf(file, sizeof file, "%s/x%%20 y.db", folder);
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  support_remove(folder);
  free(folder);
  return 0;
}

static int64_t pragma(struct db *s, const char *sql) {
  sqlite3_stmt *st = NULL;
  sqlite3_set_authorizer(s->handle, NULL, NULL);
  assert_int_equal(sqlite3_prepare_v2(s->handle, sql, -1, &st, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_step(st), SQLITE_ROW);
  int64_t n = sqlite3_column_int64(st, 0);
  sqlite3_finalize(st);
  sqlite3_set_authorizer(s->handle, roles_authorize, &s->role);
  return n;
}

static void a_new_database_is_for_owner_and_group(void **state) {
  struct stat st;
  struct db *s = NULL;
  (void)state;
  assert_err(db_open(&s, file, ROLE_COMMAND), ERR_NOT_FOUND);
  assert_err(db_create(file), OK);
  assert_int_equal(stat(file, &st), 0);
  assert_int_equal(st.st_mode & 0777, 0660);
  assert_err(db_create(file), ERR_EXISTS);
  assert_err(db_open(&s, file, ROLE_COMMAND), OK);
  db_close(s);
  db_close(NULL);
}

/* The settings that durability, privacy and foreign keys depend on. */
static void a_connection_is_hardened(void **state) {
  struct db *s = NULL;
  (void)state;
  assert_err(db_create(file), OK);
  assert_err(db_open(&s, file, ROLE_WEB), OK);
  assert_int_equal(pragma(s, "PRAGMA synchronous"), 2);
  assert_int_equal(pragma(s, "PRAGMA foreign_keys"), 1);
  assert_int_equal(pragma(s, "PRAGMA secure_delete"), 1);
  assert_int_equal(pragma(s, "PRAGMA trusted_schema"), 0);
  assert_int_equal(
      sqlite3_exec(s->handle, "DROP TABLE comment", NULL, NULL, NULL), SQLITE_AUTH);
  db_close(s);
}

static enum err invalidate(struct db *s, void *context) {
  (void)context;
  return txn_invalidate(s, DEP_SITE, 0);
}

static void a_read_transaction_sees_one_snapshot(void **state) {
  struct db *reader = NULL, *writer = NULL;
  int64_t before = -1, now = -1;
  (void)state;
  assert_err(db_create(file), OK);
  assert_err(db_open(&reader, file, ROLE_WEB), OK);
  assert_err(db_open(&writer, file, ROLE_COMMAND), OK);
  db_read_end(reader); /* no read transaction is open */
  assert_err(db_read_begin(reader), OK);
  assert_err(txn_revision(reader, DEP_SITE, 0, &before), OK);
  assert_err(txn_write(writer, invalidate, NULL), OK);
  assert_err(txn_revision(reader, DEP_SITE, 0, &now), OK);
  assert_int_equal(now, before);
  db_read_end(reader);
  assert_err(txn_revision(reader, DEP_SITE, 0, &now), OK);
  assert_true(now > before);
  db_close(writer);
  db_close(reader);
}

static void a_reader_sees_changes_in_the_write_ahead_log(void **state) {
  struct db *reader = NULL, *writer = NULL;
  int64_t revision = -1, seen = -2;
  (void)state;
  assert_err(db_create(file), OK);
  assert_err(db_open(&writer, file, ROLE_COMMAND), OK);
  assert_err(txn_write(writer, invalidate, NULL), OK);
  assert_err(txn_revision(writer, DEP_SITE, 0, &revision), OK);
  assert_err(db_open_to_read(&reader, file), OK);
  assert_err(txn_revision(reader, DEP_SITE, 0, &seen), OK);
  assert_int_equal(seen, revision);
  db_close(reader);
  db_close(writer);
}

static void a_file_that_is_not_a_database_is_damaged(void **state) {
  struct db *s = NULL;
  char text[4096];
  (void)state;
  memset(text, 'x', sizeof text - 1);
  text[sizeof text - 1] = '\0';
  support_write(folder, "x%20 y.db", text);
  assert_err(db_open(&s, file, ROLE_COMMAND), ERR_DAMAGED);
  assert_null(s);
}

static void a_site_without_a_secret_is_damaged(void **state) {
  sqlite3 *raw = NULL;
  struct db *s = NULL;
  (void)state;
  assert_err(db_create(file), OK);
  assert_int_equal(sqlite3_open(file, &raw), SQLITE_OK);
  assert_int_equal(sqlite3_exec(raw, "DELETE FROM site", NULL, NULL, NULL), SQLITE_OK);
  sqlite3_close(raw);
  assert_err(db_open(&s, file, ROLE_COMMAND), ERR_DAMAGED);
  assert_null(s);
}

static void secrets_differ(void **state) {
  struct db *s = NULL;
  uint8_t first[CRYPT_KEY];
  (void)state;
  assert_err(db_create(file), OK);
  assert_err(db_open(&s, file, ROLE_WEB), OK);
  memcpy(first, db_secret(s), sizeof first);
  assert_non_null(db_message(s));
  db_close(s);
  assert_int_equal(unlink(file), 0);
  assert_err(db_create(file), OK);
  assert_err(db_open(&s, file, ROLE_WEB), OK);
  assert_memory_not_equal(first, db_secret(s), sizeof first);
  db_close(s);
}

static enum err open_and_read(void *context) {
  struct db *s = NULL;
  int64_t revision;
  (void)context;
  enum err e = db_open(&s, file, ROLE_COMMAND);
  if (e)
    assert_null(s);
  if (!e)
    e = txn_write(s, invalidate, NULL);
  if (!e)
    e = txn_revision(s, DEP_SITE, 0, &revision);
  db_close(s);
  return e;
}

static enum err create(void *context) {
  (void)context;
  unlink(file);
  return db_create(file);
}

static void failed_allocations_leave_nothing_open(void **state) {
  (void)state;
  assert_err(db_create(file), OK);
  fail_alloc_each(open_and_read, NULL);
  fail_alloc_each(create, NULL);
}

static enum err nothing(struct db *s, void *context) {
  (void)s;
  (void)context;
  return OK;
}

static void many_changes_have_more_memory_and_no_more_rights(void **state) {
  struct db *s = NULL;
  (void)state;
  assert_err(db_create(file), OK);
  assert_err(db_open(&s, file, ROLE_COMMAND), OK);
  for (int kib = 9000; kib >= 0; kib -= 9000) {
    db_change_many(s, kib);
    assert_int_equal(
        sqlite3_exec(s->handle, "PRAGMA cache_size=9", NULL, NULL, NULL), SQLITE_AUTH);
    assert_err(txn_write(s, nothing, NULL), OK);
    assert_int_equal(pragma(s, "PRAGMA cache_size"), kib ? -9000 : -2000);
    assert_int_equal(pragma(s, "PRAGMA wal_autocheckpoint"), kib ? 0 : 1000);
  }
  db_close(s);
}

int main(void) {
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
  const struct CMUnitTest tests[] = {
      T(a_new_database_is_for_owner_and_group),
      T(a_connection_is_hardened),
      T(a_read_transaction_sees_one_snapshot),
      T(a_reader_sees_changes_in_the_write_ahead_log),
      T(a_file_that_is_not_a_database_is_damaged),
      T(a_site_without_a_secret_is_damaged),
      T(secrets_differ),
      T(failed_allocations_leave_nothing_open),
      T(many_changes_have_more_memory_and_no_more_rights),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
