#include "db/row_count.h"

#include "support_site.h"

static int64_t rows_of(const struct row_count *c, const char *name) {
  for (size_t i = 0; i < ROW_COUNT_KINDS; i++)
    if (strcmp(c->kinds[i].name, name) == 0)
      return c->kinds[i].rows;
  fail_msg("%s are not counted", name);
  return -1;
}

static void what_an_owner_would_miss_is_counted(void **state) {
  struct blog *b = *state;
  struct row_count before, after;
  size_t kind = 99;
  struct article_input one = support_article_input("one");
  assert_err(row_count(b->site->db, &before), OK);
  assert_true(row_count_matches(&before, &before, &kind));
  assert_int_equal(kind, 99);
  int64_t id = support_save(b, &one);
  support_comment(b, id, 0, COMMENT_APPROVE);
  support_comment(b, id, 0, COMMENT_TRASH);
  assert_err(row_count(b->site->db, &after), OK);
  assert_int_equal(rows_of(&after, "articles"), rows_of(&before, "articles") + 1);
  assert_int_equal(rows_of(&after, "comments"), 2);
  assert_int_equal(rows_of(&after, "comment addresses"), 2);
  assert_int_equal(rows_of(&after, "revisions"), 0);
  assert_int_equal(rows_of(&after, "pictures"), 0);
  assert_false(row_count_matches(&before, &after, &kind));
  assert_string_equal(after.kinds[kind].name, "articles");
}

/* A kind without a name would be a statement with fewer rows than the structure. */
static void every_kind_has_a_name(void **state) {
  struct blog *b = *state;
  struct row_count c;
  assert_err(row_count(b->site->db, &c), OK);
  for (size_t i = 0; i < ROW_COUNT_KINDS; i++)
    assert_int_not_equal(c.kinds[i].name[0], 0);
}

static void only_the_command_may_count(void **state) {
  struct blog *b = *state;
  struct row_count c;
  assert_err(row_count(b->web->db, &c), ERR_DENIED);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(what_an_owner_would_miss_is_counted),
      support_site_test(every_kind_has_a_name),
      support_site_test(only_the_command_may_count)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
