#include "cli/moderation/text.h"

#include <locale.h>

#include "fail_alloc.h"
#include "support.h"

static struct arena *arena;

/* The lines, with "|" between them. */
static const char *wrapped(const char *text, size_t columns, bool ascii) {
  struct text_lines lines = {0};
  const char *out = "";
  arena_reset(arena);
  assert_err(text_wrap(arena, text, columns, ascii, &lines), OK);
  for (size_t i = 0; i < lines.count; i++) {
    assert_true(text_width(lines.lines[i]) <= columns);
    out = arena_join(arena, out, i ? "|" : "", lines.lines[i], NULL);
  }
  return out;
}

static void lines_are_broken_between_words(void **state) {
  (void)state;
  assert_string_equal(wrapped("", 10, false), "");
  assert_string_equal(wrapped("one two three four", 10, false), "one two|three four");
  assert_string_equal(wrapped("0123456789 next", 10, false), "0123456789|next");
  assert_string_equal(wrapped("0123456789abc", 10, false), "0123456789|abc");
  assert_string_equal(wrapped("a\n\nb\n", 10, false), "a||b|");
  assert_string_equal(wrapped("a\tb", 20, false), "a       b");
  assert_string_equal(wrapped("  indented", 20, false), "  indented");
}

static void wide_characters_take_two_columns(void **state) {
  (void)state;
  assert_string_equal(wrapped("海海海海海海", 10, false), "海海海海海|海");
  assert_string_equal(wrapped("a海海海海海", 10, false), "a海海海海|海");
}

static void nothing_controls_the_terminal(void **state) {
  (void)state;
  assert_string_equal(wrapped("\033[31mred\a", 30, false), "\\u{1b}[31mred\\u{7}");
  assert_string_equal(wrapped("a\xc2\x9b", 30, false), "a\\u{9b}");
  assert_string_equal(wrapped("\xe2\x80\xae"
                              "evil",
                          30, false),
      "\\u{202e}evil");
  assert_string_equal(wrapped("bad \xff byte", 30, false), "bad \\x{ff} byte");
  assert_string_equal(wrapped("\r", 30, false), "\\u{d}");
}

static void marks_and_joiners_do_not_shift_a_line(void **state) {
  (void)state;
  assert_string_equal(
      wrapped("e\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81", 30, false),
      "e\xcc\x81\xcc\x81\xcc\x81\xcc\x81");
  assert_string_equal(wrapped("\xcc\x81", 30, false), " \xcc\x81");
  assert_string_equal(
      wrapped("0123456789   \xcc\x81", 10, false), "0123456789| \xcc\x81");
  /* A family: man, joiner, woman; a heart with a selector; a hand with a tone. */
  assert_string_equal(wrapped("👨\xe2\x80\x8d👩", 30, false), "👨👩");
  assert_string_equal(wrapped("❤\xef\xb8\x8f", 30, false), "❤");
  assert_string_equal(wrapped("👋🏽", 30, false), "👋");
}

static void ascii_is_all_that_some_terminals_know(void **state) {
  (void)state;
  assert_string_equal(wrapped("Zoë", 30, true), "Zo\\u{eb}");
  assert_string_equal(wrapped("plain", 30, true), "plain");
}

static void a_line_is_cut(void **state) {
  (void)state;
  arena_reset(arena);
  assert_string_equal(text_cut(arena, "short", 10, false), "short");
  assert_string_equal(text_cut(arena, "one two three four", 10, false), "one two…");
  assert_string_equal(text_cut(arena, "one two three four", 10, true), "one two...");
  assert_string_equal(text_cut(arena, "one\ntwo", 10, false), "one two");
  assert_string_equal(text_cut(arena, "👨 and others", 10, true), "...");
  char *long_text = arena_alloc(arena, 200001);
  memset(long_text, 'x', 200000);
  assert_int_equal(text_width(text_cut(arena, long_text, 40, false)), 40);
  assert_int_equal(text_fit("a海b", 3), 4);
  assert_int_equal(text_fit("a海b", 2), 1);
  assert_int_equal(text_fit("e\xcc\x81", 1), 3);
}

static enum err wrap(void *context) {
  struct arena *a = arena_new(1 << 20);
  struct text_lines lines = {0};
  (void)context;
  enum err e =
      a ? text_wrap(a, "one two \033 three four five", 10, false, &lines) : ERR_NOMEM;
  if (!e && !text_cut(a, "one two three four", 10, false))
    e = ERR_NOMEM;
  arena_free(a);
  return e;
}

static void failing_memory_is_an_error(void **state) {
  (void)state;
  fail_alloc_each(wrap, NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lines_are_broken_between_words),
      cmocka_unit_test(wide_characters_take_two_columns),
      cmocka_unit_test(nothing_controls_the_terminal),
      cmocka_unit_test(marks_and_joiners_do_not_shift_a_line),
      cmocka_unit_test(ascii_is_all_that_some_terminals_know),
      cmocka_unit_test(a_line_is_cut),
      cmocka_unit_test(failing_memory_is_an_error),
  };
  setlocale(LC_CTYPE, "C.UTF-8");
  arena = arena_new(8 << 20);
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  arena_free(arena);
  return failed;
}
