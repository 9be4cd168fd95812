#include "cli/moderation/input.h"

#include <locale.h>

#include "support.h"

static const char *text(const struct input *in) {
  static char out[200];
  assert_true(input_text(in, out, sizeof out));
  return out;
}

static void a_line_is_edited(void **state) {
  static struct input in;
  (void)state;
  input_set(&in, "cheap watch");
  input_insert(&in, L'e');
  input_insert(&in, L's');
  assert_string_equal(text(&in), "cheap watches");
  input_backspace(&in);
  input_backspace(&in);
  input_home(&in);
  input_backspace(&in);
  input_move(&in, -1);
  input_delete(&in);
  input_insert(&in, L'C');
  assert_string_equal(text(&in), "Cheap watch");
  input_end(&in);
  input_move(&in, 1);
  input_delete(&in);
  input_delete_word(&in);
  assert_string_equal(text(&in), "Cheap");
  input_insert(&in, L'海');
  assert_string_equal(text(&in), "Cheap 海");
  input_move(&in, -1);
  input_clear(&in);
  assert_string_equal(text(&in), "海");
  input_end(&in);
  input_clear(&in);
  input_delete_word(&in);
  assert_string_equal(text(&in), "");
}

static void nothing_unprintable_is_taken(void **state) {
  static struct input in;
  (void)state;
  input_set(&in, "a\033[1m\xe2\x80\xae"
                 "b");
  assert_string_equal(text(&in), "a[1mb");
}

static void what_does_not_fit_is_left_out(void **state) {
  static struct input in;
  char small[4];
  (void)state;
  input_set(&in, "");
  for (int i = 0; i < INPUT_SIZE + 10; i++)
    input_insert(&in, L'x');
  assert_int_equal(in.size, INPUT_SIZE);
  assert_false(input_text(&in, small, sizeof small));
  input_raw(&in, small, sizeof small);
  assert_string_equal(small, "xxx");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_line_is_edited),
      cmocka_unit_test(nothing_unprintable_is_taken),
      cmocka_unit_test(what_does_not_fit_is_left_out),
  };
  setlocale(LC_CTYPE, "C.UTF-8");
  return cmocka_run_group_tests(tests, NULL, NULL);
}
