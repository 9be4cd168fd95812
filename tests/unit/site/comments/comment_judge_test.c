#include "site/comments/comment_judge.h"

#include "fail_alloc.h"
#include "site/comments/comment_render.h"
#include "support_site.h"

static enum comment_status judge(
    struct blog *b, const char *text, struct comment_verdict *v) {
  struct comment c = {.author = "Ada", .url = "", .source = text};
  const struct comment_facts facts = {.email = "", .form_age = -1, .is_known = true};
  enum comment_status status = COMMENT_TRASH;
  assert_err(comment_render_markdown(b->arena, &c), OK);
  assert_err(comment_judge(b->web, b->arena, &c, facts, v, &status), OK);
  return status;
}

static void the_rules_see_what_readers_see(void **state) {
  struct blog *b = *state;
  struct comment_verdict v;
  b->web->settings.block_words = "casino";
  assert_int_equal(judge(b, "Hello", &v), COMMENT_APPROVE);
  assert_string_equal(v.rule, "approve");
  assert_true(v.score >= 0);
  assert_int_equal(judge(b, "A **casino**", &v), COMMENT_SPAM);
  assert_string_equal(v.rule, "word");
  assert_string_equal(v.detail, "casino");
  b->web->settings.moderation = MODERATION_NONE;
  assert_int_equal(judge(b, "A casino", &v), COMMENT_APPROVE);
  assert_true(v.score < 0);
}

static enum err judge_once(void *context) {
  struct blog *b = context;
  const struct comment c = {.author = "Ada", .url = "", .source = "x", .html = "x"};
  const struct comment_facts facts = {.email = "", .form_age = -1};
  struct comment_verdict v;
  enum comment_status status;
  enum err e = comment_judge(b->web, b->arena, &c, facts, &v, &status);
  arena_reset(b->arena);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  fail_alloc_each(judge_once, *state);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(the_rules_see_what_readers_see),
      support_site_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
