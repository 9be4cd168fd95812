#include "site/comments/comment_fault.h"

#include "base/limits.h"
#include "fail_alloc.h"
#include "support.h"

static void every_fault_has_a_sentence(void **state) {
  (void)state;
  struct arena *a = arena_new(1 << 16);
  for (int fault = COMMENT_FAULT_NONE + 1; fault < COMMENT_FAULTS; fault++) {
    const char *text = comment_fault_text(a, "en", (enum comment_fault)fault, 7);
    assert_non_null(text);
    assert_true(strlen(text) > 10);
    if (strchr(text, '{'))
      fail_msg("fault %d: %s", fault, text);
  }
  assert_null(comment_fault_text(a, "en", COMMENT_FAULT_NONE, 0));
  arena_free(a);
}

static void limits_and_numbers_are_named(void **state) {
  (void)state;
  struct arena *a = arena_new(1 << 16);
  const char *text = comment_fault_text(a, "en", COMMENT_FAULT_TEXT_LONG, 65526);
  assert_non_null(strstr(text, "65,525"));
  assert_non_null(strstr(text, "65,526"));
  text = comment_fault_text(a, "en", COMMENT_FAULT_AUTHOR_LONG, 0);
  assert_non_null(strstr(text, "245"));
  text = comment_fault_text(a, "en", COMMENT_FAULT_TOO_QUICK, 12);
  assert_non_null(strstr(text, "12 seconds"));
  arena_free(a);
}

/* A fault is reported even if its sentence cannot be formatted. */
static void without_memory_the_sentence_has_placeholders(void **state) {
  (void)state;
  struct arena *a = arena_new(8);
  const char *text = comment_fault_text(a, "en", COMMENT_FAULT_TEXT_LONG, 65526);
  assert_non_null(strstr(text, "{MOST}"));
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_fault_has_a_sentence),
      cmocka_unit_test(limits_and_numbers_are_named),
      cmocka_unit_test(without_memory_the_sentence_has_placeholders),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
