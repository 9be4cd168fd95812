#include "site/comments/comment_reply.h"

#include "support_site.h"

static struct comment comment(struct blog *b, int64_t id) {
  struct comment c = {0};
  assert_err(comment_by_id(b->site->db, b->arena, id, &c), OK);
  return c;
}

static int64_t add_post(struct blog *b) {
  struct article_input post = support_article_input("one");
  return support_save(b, &post);
}

static enum err reply(struct blog *b, int64_t parent, const char *text,
    enum comment_fault *fault, int64_t *id) {
  return comment_reply(b->site, b->arena, parent, text, SUPPORT_DATE, fault, id);
}

static void a_reply_is_public_and_marked(void **state) {
  struct blog *b = *state;
  enum comment_fault fault = COMMENT_FAULT_NONE;
  int64_t article = add_post(b), id = 0;
  int64_t parent = support_comment(b, article, 0, COMMENT_APPROVE);
  int64_t before = support_revision(b, DEP_COMMENTS, article);
  assert_err(reply(b, parent, "Thank you <b>", &fault, &id), OK);
  struct comment c = comment(b, id);
  assert_true(c.by_author);
  assert_int_equal(c.parent_id, parent);
  assert_int_equal(c.status, COMMENT_APPROVE);
  assert_string_equal(c.author, support_article(b, article).author);
  assert_string_equal(c.html, "<p>Thank you &lt;b&gt;</p>\n");
  assert_false(comment(b, parent).by_author);
  assert_int_equal(support_article(b, article).comment_count, 1);
  assert_true(support_revision(b, DEP_COMMENTS, article) > before);
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM comment_private WHERE comment_id > 1"),
      0);
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment_network"), 0);
  /* The same command again. */
  assert_err(reply(b, parent, "Thank you <b>", &fault, &id), ERR_EXISTS);
}

static void a_held_comment_is_approved_by_the_reply(void **state) {
  struct blog *b = *state;
  enum comment_fault fault = COMMENT_FAULT_NONE;
  int64_t article = add_post(b), id = 0;
  int64_t parent = support_comment(b, article, 0, COMMENT_HOLD);
  assert_err(reply(b, parent, "Yes", &fault, &id), OK);
  assert_int_equal(comment(b, parent).status, COMMENT_APPROVE);
  assert_int_equal(support_article(b, article).comment_count, 2);
}

static void what_cannot_be_answered(void **state) {
  struct blog *b = *state;
  enum comment_fault fault = COMMENT_FAULT_NONE;
  int64_t article = add_post(b), id = -1;
  int64_t good = support_comment(b, article, 0, COMMENT_APPROVE);
  assert_err(reply(b, 99, "Yes", &fault, &id), ERR_NOT_FOUND);
  assert_err(reply(b, support_comment(b, article, 0, COMMENT_SPAM), "Yes", &fault, &id),
      ERR_GONE);
  assert_err(
      reply(b, support_comment(b, article, 0, COMMENT_TRASH), "Yes", &fault, &id),
      ERR_GONE);
  assert_err(reply(b, good, "bell \a", &fault, &id), ERR_INVALID);
  assert_int_equal(fault, COMMENT_FAULT_NONE);
  assert_err(reply(b, good, " \n", &fault, &id), ERR_INVALID);
  assert_int_equal(fault, COMMENT_FAULT_TEXT_MISSING);
  assert_int_equal(id, -1);
  assert_int_equal(support_article(b, article).comment_count, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_reply_is_public_and_marked),
      support_site_test(a_held_comment_is_approved_by_the_reply),
      support_site_test(what_cannot_be_answered),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
