#include "db/db_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include "db/connection.h"
#include "db/db.h"
#include "db/sqlite/sqlite_statement.h"
#include "db/txn.h"
#include "support.h"

static char *folder, file[500], other[500], wal[510];

static int set_up(void **state) {
  (void)state;
  folder = support_folder();
  snprintf(file, sizeof file, "%s/a.db", folder);
  snprintf(other, sizeof other, "%s/b.db", folder);
  snprintf(wal, sizeof wal, "%s-wal", file);
  return db_create(file) || db_create(other);
}

static int tear_down(void **state) {
  (void)state;
  support_remove(folder);
  free(folder);
  return 0;
}

static struct db *opened(const char *path) {
  struct db *s = NULL;
  assert_err(db_open(&s, path, ROLE_COMMAND), OK);
  return s;
}

static enum err invalidate(struct db *s, void *context) {
  (void)context;
  return txn_invalidate(s, DEP_ARTICLE, 7);
}

/* The replacement comes between the first comparison and COMMIT, or before both. */
static enum err replace(struct db *s, void *context) {
  (void)context;
  assert_int_equal(rename(other, file), 0);
  return txn_invalidate(s, DEP_ARTICLE, 7);
}

static int64_t revision(struct db *s) {
  int64_t n = -1;
  assert_err(txn_revision(s, DEP_ARTICLE, 7, &n), OK);
  return n;
}

static void a_file_is_itself_until_it_is_replaced(void **state) {
  struct db *s = opened(file);
  (void)state;
  assert_false(db_file_is_replaced(s));
  assert_err(txn_write(s, invalidate, NULL), OK);
  assert_int_equal(unlink(file), 0);
  assert_true(db_file_is_replaced(s));
  assert_int_equal(rename(other, file), 0);
  assert_true(db_file_is_replaced(s));
  assert_err(txn_write(s, invalidate, NULL), ERR_REPLACED);
  db_close(s);
}

static void a_copy_without_a_name_is_never_replaced(void **state) {
  struct db *s = connection_new(ROLE_COMMAND, &sqlite_engine);
  (void)state;
  assert_false(db_file_is_replaced(s));
  db_close(s);
}

static void a_change_in_the_old_file_is_undone(void **state) {
  struct db *s = opened(file);
  (void)state;
  assert_err(txn_write(s, replace, NULL), ERR_REPLACED);
  assert_int_equal(revision(s), 0);
  db_close(s);
}

static void replace_after_the_hook(void *context, bool committed) {
  (void)context;
  assert_false(committed);
}

static enum err replace_by_the_hook(
    struct db *s, void *context, const struct txn_changes *changes) {
  (void)s;
  (void)context;
  (void)changes;
  return rename(other, file) == 0 ? OK : ERR_IO;
}

static void a_file_replaced_by_the_time_of_commit_is_noticed(void **state) {
  struct db *s = opened(file);
  (void)state;
  txn_set_hook(s, replace_by_the_hook, replace_after_the_hook, NULL);
  assert_err(txn_write(s, invalidate, NULL), ERR_REPLACED);
  db_close(s);
}

/* Otherwise SQLite would apply the log of the old file to the new one. */
static void the_log_goes_with_the_old_file(void **state) {
  char kept[510];
  struct db *first = opened(file), *second = opened(file);
  (void)state;
  snprintf(kept, sizeof kept, "%s/old.db", folder);
  assert_err(txn_write(first, invalidate, NULL), OK);
  int64_t before = revision(first);
  assert_true(before > 0);
  assert_int_equal(rename(file, kept), 0);
  assert_int_equal(rename(other, file), 0);
  assert_err(db_file_retire(first), OK);
  assert_int_equal(access(wal, F_OK), -1);
  struct db *fresh = opened(file);
  assert_int_equal(revision(fresh), 0);
  assert_err(txn_write(fresh, invalidate, NULL), OK);
  /* The second connection must leave the new log alone. */
  assert_err(db_file_retire(second), OK);
  assert_int_equal(access(wal, F_OK), 0);
  assert_err(txn_write(fresh, invalidate, NULL), OK);
  assert_true(revision(fresh) > 0);
  db_close(first);
  db_close(second);
  assert_false(db_file_is_replaced(fresh));
  db_close(fresh);
  struct db *old = opened(kept);
  assert_int_equal(revision(old), before);
  db_close(old);
}

/* The file is the same again, but its log is another one. */
static void a_file_that_comes_back_is_noticed(void **state) {
  char kept[510];
  struct db *first = opened(file), *second = opened(file);
  (void)state;
  snprintf(kept, sizeof kept, "%s/old.db", folder);
  assert_int_equal(rename(file, kept), 0);
  assert_err(db_file_retire(first), OK);
  assert_int_equal(rename(kept, file), 0);
  assert_true(db_file_is_replaced(first));
  assert_true(db_file_is_replaced(second));
  struct db *fresh = opened(file);
  assert_err(txn_write(second, invalidate, NULL), ERR_REPLACED);
  assert_err(txn_write(fresh, invalidate, NULL), OK);
  db_close(first);
  db_close(second);
  db_close(fresh);
}

/* A log that is not completely in the file must not be removed. */
static void a_reader_of_the_old_file_delays_it(void **state) {
  struct db *s = opened(file), *reader = opened(file);
  (void)state;
  sqlite3_busy_timeout(s->handle, 10);
  assert_err(txn_write(s, invalidate, NULL), OK);
  assert_err(db_read_begin(reader), OK);
  revision(reader);
  assert_err(txn_write(s, invalidate, NULL), OK);
  assert_int_equal(rename(other, file), 0);
  assert_err(db_file_retire(s), ERR_BUSY);
  assert_int_equal(access(wal, F_OK), 0);
  db_read_end(reader);
  assert_err(db_file_retire(s), OK);
  assert_int_equal(access(wal, F_OK), -1);
  db_close(reader);
  db_close(s);
}

int main(void) {
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
  const struct CMUnitTest tests[] = {
      T(a_file_is_itself_until_it_is_replaced),
      T(a_copy_without_a_name_is_never_replaced),
      T(a_change_in_the_old_file_is_undone),
      T(a_file_replaced_by_the_time_of_commit_is_noticed),
      T(the_log_goes_with_the_old_file),
      T(a_file_that_comes_back_is_noticed),
      T(a_reader_of_the_old_file_delays_it),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
