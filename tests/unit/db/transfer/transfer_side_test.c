#include "db/transfer/transfer_side.h"

#include <string.h>

#include "db/connection.h"
#include "support_site.h"

static const struct transfer_table *table(const char *name) {
  for (size_t i = 0; i < transfer_table_count; i++)
    if (strcmp(transfer_tables[i].name, name) == 0)
      return &transfer_tables[i];
  fail_msg("no table %s", name);
  return NULL;
}

static int64_t number(struct blog *b, const char *sql) {
  int64_t n = -1;
  assert_err(transfer_side_number(b->site->db, sql, NULL, &n), OK);
  return n;
}

/* A comment on an article that is not there yet, which somebody follows. */
static void add_comment_first(struct blog *b) {
  struct db *s = b->site->db;
  transfer_side_unlock(s);
  assert_err(transfer_side_run(s,
                 "INSERT INTO follow(follower_id, article_id, comment_id, scope,"
                 " created_at, confirmed_at) VALUES (1, 77, 0, 'all', 1, 1)"),
      OK);
  assert_err(transfer_side_begin(s), OK);
  assert_err(
      transfer_side_run(s,
          "INSERT INTO comment(id, article_id, type, status, author, url,"
          " source, html, renderer, created_at, digest) SELECT 90, 77, 'comment',"
          " 'approve', 'A', '', 's', 'h', 1, 1, secret FROM site"),
      OK);
}

static void rows_may_come_in_any_order(void **state) {
  struct blog *b = *state;
  struct db *s = b->site->db;
  struct article_input one = support_article_input("one");
  int64_t id = support_save(b, &one);
  char sql[500];
  add_comment_first(b);
  snprintf(sql, sizeof sql,
      "INSERT INTO article(id, type, status, slug, title, excerpt, lang, author_id,"
      " menu_order, in_menu, sticky, created_at, published_at, updated_at,"
      " comments_open, comment_count, reading_minutes) SELECT 77, type, status, 'two',"
      " title, excerpt, lang, author_id, menu_order, in_menu, sticky, created_at,"
      " published_at, updated_at, 1, 1, 1 FROM article WHERE id = %d",
      (int)id);
  assert_err(transfer_side_run(s, sql), OK);
  assert_err(transfer_side_check_early(s), OK);
  assert_err(transfer_side_check(s), OK);
  assert_err(transfer_side_commit(s), OK);
  assert_int_equal(number(b, "SELECT count(*) FROM comment WHERE id = 90"), 1);
  /* No trigger has run. */
  assert_int_equal(number(b, "SELECT count(*) FROM mail_event"), 0);
}

static void what_refers_to_nothing_is_noticed(void **state) {
  struct blog *b = *state;
  add_comment_first(b);
  /* The early check has no say in that. */
  assert_err(transfer_side_check_early(b->site->db), OK);
  assert_err(transfer_side_check(b->site->db), ERR_EXISTS);
  transfer_side_rollback(b->site->db);
  assert_int_equal(number(b, "SELECT count(*) FROM comment"), 0);
  transfer_side_rollback(b->site->db);
}

static void counters_go_on(void **state) {
  struct blog *b = *state;
  struct db *s = b->site->db;
  int64_t last = -1;
  transfer_side_unlock(s);
  assert_err(transfer_side_counter(s, table("comment"), &last), OK);
  assert_int_equal(last, 0);
  assert_err(transfer_side_set_counter(s, table("comment"), 41), OK);
  assert_err(transfer_side_set_counter(s, table("tag"), 7), OK);
  assert_err(transfer_side_set_counter(s, table("mail"), 0), OK);
  assert_err(transfer_side_counter(s, table("comment"), &last), OK);
  assert_int_equal(last, 41);
  struct article_input one = support_article_input("one");
  int64_t comment = support_comment(b, support_save(b, &one), 0, COMMENT_APPROVE);
  assert_int_equal(comment, 42);
  assert_err(transfer_side_counter(s, table("comment"), &last), OK);
  assert_int_equal(last, 42);
}

static void a_number_of_no_row_is_0(void **state) {
  struct blog *b = *state;
  int64_t n = -1;
  assert_int_equal(number(b, "SELECT count(*) FROM tag"), 0);
  assert_int_equal(number(b, "SELECT id FROM tag"), 0);
  assert_err(transfer_side_number(
                 b->site->db, "SELECT id FROM listing WHERE kind = ?", "home", &n),
      OK);
  assert_int_equal(n, 1);
  assert_int_not_equal(transfer_side_run(b->site->db, "SELECT nothing"), OK);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(rows_may_come_in_any_order),
      support_site_test(what_refers_to_nothing_is_noticed),
      support_site_test(counters_go_on),
      support_site_test(a_number_of_no_row_is_0),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
