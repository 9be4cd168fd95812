#include "db/db_forget.h"

#include "fail_alloc.h"
#include "site/comments/comment_moderate.h"
#include "site/site_link.h"
#include "support_site.h"

#include <sqlite3.h>
#include <stdio.h>

static int64_t pending(struct blog *b) {
  return support_number(b, "SELECT forgets - forgotten FROM site");
}

static int64_t add(struct blog *b) {
  struct article_input d = support_article_input("talk");
  return support_comment(b, support_save(b, &d), 0, COMMENT_HOLD);
}

static void what_is_deleted_is_counted(void **state) {
  struct blog *b = *state;
  int64_t id = add(b);
  assert_err(db_forget(b->site->db), OK);
  assert_int_equal(pending(b), 0);
  assert_err(support_moderate(b->site, id, COMMENT_TRASH), OK);
  assert_int_equal(pending(b), 0);
  assert_err(comment_moderate_delete(b->site, id), OK);
  assert_int_equal(pending(b), 1);
  assert_err(db_forget(b->site->db), OK);
  assert_int_equal(pending(b), 0);
}

static void the_web_has_no_part_in_it(void **state) {
  struct blog *b = *state;
  assert_err(db_forget(b->web->db), ERR_DENIED);
}

/* Somebody reads an older state, and somebody else has written since. */
static void a_reader_delays_it(void **state) {
  struct blog *b = *state;
  char file[500];
  sqlite3 *other = NULL;
  int64_t id = add(b);
  snprintf(file, sizeof file, "%s/pamphlet.db", b->site->dir);
  assert_int_equal(sqlite3_open(file, &other), SQLITE_OK);
  assert_int_equal(
      sqlite3_exec(other, "BEGIN; SELECT count(*) FROM comment", NULL, NULL, NULL),
      SQLITE_OK);
  assert_err(comment_moderate_delete(b->site, id), OK);
  assert_err(db_forget(b->site->db), ERR_BUSY);
  assert_true(pending(b) > 0);
  sqlite3_close(other);
  assert_err(db_forget(b->site->db), OK);
  assert_int_equal(pending(b), 0);
}

static enum err delete_and_forget(void *context) {
  struct blog *b = context;
  struct site *link = NULL;
  enum err e = site_link_open(&link, b->web);
  if (!e)
    e = db_forget(link->db);
  site_link_close(link);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  struct blog *b = *state;
  assert_true(pending(b) > 0);
  fail_alloc_each(delete_and_forget, b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_sqlite_test(what_is_deleted_is_counted),
      support_sqlite_test(the_web_has_no_part_in_it),
      support_sqlite_test(a_reader_delays_it),
      support_sqlite_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
