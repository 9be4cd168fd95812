#include "db/sqlite/wal_vfs.h"

#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <sqlite3.h>

#include "support.h"

enum { TABLES = 20 };

struct rig {
  char *folder, file[500];
  sqlite3 *db, *other; /* of two VFS */
};

static void run(sqlite3 *db, const char *sql) {
  char *why = NULL;
  if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
    fail_msg("%s: %s", sql, why);
}

static int64_t number(sqlite3 *db, const char *sql) {
  sqlite3_stmt *st;
  assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_step(st), SQLITE_ROW);
  int64_t n = sqlite3_column_int64(st, 0);
  sqlite3_finalize(st);
  return n;
}

static sqlite3 *opened(const char *file, const char *vfs) {
  sqlite3 *db;
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  assert_int_equal(sqlite3_open_v2(file, &db, flags, vfs), SQLITE_OK);
  run(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL");
  return db;
}

static void in_each_table(sqlite3 *db, const char *sql) {
  for (int i = 0; i < TABLES; i++) {
    char *text = sqlite3_mprintf(sql, i);
    run(db, text);
    sqlite3_free(text);
  }
}

static int set_up(void **state) {
  struct rig *r = calloc(1, sizeof *r);
  r->folder = support_folder();
  snprintf(r->file, sizeof r->file, "%s/a.db", r->folder);
  r->db = opened(r->file, wal_vfs_name());
  r->other = opened(r->file, NULL);
  in_each_table(r->db, "CREATE TABLE t%d(id INTEGER PRIMARY KEY, text TEXT)");
  *state = r;
  return 0;
}

static int tear_down(void **state) {
  struct rig *r = *state;
  assert_int_equal(sqlite3_close(r->db), SQLITE_OK);
  assert_int_equal(sqlite3_close(r->other), SQLITE_OK);
  support_remove(r->folder);
  free(r->folder);
  free(r);
  return 0;
}

/* System calls of this process that write, as the kernel has counted them; -1 if it
 * does not. */
static long writes(void) {
  char line[100];
  long n = -1;
  FILE *f = fopen("/proc/self/io", "r");
  while (f && fgets(line, sizeof line, f))
    if (strncmp(line, "syscw: ", 7) == 0)
      n = strtol(line + 7, NULL, 10);
  if (f)
    fclose(f);
  return n;
}

static long writes_of_commit(sqlite3 *db) {
  run(db, "BEGIN IMMEDIATE");
  in_each_table(db, "INSERT INTO t%d(text) VALUES ('A comment.')");
  long before = writes();
  run(db, "COMMIT");
  return writes() - before;
}

static void a_change_is_written_at_once(void **state) {
  struct rig *r = *state;
  if (writes() < 0)
    skip();
  /* The first one of a process starts the log again, or reads it. */
  writes_of_commit(r->db);
  writes_of_commit(r->other);
  assert_in_range(writes_of_commit(r->db), 1, 2);
  assert_in_range(writes_of_commit(r->other), 2 * TABLES, 2 * TABLES + 2);
}

static void others_see_what_was_committed(void **state) {
  struct rig *r = *state;
  for (int i = 1; i <= 200; i++) {
    in_each_table(i % 3 ? r->db : r->other, "INSERT INTO t%d(text) VALUES ('x')");
    assert_int_equal(number(r->db, "SELECT count(*) FROM t7"), i);
    assert_int_equal(number(r->other, "SELECT count(*) FROM t7"), i);
  }
  assert_int_equal(number(r->other, "SELECT count(*) FROM pragma_integrity_check"
                                    " WHERE integrity_check = 'ok'"),
      1);
}

/* Eight rows take about a page. */
static void fill(sqlite3 *db, int64_t rows) {
  char *sql =
      sqlite3_mprintf("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1"
                      " FROM n WHERE i < %lld)"
                      " INSERT INTO t0(text) SELECT printf('%%0500d', i) FROM n",
          rows);
  run(db, sql);
  sqlite3_free(sql);
}

/* With room for ten pages, SQLite writes to the log before COMMIT, and reads from it,
 * also what was not passed on yet. */
static void a_large_change_is_read_before_it_is_committed(void **state) {
  struct rig *r = *state;
  static const char sum[] = "SELECT sum(length(text)) FROM t0";
  int64_t total = 0;
  run(r->db, "PRAGMA cache_size=10");
  for (int64_t rows = 100; rows < 4000; rows += rows / 2) {
    run(r->db, "BEGIN IMMEDIATE");
    fill(r->db, rows);
    assert_int_equal(number(r->db, sum), total + rows * 500);
    assert_int_equal(
        number(r->other, "SELECT coalesce(sum(length(text)), 0) FROM t0"), total);
    run(r->db, "UPDATE t0 SET text = text || 'x' WHERE id % 7 = 0");
    total = number(r->db, sum);
    run(r->db, "COMMIT");
    assert_int_equal(number(r->other, sum), total);
  }
  run(r->other, "PRAGMA wal_checkpoint(TRUNCATE)");
  assert_int_equal(number(r->db, sum), total);
}

/* What is left of a change that was undone must not overwrite the next one, which is at
 * the same place of the log. */
static void nothing_is_written_after_a_rollback(void **state) {
  struct rig *r = *state;
  run(r->db, "PRAGMA cache_size=10");
  for (int i = 0; i < 5; i++) {
    run(r->db, "BEGIN IMMEDIATE");
    fill(r->db, 100 + 30 * i);
    run(r->db, "ROLLBACK");
    in_each_table(r->other, "INSERT INTO t%d(text) VALUES ('Another process.')");
    run(r->db, "INSERT INTO t1(text) VALUES ('This one.')");
  }
  assert_int_equal(sqlite3_close(r->other), SQLITE_OK);
  assert_int_equal(sqlite3_close(r->db), SQLITE_OK);
  r->db = opened(r->file, wal_vfs_name());
  r->other = opened(r->file, NULL);
  assert_int_equal(number(r->db, "SELECT count(*) FROM t0"), 5);
  assert_int_equal(number(r->db, "SELECT count(*) FROM t1"), 10);
  assert_int_equal(number(r->db, "SELECT count(*) FROM pragma_integrity_check"
                                 " WHERE integrity_check = 'ok'"),
      1);
}

static off_t size_of_log(const struct rig *r) {
  struct stat st;
  char path[510];
  snprintf(path, sizeof path, "%s-wal", r->file);
  assert_int_equal(stat(path, &st), 0);
  return st.st_size;
}

/* Usually something is read before that. Nothing else may depend on it. */
static void the_log_is_written_before_the_lock_is_released(void **state) {
  struct rig *r = *state;
  sqlite3_file *log = NULL;
  sqlite3_int64 size = 0;
  run(r->db, "BEGIN IMMEDIATE");
  assert_int_equal(
      sqlite3_file_control(r->db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log),
      SQLITE_OK);
  off_t before = size_of_log(r);
  assert_int_equal(log->pMethods->xWrite(log, "0123456", 8, before), SQLITE_OK);
  assert_int_equal(log->pMethods->xWrite(log, "89abcde", 8, before + 8), SQLITE_OK);
  assert_int_equal(size_of_log(r), before);
  run(r->db, "ROLLBACK");
  assert_int_equal(size_of_log(r), before + 16);
  run(r->db, "BEGIN IMMEDIATE");
  assert_int_equal(log->pMethods->xWrite(log, "0123456", 8, before + 16), SQLITE_OK);
  assert_int_equal(log->pMethods->xFileSize(log, &size), SQLITE_OK);
  assert_int_equal(size, before + 24);
  assert_int_equal(log->pMethods->xWrite(log, "0123456", 8, before + 24), SQLITE_OK);
  assert_int_equal(log->pMethods->xTruncate(log, before), SQLITE_OK);
  run(r->db, "ROLLBACK");
  assert_int_equal(size_of_log(r), before);
  in_each_table(r->db, "INSERT INTO t%d(text) VALUES ('x')");
  assert_int_equal(number(r->other, "SELECT count(*) FROM t19"), 1);
}

/* A limit to the size of files stands for a full disk. */
static void a_change_that_cannot_be_written_fails(void **state) {
  struct rig *r = *state;
  struct rlimit old, small;
  assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
  small = (struct rlimit){(rlim_t)size_of_log(r) + 10000, old.rlim_max};
  signal(SIGXFSZ, SIG_IGN);
  run(r->db, "BEGIN IMMEDIATE");
  in_each_table(r->db, "INSERT INTO t%d(text) VALUES ('Lost.')");
  assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
  assert_int_not_equal(sqlite3_exec(r->db, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
  assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
  if (!sqlite3_get_autocommit(r->db))
    run(r->db, "ROLLBACK");
  assert_int_equal(number(r->db, "SELECT count(*) FROM t0"), 0);
  in_each_table(r->db, "INSERT INTO t%d(text) VALUES ('Kept.')");
  assert_int_equal(number(r->other, "SELECT count(*) FROM t19"), 1);
}

/* SQLite was told that the frames are written, and goes on after an error of reading.
 */
static void a_failure_stays_until_the_lock_is_released(void **state) {
  struct rig *r = *state;
  struct rlimit old, small;
  sqlite3_file *log = NULL;
  char bytes[8];
  run(r->db, "BEGIN IMMEDIATE");
  assert_int_equal(
      sqlite3_file_control(r->db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log),
      SQLITE_OK);
  off_t before = size_of_log(r);
  assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
  small = (struct rlimit){(rlim_t)before, old.rlim_max};
  signal(SIGXFSZ, SIG_IGN);
  assert_int_equal(log->pMethods->xWrite(log, "0123456", 8, before), SQLITE_OK);
  assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
  assert_int_not_equal(log->pMethods->xRead(log, bytes, 8, 0), SQLITE_OK);
  assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
  assert_int_not_equal(log->pMethods->xWrite(log, "0123456", 8, before), SQLITE_OK);
  assert_int_not_equal(log->pMethods->xSync(log, SQLITE_SYNC_NORMAL), SQLITE_OK);
  run(r->db, "ROLLBACK");
  in_each_table(r->db, "INSERT INTO t%d(text) VALUES ('x')");
  assert_int_equal(number(r->other, "SELECT count(*) FROM t19"), 1);
}

static void other_files_are_sqlites_own(void **state) {
  struct rig *r = *state;
  char file[510];
  sqlite3 *db;
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  assert_string_equal(wal_vfs_name(), wal_vfs_name());
  snprintf(file, sizeof file, "%s/b.db", r->folder);
  assert_int_equal(sqlite3_open_v2(file, &db, flags, wal_vfs_name()), SQLITE_OK);
  run(db, "PRAGMA temp_store=FILE; PRAGMA cache_size=2; CREATE TABLE t0(id INTEGER"
          " PRIMARY KEY, text TEXT)");
  fill(db, 3000);
  run(db, "CREATE INDEX i ON t0(text)");
  assert_int_equal(number(db, "SELECT sum(length(text)) FROM t0"), 1500000);
  assert_int_equal(sqlite3_close(db), SQLITE_OK);
  snprintf(file, sizeof file, "%s/none/b.db", r->folder);
  assert_int_equal(sqlite3_open_v2(file, &db, flags, wal_vfs_name()), SQLITE_CANTOPEN);
  sqlite3_close(db);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(a_change_is_written_at_once, set_up, tear_down),
      cmocka_unit_test_setup_teardown(others_see_what_was_committed, set_up, tear_down),
      cmocka_unit_test_setup_teardown(
          a_large_change_is_read_before_it_is_committed, set_up, tear_down),
      cmocka_unit_test_setup_teardown(
          nothing_is_written_after_a_rollback, set_up, tear_down),
      cmocka_unit_test_setup_teardown(
          the_log_is_written_before_the_lock_is_released, set_up, tear_down),
      cmocka_unit_test_setup_teardown(
          a_change_that_cannot_be_written_fails, set_up, tear_down),
      cmocka_unit_test_setup_teardown(
          a_failure_stays_until_the_lock_is_released, set_up, tear_down),
      cmocka_unit_test_setup_teardown(other_files_are_sqlites_own, set_up, tear_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
