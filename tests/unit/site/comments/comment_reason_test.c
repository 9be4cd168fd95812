#include "site/comments/comment_reason.h"

#include "site/comments/comment_rules.h"
#include "support.h"

#include <string.h>

static const char *reason(struct arena *a, const char *rule, const char *detail) {
  const struct comment_verdict v = {rule, detail, -1, ""};
  return comment_reason_text(a, "en", &v);
}

static void every_rule_has_a_sentence(void **state) {
  struct arena *a = arena_new(1 << 16);
  (void)state;
  for (int i = 0; i < COMMENT_RULES; i++) {
    const char *name = comment_rule_name((enum comment_rule)i);
    const char *text = reason(a, name, "XY");
    if (strstr(text, ": XY") && strncmp(text, name, strlen(name)) == 0)
      fail_msg("no sentence for %s", name);
    assert_null(strchr(text, '{'));
  }
  assert_string_equal(
      reason(a, "word", "casino"), "it contains the blocked word “casino”");
  arena_free(a);
}

static void others_are_named(void **state) {
  struct arena *a = arena_new(1 << 16);
  (void)state;
  assert_string_equal(reason(a, "", ""), "");
  assert_string_equal(reason(a, "later", ""), "later");
  assert_string_equal(reason(a, "later", "3"), "later: 3");
  arena_free(a);
}

static void the_score_is_in_per_cent(void **state) {
  struct arena *a = arena_new(1 << 16);
  const struct comment_verdict v = {"spam", "97 %", 0.966, "casino 99 %"};
  const struct comment_verdict unasked = {"all", "", -1, ""};
  (void)state;
  assert_string_equal(
      comment_reason_score(a, "en", &v), "Spam filter: 97 % spam (casino 99 %)");
  assert_string_equal(comment_reason_score(a, "en", &unasked), "");
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_rule_has_a_sentence),
      cmocka_unit_test(others_are_named),
      cmocka_unit_test(the_score_is_in_per_cent),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
