#include "db/model/comment_verdict.h"

#include "site/comments/comment_moderate.h"
#include "support_site.h"

struct added {
  int64_t id;
  struct comment_verdict v;
};

static enum err add(struct db *s, void *context) {
  const struct added *a = context;
  return comment_verdict_add(s, a->id, &a->v);
}

static void a_verdict_is_stored_and_goes_with_its_comment(void **state) {
  struct blog *b = *state;
  struct comment_verdict v;
  struct article_input d = support_article_input("talk");
  int64_t article = support_save(b, &d);
  int64_t one = support_comment(b, article, 0, COMMENT_HOLD);
  int64_t two = support_comment(b, article, 0, COMMENT_HOLD);
  struct added first = {one, {"word", "casino", -1, ""}},
               second = {two, {"hold-score", "50 %", 0.5, "casino 99 %"}};
  assert_err(comment_verdict_get(b->site->db, b->arena, one, &v), OK);
  assert_string_equal(v.rule, "");
  assert_err(txn_write(b->web->db, add, &first), OK);
  assert_err(txn_write(b->web->db, add, &second), OK);
  assert_err(comment_verdict_get(b->site->db, b->arena, one, &v), OK);
  assert_string_equal(v.rule, "word");
  assert_string_equal(v.detail, "casino");
  assert_true(v.score < 0);
  assert_err(comment_verdict_get(b->site->db, b->arena, two, &v), OK);
  assert_true(v.score > 0.49 && v.score < 0.51);
  assert_string_equal(v.words, "casino 99 %");
  assert_err(comment_verdict_get(b->web->db, b->arena, one, &v), ERR_DENIED);
  assert_err(comment_moderate_delete(b->site, one), OK);
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment_verdict"), 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_verdict_is_stored_and_goes_with_its_comment)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
