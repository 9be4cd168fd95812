#include "db/isso_file.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include "base/buf.h"
#include "support.h"

#define TABLES                                                                           \
  "CREATE TABLE threads (id INTEGER PRIMARY KEY, uri VARCHAR(256) UNIQUE, title"         \
  " VARCHAR(256));"                                                                      \
  "CREATE TABLE comments (tid REFERENCES threads(id), id INTEGER PRIMARY KEY, parent"    \
  " INTEGER, created FLOAT NOT NULL, modified FLOAT, mode INTEGER, remote_addr VARCHAR," \
  " text VARCHAR, author VARCHAR, email VARCHAR, website VARCHAR, likes INTEGER DEFAULT" \
  " 0, dislikes INTEGER DEFAULT 0, voters BLOB NOT NULL, notification INTEGER DEFAULT 0);"

static struct buf seen;
static char why[ISSO_FILE_WHY];

static enum err note(void *context, const struct isso_comment *c) {
  const enum err *result = context;
  buf_printf(&seen, "%lld/%lld %lld %d %s %s|%s|%s|%s\n", (long long)c->id,
      (long long)c->parent, (long long)c->created, c->mode, c->uri, c->text, c->author,
      c->email, c->website);
  return result ? *result : OK;
}

/* Makes a database by that SQL and opens it as a file. */
static int make(const char *sql) {
  char path[300], *folder = support_folder();
  sqlite3 *db;
  snprintf(path, sizeof path, "%s/comments.db", folder);
  free(folder);
  assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
  if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
    fail_msg("%s", sqlite3_errmsg(db));
  sqlite3_close(db);
  int fd = open(path, O_RDWR);
  assert_true(fd >= 0);
  buf_clear(&seen);
  *why = '\0';
  return fd;
}

static void comments_are_read_in_order(void **state) {
  (void)state;
  int fd = make(TABLES
      "INSERT INTO threads VALUES (1, '/a/', 'A');"
      "INSERT INTO comments VALUES (1, 2, 1, 1500000000.25, NULL, 2, '192.0.2.0', 'two',"
      " NULL, NULL, NULL, 0, 0, x'00', 0);"
      "INSERT INTO comments VALUES (1, 1, NULL, 1400000000, NULL, 1, NULL, 'one', 'Ada',"
      " 'a@b.example', 'https://b.example', 0, 0, x'00', 0);"
      "INSERT INTO comments VALUES (9, 3, NULL, 'soon', NULL, 4, NULL, NULL, NULL, NULL,"
      " NULL, 0, 0, x'00', 0);");
  assert_err(isso_file_read(fd, note, NULL, why), OK);
  assert_string_equal(buf_text(&seen),
      "1/0 1400000000000000 1 /a/ one|Ada|a@b.example|https://b.example\n"
      "2/1 1500000000250000 2 /a/ two|||\n"
      "3/0 0 4  |||\n");
  enum err full = ERR_FULL;
  assert_err(isso_file_read(fd, note, &full, why), ERR_FULL);
  close(fd);
  buf_free(&seen);
}

/* A view could compute for ever, or call a function that writes files. */
static void nothing_in_the_file_is_run(void **state) {
  (void)state;
  int fd = make("CREATE TABLE threads (id INTEGER PRIMARY KEY, uri, title);"
                "CREATE TABLE c (tid, id, parent, created, mode, text, author, email,"
                " website);"
                "CREATE VIEW comments AS SELECT * FROM c;");
  assert_err(isso_file_read(fd, note, NULL, why), ERR_SYNTAX);
  close(fd);
  buf_free(&seen);
}

static void other_files_and_damage_are_refused(void **state) {
  char zeros[4096] = {0};
  (void)state;
  int fd = make("CREATE TABLE other (id);");
  assert_err(isso_file_read(fd, note, NULL, why), ERR_SYNTAX);
  assert_non_null(strstr(why, "is not a database of Isso"));
  close(fd);
  fd = make(TABLES "INSERT INTO threads VALUES (1, '/a/', 'A');");
  assert_int_equal(pwrite(fd, zeros, sizeof zeros, 4096), sizeof zeros);
  assert_err(isso_file_read(fd, note, NULL, why), ERR_SYNTAX);
  assert_non_null(strstr(why, "is damaged"));
  assert_int_equal(ftruncate(fd, 6000), 0);
  assert_err(isso_file_read(fd, note, NULL, why), ERR_SYNTAX);
  assert_int_equal(pwrite(fd, "no", 2, 0), 2);
  assert_err(isso_file_read(fd, note, NULL, why), ERR_SYNTAX);
  close(fd);
  buf_free(&seen);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(comments_are_read_in_order),
      cmocka_unit_test(nothing_in_the_file_is_run),
      cmocka_unit_test(other_files_and_damage_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
