#include "site/publish/text_change.h"

#include "fail_alloc.h"
#include "support.h"

static struct arena *arena;

static int setup(void **state) {
  (void)state;
  arena = arena_new(64 << 20);
  return arena ? 0 : -1;
}

static int teardown(void **state) {
  (void)state;
  arena_free(arena);
  return 0;
}

static struct text_change find(
    const char *before, const char *after, const char *lang) {
  struct text_change c = {NULL, 99};
  assert_err(text_change_find(arena, before, after, lang, &c), OK);
  return c;
}

static void shows(const char *before, const char *after, const char *places) {
  assert_string_equal(find(before, after, "en").places, places);
}

static void words_are_shown_where_they_stood(void **state) {
  (void)state;
  shows("Same.", "Same.", "");
  shows("The ferry left the yard in 1911 and has crossed the sound twice a day since.",
      "The ferry left the yard in 1912 and has crossed the sound twice a day since.",
      "The ferry left the yard in <del>1911</del><ins>1912</ins> and has crossed the sound"
      " twice …\n");
  shows("It leaves at 6:00.", "It leaves at 6:30.",
      "It leaves at <del>6:00</del><ins>6:30</ins>.\n");
  shows("a b c", "a c", "a <del>b</del> c\n");
  shows("a c", "a b c", "a <ins>b</ins> c\n");
  shows("", "new words", "<ins>new words</ins>\n");
  shows("if a < b & c", "if a > b & c",
      "if a <del>&lt;</del><ins>&gt;</ins> b &amp; c\n");
}

static void lines_are_apart(void **state) {
  (void)state;
  shows("Old title\nThe text.", "New title\nThe text.",
      "<del>Old</del><ins>New</ins> title\n");
  shows("A title\nOne text.", "A title\nThe text.",
      "<del>One</del><ins>The</ins> text.\n");
}

static void near_changes_are_one_place(void **state) {
  (void)state;
  shows("one two three four five six seven eight nine ten eleven twelve thirteen end",
      "ONE two THREE four five six seven eight nine ten eleven twelve thirteen END",
      "<del>one</del><ins>ONE</ins> two <del>three</del><ins>THREE</ins> four five six"
      " seven eight nine …\n"
      "… eight nine ten eleven twelve thirteen <del>end</del><ins>END</ins>\n");
}

static void scripts_without_spaces_are_readable(void **state) {
  (void)state;
  shows("渡轮于一九一一年下水，船长是李明。", "渡轮于一九一二年下水，船长是李明。",
      "渡轮于一九一<del>一</del><ins>二</ins>年下水，船长是李明。\n");
}

static void long_changes_are_cut(void **state) {
  struct buf before = {0}, after = {0};
  (void)state;
  for (int i = 0; i < 5000; i++) {
    buf_printf(&before, "old%d x y z u v w ", i);
    buf_printf(&after, "new%d x y z u v w ", i);
  }
  struct text_change c = find(buf_text(&before), buf_text(&after), "en");
  assert_int_equal(c.words, 5000);
  assert_true(strlen(c.places) < 20000);
  assert_string_equal(c.places + strlen(c.places) - strlen("…\n"), "…\n");
  buf_clear(&before);
  for (int i = 0; i < 5000; i++)
    buf_printf(&before, "word%d ", i);
  c = find("", buf_text(&before), "en");
  assert_true(strlen(c.places) < 2000);
  buf_free(&before);
  buf_free(&after);
}

static void huge_texts_are_compared_in_bounded_time(void **state) {
  struct buf before = {0}, after = {0};
  struct text_change c;
  unsigned seed = 7;
  (void)state;
  /* Hardly any words in common, in another order: the worst case of a comparison. */
  for (int i = 0; i < 30000; i++) {
    seed = seed * 1103515245 + 12345;
    buf_printf(&before, "%c ", 'a' + (seed >> 16) % 26);
    seed = seed * 1103515245 + 12345;
    buf_printf(&after, "%c ", 'a' + (seed >> 16) % 26);
  }
  enum err e = text_change_find(arena, buf_text(&before), buf_text(&after), "en", &c);
  assert_true(e == OK || e == ERR_TIMEOUT || e == ERR_IO || e == ERR_INVALID);
  for (int i = 0; i < 2100000; i++)
    buf_putc(&before, 'x');
  assert_err(text_change_find(arena, buf_text(&before), "x", "en", &c), ERR_TOO_LARGE);
  buf_free(&before);
  buf_free(&after);
}

static void without_the_program_nothing_is_found(void **state) {
  struct text_change c;
  (void)state;
  setenv("PAMPHLET_TOOLS", "/nonexistent", 1);
  assert_err(text_change_find(arena, "a b", "c d", "en", &c), ERR_NOT_FOUND);
  unsetenv("PAMPHLET_TOOLS");
}

static enum err find_once(void *context) {
  struct text_change c;
  struct arena *a = arena_new(1 << 20);
  (void)context;
  enum err e =
      a ? text_change_find(a, "It was six then.", "It were siks now.", "en", &c)
        : ERR_NOMEM;
  arena_free(a);
  return e;
}

static void failing_memory_is_reported(void **state) {
  (void)state;
  assert_true(fail_alloc_each(find_once, NULL) > 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(words_are_shown_where_they_stood),
      TEST(lines_are_apart),
      TEST(near_changes_are_one_place),
      TEST(scripts_without_spaces_are_readable),
      TEST(long_changes_are_cut),
      TEST(huge_texts_are_compared_in_bounded_time),
      TEST(without_the_program_nothing_is_found),
      TEST(failing_memory_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
