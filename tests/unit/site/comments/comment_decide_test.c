#include "site/comments/comment_decide.h"

#include "fail_alloc.h"
#include "site/comments/comment_moderate.h"
#include "support_site.h"

static enum comment_status status(struct blog *b, int64_t id) {
  struct comment c = {0};
  assert_err(comment_by_id(b->site->db, b->arena, id, &c), OK);
  return c.status;
}

static void decisions_hold_for_what_was_seen(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("talk");
  int64_t article = support_save(b, &d);
  int64_t one = support_comment(b, article, 0, COMMENT_HOLD);
  int64_t two = support_comment(b, article, 0, COMMENT_HOLD);
  int64_t three = support_comment(b, article, 0, COMMENT_HOLD);
  size_t done = 0;
  struct comment_decision all[] = {
      {one, COMMENT_HOLD, COMMENT_APPROVE, COMMENT_DECIDED},
      {two, COMMENT_HOLD, COMMENT_APPROVE, COMMENT_DECIDED},
      {three, COMMENT_HOLD, COMMENT_APPROVE, COMMENT_DECIDED},
  };
  assert_err(support_moderate(b->site, two, COMMENT_SPAM), OK);
  assert_err(comment_moderate_delete(b->site, three), OK);
  assert_err(comment_decide(b->site, all, 3, &done), OK);
  assert_int_equal(done, 1);
  assert_int_equal(all[0].result, COMMENT_DECIDED);
  assert_int_equal(all[1].result, COMMENT_DECIDED_BEFORE);
  assert_int_equal(all[2].result, COMMENT_DECIDED_TOO_LATE);
  assert_int_equal(status(b, one), COMMENT_APPROVE);
  assert_int_equal(status(b, two), COMMENT_SPAM);
  assert_int_equal(support_article(b, article).comment_count, 1);
}

static void several_are_one_transaction(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("talk");
  int64_t article = support_save(b, &d);
  struct comment_decision all[20];
  size_t done = 0;
  for (size_t i = 0; i < 20; i++)
    all[i] = (struct comment_decision){support_comment(b, article, 0, COMMENT_HOLD),
        COMMENT_HOLD, COMMENT_APPROVE, COMMENT_DECIDED};
  int64_t before = support_number(b, "SELECT change FROM site");
  assert_err(comment_decide(b->site, all, 20, &done), OK);
  assert_int_equal(done, 20);
  assert_int_equal(support_number(b, "SELECT change FROM site"), before + 1);
  assert_int_equal(support_article(b, article).comment_count, 20);
}

struct failing {
  struct blog *blog;
  int64_t id;
};

static enum err decide_and_back(void *context) {
  struct failing *f = context;
  size_t done = 0;
  struct comment_decision d = {f->id, COMMENT_HOLD, COMMENT_SPAM, COMMENT_DECIDED};
  enum err e = comment_decide(f->blog->site, &d, 1, &done);
  struct comment_decision back = {f->id, COMMENT_SPAM, COMMENT_HOLD, COMMENT_DECIDED};
  return e ? e : comment_decide(f->blog->site, &back, 1, &done);
}

static void failing_memory_decides_nothing(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("talk");
  struct failing f = {b, support_comment(b, support_save(b, &d), 0, COMMENT_HOLD)};
  /* A second try after a failure between the two finds the status changed, which is no
   * error. */
  fail_alloc_each(decide_and_back, &f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(decisions_hold_for_what_was_seen),
      support_site_test(several_are_one_transaction),
      support_site_test(failing_memory_decides_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
