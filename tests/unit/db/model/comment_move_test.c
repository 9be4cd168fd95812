#include "db/model/comment_move.h"

#include "support_site.h"

struct move {
  int64_t id, article;
  bool changed;
};

static enum err move(struct db *s, void *context) {
  struct move *m = context;
  enum err e = comment_move_to(s, m->id, m->article);
  return e ? e : comment_move_detach(s, m->id, m->article, &m->changed);
}

static enum err count(void *context, int64_t id) {
  int *n = context;
  assert_true(id > 0);
  return ++*n == 3 ? ERR_NOT_FOUND : OK;
}

static int replies(struct blog *b, int64_t id, int64_t article, enum err expected) {
  int n = 0;
  assert_err(comment_move_replies(b->site->db, id, article, count, &n), expected);
  return n;
}

static void a_moved_comment_leaves_its_parent_and_its_source(void **state) {
  struct blog *b = *state;
  struct article_input one = support_article_input("one");
  struct article_input two = support_article_input("two");
  int64_t from = support_save(b, &one), to = support_save(b, &two);
  int64_t parent = support_comment(b, from, 0, COMMENT_APPROVE);
  int64_t first = support_comment(b, from, parent, COMMENT_SPAM);
  support_comment(b, from, parent, COMMENT_APPROVE);
  support_comment(b, from, parent, COMMENT_HOLD);
  support_number(b, "UPDATE comment SET source_key = 'x' WHERE id = 2 RETURNING 1");
  assert_int_equal(replies(b, parent, from, ERR_NOT_FOUND), 3);
  struct move m = {first, to, false};
  assert_err(txn_write(b->site->db, move, &m), OK);
  assert_true(m.changed);
  assert_int_equal(replies(b, parent, from, OK), 2);
  struct comment c;
  int64_t known = 0;
  assert_err(comment_by_id(b->site->db, b->arena, first, &c), OK);
  assert_int_equal(c.article_id, to);
  assert_int_equal(c.parent_id, 0);
  assert_null(c.source_key);
  assert_err(comment_by_source(b->site->db, from, "x", &known), ERR_GONE);
  assert_err(comment_by_source(b->site->db, to, "x", &known), ERR_NOT_FOUND);
  /* Already without a parent. */
  assert_err(txn_write(b->site->db, move, &m), OK);
  assert_false(m.changed);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_moved_comment_leaves_its_parent_and_its_source),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
