#include "import/threads/import_isso.h"

#include <sqlite3.h>

#include "threads_support.h"

#define TABLES                                                                         \
  "CREATE TABLE threads (id INTEGER PRIMARY KEY, uri VARCHAR(256) UNIQUE, title);"     \
  "CREATE TABLE comments (tid REFERENCES threads(id), id INTEGER PRIMARY KEY, parent"  \
  " INTEGER, created FLOAT NOT NULL, mode INTEGER, remote_addr, text VARCHAR, author," \
  " email, website, voters BLOB);"                                                     \
  "INSERT INTO threads VALUES (1, '/2026/01/one', 'One'), (2,"                         \
  " 'https://old.example/2026/01/two/#isso-thread', NULL), (3, '/lost/', 'x');"
#define COMMENT(id, thread, parent, mode, text, author)                                \
  "INSERT INTO comments VALUES (" #thread ", " #id ", " #parent ", 1500000000." #id    \
  ", " #mode ", '192.0.2.7', " text ", " author                                        \
  ", 'r@reader.example', 'reader.example',"                                            \
  " x'00');"

/* The folder of a database made by that SQL, "comments.db" in it. */
static char *make(const char *sql) {
  char path[300], *folder = support_folder();
  sqlite3 *db;
  snprintf(path, sizeof path, "%s/comments.db", folder);
  assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
  if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
    fail_msg("%s", sqlite3_errmsg(db));
  sqlite3_close(db);
  return folder;
}

static void import_it(struct blog *b, const char *folder, struct support_import *done) {
  char path[300];
  if (support_number(b, "SELECT count(*) FROM article") == 0) {
    struct article_input one = support_article_input("one"),
                         two = support_article_input("two");
    support_save(b, &one);
    support_save(b, &two);
  }
  snprintf(path, sizeof path, "%s/comments.db", folder);
  assert_err(support_import(b, path, NULL, done), OK);
}

static void comments_come_with_their_status(void **state) {
  struct blog *b = *state;
  struct support_import done;
  char *folder = make(TABLES COMMENT(1, 1, NULL, 1, "'a *bold* word'", "'Ada'") COMMENT(
      2, 1, 1, 4, "''", "NULL") COMMENT(3, 1, 2, 1, "'reply'", "NULL")
          COMMENT(4, 2, NULL, 2, "'waits'", "''") COMMENT(5, 3, NULL, 1, "'x'", "'E'")
              COMMENT(6, 2, NULL, 1, "CAST(x'61ff' AS TEXT)", "'F'"));
  import_it(b, folder, &done);
  assert_int_equal(done.counts[IMPORT_UPDATED], 2);
  assert_int_equal(done.counts[IMPORT_ERROR], 1);
  assert_non_null(strstr(buf_text(&done.text), "/lost/: no article has this address"));
  assert_non_null(strstr(buf_text(&done.text), "comments that are not UTF-8 (1)"));
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment"), 3);
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM comment WHERE html LIKE '%<em>bold%'"),
      1);
  assert_int_equal(support_number(b, "SELECT parent_id = 1 FROM comment WHERE source ="
                                     " 'reply' AND author = 'Anonymous'"),
      1);
  assert_int_equal(
      support_number(b, "SELECT status = 'hold' FROM comment WHERE source = 'waits'"),
      1);
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment WHERE url ="
                                     " 'https://reader.example' AND created_at >"
                                     " 1500000000000000"),
      3);
  buf_free(&done.text);
  import_it(b, folder, &done);
  assert_int_equal(done.counts[IMPORT_UNCHANGED], 2);
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment"), 3);
  buf_free(&done.text);
  /* The server is running, or crashed. */
  support_import_file(folder, "comments.db-journal", "x");
  import_it(b, folder, &done);
  assert_int_equal(done.counts[IMPORT_FAILED], 1);
  assert_non_null(strstr(buf_text(&done.text), "not in the file yet"));
  buf_free(&done.text);
  free(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(comments_come_with_their_status),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
