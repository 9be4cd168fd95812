#include "import/common/import_comment_list.h"

#include "support_site.h"

static struct import_comments list(struct blog *b, size_t count) {
  struct import_comments all = {
      .items = arena_array(b->arena, count, sizeof *all.items), .count = count};
  for (size_t i = 0; i < count; i++) {
    struct import_comment *c = &all.items[i];
    c->local = (int64_t)i + 1;
    c->email = "";
    c->comment = (struct comment){.author = "Ada",
        .url = "",
        .source = "x",
        .html = "<p>x</p>",
        .type = "comment",
        .status = COMMENT_APPROVE,
        .created_at = SUPPORT_DATE,
        .source_key = arena_printf(b->arena, "%zu", i + 1)};
    c->comment.digest[0] = (uint8_t)i;
  }
  return all;
}

static void replies_come_after_their_parent(void **state) {
  struct blog *b = *state;
  struct parse_problem problem;
  struct import_comments all = list(b, 3);
  all.items[0].local_parent = 3;
  assert_err(import_comment_list_arrange(b->arena, &all, &problem), OK);
  assert_int_equal(all.items[0].parent, 2);
  size_t at[3];
  for (size_t i = 0; i < 3; i++)
    at[all.order[i]] = i;
  assert_true(at[2] < at[0]);
}

static void cycles_and_gaps_are_problems(void **state) {
  struct blog *b = *state;
  struct parse_problem problem = {0};
  struct import_comments all = list(b, 2);
  all.items[0].local_parent = 2;
  all.items[1].local_parent = 1;
  assert_err(import_comment_list_arrange(b->arena, &all, &problem), ERR_INVALID);
  assert_non_null(strstr(problem.message, "leads back to itself"));
  all = list(b, 2);
  all.items[1].local_parent = 9;
  assert_err(import_comment_list_arrange(b->arena, &all, &problem), ERR_INVALID);
  assert_non_null(strstr(problem.message, "does not exist"));
  all = list(b, 2);
  all.items[1].local = 1;
  assert_err(import_comment_list_arrange(b->arena, &all, &problem), ERR_INVALID);
  assert_non_null(strstr(problem.message, "same ID"));
  /* Without a problem to report to, such replies become top-level comments. */
  all = list(b, 2);
  all.items[1].local_parent = 9;
  assert_err(import_comment_list_arrange(b->arena, &all, NULL), OK);
  assert_true(all.items[1].parent == SIZE_MAX);
}

struct addition {
  struct import_comments *all;
  int64_t article;
};

static enum err add(struct db *s, void *context) {
  const struct addition *x = context;
  return import_comment_list_add(s, x->article, x->all);
}

static void adding_twice_changes_nothing(void **state) {
  struct blog *b = *state;
  struct article_input in = support_article_input("tide");
  struct import_comments all = list(b, 3);
  struct addition x = {&all, support_save(b, &in)};
  assert_err(import_comment_list_arrange(b->arena, &all, NULL), OK);
  assert_err(txn_write(b->site->db, add, &x), OK);
  assert_int_equal(support_article(b, x.article).comment_count, 3);
  assert_err(txn_write(b->site->db, add, &x), OK);
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment"), 3);
  assert_int_equal(support_article(b, x.article).comment_count, 3);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(replies_come_after_their_parent),
      support_site_test(cycles_and_gaps_are_problems),
      support_site_test(adding_twice_changes_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
