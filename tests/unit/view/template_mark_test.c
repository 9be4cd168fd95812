#include "view/template_mark.h"

#include "support.h"

static void valid_marks_are_accepted(void **state) {
  static const char *const marks[] = {"TITLE", "TITLE:h", "BODY_HTML:none",
      "TITLE:pre_escape:h", "! a comment", "#A", "#B", "/B", "/A"};
  struct template_sections s = {.depth = 0};
  (void)state;
  for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
    assert_null(template_mark_check(&s, marks[i]));
  assert_int_equal(s.depth, 0);
}

static void invalid_marks_are_refused(void **state) {
  static const char *const marks[] = {"", " A", "A:", "A:x", "A:none", "HTML:none",
      "/A", "#", "#a b", ">A", "=<< >>=", "%AUTOESCAPE"};
  (void)state;
  for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
    struct template_sections s = {.depth = 0};
    if (!template_mark_check(&s, marks[i]))
      fail_msg("{{%s}} is accepted", marks[i]);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(valid_marks_are_accepted),
      cmocka_unit_test(invalid_marks_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
