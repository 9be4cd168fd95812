#include "site/publish/article_closing.h"

#include "support_site.h"

static const enum article_comments_key keys[] = {ARTICLE_COMMENTS_UNKNOWN,
    ARTICLE_COMMENTS_UNSAID, ARTICLE_COMMENTS_CLOSED, ARTICLE_COMMENTS_OPEN};

/* Whether a source that said `was`, and says `is` now, opens what a command closed. */
static bool opens(enum article_comments_key was, enum article_comments_key is) {
  struct article old = {.closed_by_command = true, .comments_key = was};
  struct article_input in = {
      .comments_open = is != ARTICLE_COMMENTS_CLOSED, .comments_key = is};
  return article_closing_is_open(&in, &old);
}

static void only_a_changed_key_opens(void **state) {
  (void)state;
  for (size_t i = 0; i < 4; i++) {
    assert_false(opens(keys[i], ARTICLE_COMMENTS_UNKNOWN));
    assert_false(opens(keys[i], ARTICLE_COMMENTS_UNSAID));
    assert_false(opens(keys[i], ARTICLE_COMMENTS_CLOSED));
    assert_int_equal(opens(keys[i], ARTICLE_COMMENTS_OPEN),
        keys[i] == ARTICLE_COMMENTS_UNSAID || keys[i] == ARTICLE_COMMENTS_CLOSED);
  }
}

static void without_a_command_the_source_decides(void **state) {
  struct article old = {.comments_key = ARTICLE_COMMENTS_OPEN};
  struct article_input in = {
      .comments_open = true, .comments_key = ARTICLE_COMMENTS_OPEN};
  (void)state;
  assert_true(article_closing_is_open(&in, &old));
  assert_true(article_closing_is_open(&in, NULL));
  old.closed_by_command = true;
  in.reopens = true;
  assert_true(article_closing_is_open(&in, &old));
  in.comments_open = false;
  assert_false(article_closing_is_open(&in, &old));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(only_a_changed_key_opens),
      cmocka_unit_test(without_a_command_the_source_decides),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
