#include "cli/output/complain.h"

#include "support.h"

static void hostile(void *context) {
  (void)context;
  complain("%s\n%d", "\x1b[31m", 7);
}

static void notice(void *context) {
  (void)context;
  complain_notice("\"%s\"", "x");
}

static void long_one(void *context) {
  complain("%s", (const char *)context);
}

static void control_characters_are_shown(void **state) {
  (void)state;
  const char *said = support_written(stderr, hostile, NULL);
  assert_int_equal(strncmp(said, "pamphlet: ", 10), 0);
  assert_null(strchr(said, '\x1b'));
  assert_int_equal(strcspn(said, "\n"), strlen(said) - 1);
}

static void a_notice_has_the_same_form(void **state) {
  (void)state;
  assert_string_equal(support_written(stderr, notice, NULL), "pamphlet: \"x\"\n");
}

static void a_long_message_is_cut(void **state) {
  char text[5000];
  (void)state;
  memset(text, 'x', sizeof text - 1);
  text[sizeof text - 1] = '\0';
  const char *said = support_written(stderr, long_one, text);
  assert_true(strlen(said) > 1000 && strlen(said) < 1300);
  assert_int_equal(said[strlen(said) - 1], '\n');
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(control_characters_are_shown),
      cmocka_unit_test(a_notice_has_the_same_form),
      cmocka_unit_test(a_long_message_is_cut)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
