#include "db/model/comment_row.h"

#include "db/connection.h"
#include "db/db.h"
#include "db/sqlite/sqlite_statement.h"
#include "db/statement.h"
#include "fail_alloc.h"
#include "support_site.h"

/* A statement in memory with one row of the columns that comment_row_read expects. */
struct row {
  struct db *db;
  struct statement *st;
};

static void row_query(struct row *r, const char *sql) {
  r->db = connection_new(ROLE_COMMAND, &sqlite_engine);
  assert_int_equal(sqlite3_open(":memory:", &r->db->handle), SQLITE_OK);
  assert_err(sqlite_prepare(r->db, sql, &r->st), OK);
}

static void row_open(struct row *r, const char *columns) {
  char sql[400];
  snprintf(sql, sizeof sql, "SELECT %s", columns);
  row_query(r, sql);
  assert_err(statement_one(r->db, r->st), OK);
}

static void row_close(struct row *r) {
  statement_finalize(r->st);
  db_close(r->db);
}

static void names_and_statuses_match(void **state) {
  enum comment_status found = COMMENT_SPAM;
  (void)state;
  for (int i = COMMENT_APPROVE; i <= COMMENT_TRASH; i++) {
    assert_true(
        comment_status_find(comment_status_name((enum comment_status)i), &found));
    assert_int_equal(found, i);
  }
  assert_false(comment_status_find("approved", &found));
  assert_false(comment_status_find("", &found));
  assert_int_equal(found, COMMENT_TRASH);
}

static void every_column_is_read(void **state) {
  struct arena *a = arena_new(1 << 20);
  struct comment c;
  struct row r;
  (void)state;
  row_open(
      &r, "5, 6, NULL, 'pingback', 'hold', 'Ada', '/u', 's', 'h', 3, 99, 'wp:1', 1");
  assert_err(comment_row_read(a, r.st, &c), OK);
  assert_int_equal(c.id, 5);
  assert_int_equal(c.article_id, 6);
  assert_int_equal(c.parent_id, 0);
  assert_int_equal(c.status, COMMENT_HOLD);
  assert_string_equal(c.type, "pingback");
  assert_string_equal(c.author, "Ada");
  assert_string_equal(c.url, "/u");
  assert_string_equal(c.source, "s");
  assert_string_equal(c.html, "h");
  assert_int_equal(c.renderer, 3);
  assert_int_equal(c.created_at, 99);
  assert_string_equal(c.source_key, "wp:1");
  assert_true(c.by_author);
  row_close(&r);
  arena_free(a);
}

static void an_unknown_status_is_damage(void **state) {
  struct arena *a = arena_new(1 << 20);
  struct comment c = {.id = -1};
  struct row r;
  (void)state;
  row_open(&r, "5, 6, 1, 'comment', 'odd', 'Ada', '', '', '', 3, 99, NULL, 0");
  assert_err(comment_row_read(a, r.st, &c), ERR_DAMAGED);
  assert_int_equal(c.id, -1);
  row_close(&r);
  arena_free(a);
}

static enum err read_row(void *context) {
  struct row *r = context;
  struct comment c;
  struct arena *a = arena_new(1 << 20);
  enum err e = a ? comment_row_read(a, r->st, &c) : ERR_NOMEM;
  arena_free(a);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  struct row r;
  (void)state;
  row_open(&r, "5, 6, 1, 'comment', 'spam', 'Ada', '', '', '', 3, 99, 'wp:1', 0");
  fail_alloc_each(read_row, &r);
  row_close(&r);
}

static void counts_have_a_place_for_each_status(void **state) {
  struct blog *b = *state;
  int64_t out[4] = {9, 9, 9, 9};
  struct row r;
  row_query(&r, "VALUES ('spam', 3), ('hold', 1)");
  assert_err(comment_row_counts(b->site->db, r.st, out), OK);
  assert_int_equal(out[COMMENT_APPROVE], 0);
  assert_int_equal(out[COMMENT_HOLD], 1);
  assert_int_equal(out[COMMENT_SPAM], 3);
  assert_int_equal(out[COMMENT_TRASH], 0);
  row_close(&r);
  row_query(&r, "VALUES ('spam', 4), ('odd', 1)");
  assert_err(comment_row_counts(b->site->db, r.st, out), ERR_DAMAGED);
  assert_int_equal(out[COMMENT_SPAM], 3);
  row_close(&r);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_and_statuses_match),
      cmocka_unit_test(every_column_is_read),
      cmocka_unit_test(an_unknown_status_is_damage),
      cmocka_unit_test(a_failed_allocation_is_reported),
      support_site_test(counts_have_a_place_for_each_status),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
