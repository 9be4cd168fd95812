#include "markup/markdown/note_remarks.h"

#include <stdlib.h>
#include <string.h>

#include "support.h"

struct row {
  const char *text, *expected;
  int count, open_line;
};

static void check(const struct row *rows, size_t count, bool is_notes) {
  for (size_t i = 0; i < count; i++) {
    struct note_remarks found = {0};
    char *text = strdup(rows[i].text);
    assert_non_null(text);
    note_remarks_hide(text, is_notes, &found);
    assert_string_equal(text, rows[i].expected);
    assert_int_equal(found.count, rows[i].count);
    assert_int_equal(found.open_line, rows[i].open_line);
    free(text);
  }
}

static void notes_lose_their_remarks(void **state) {
  static const struct row rows[] = {{"Low %%ask Bob%%tide", "Low tide", 1, 0},
      {"a\n\n%%\nmy phone: 123\n```\ncode\n```\n%%\n\nb", "a\n\n\n\n\n\n\n\n\nb", 1, 0},
      {"%%a%% b %%c%% d", " b  d", 2, 0}, {"a\n%% to do\nb\n\nc", "a\n\n\n\n", 1, 2},
      {"a %% to do\nb\n\nc", "a \n\n\nc", 1, 1},
      {"> %% secret %%\n> b", "> \n> b", 1, 0},
      {"it was 100%% sure", "it was 100%% sure", 0, 0},
      {"`%%a%%` \\%%b", "`%%a%%` \\%%b", 0, 0},
      {"```\n%%time\n%%\n```\n%%x%%y", "```\n%%time\n%%\n```\ny", 1, 0},
      {"A rule. ^3f2a-10\nb", "A rule. \nb", 0, 0},
      {"- a\n- b ^b1  \n\n^table\n", "- a\n- b \n\n\n", 0, 0},
      {"x^2 and 2 ^ 3 and a ^b c\n", "x^2 and 2 ^ 3 and a ^b c\n", 0, 0},
      {"`a ^b`\n```\nx ^y\n```\n", "`a ^b`\n```\nx ^y\n```\n", 0, 0}, {"", "", 0, 0},
      {"%%", "", 1, 1}, {"%%%%", "", 1, 0}, {"^", "^", 0, 0}};
  (void)state;
  check(rows, sizeof rows / sizeof rows[0], true);
}

static void other_texts_keep_what_may_be_text(void **state) {
  static const struct row rows[] = {{"Low %%ask Bob%% tide", "Low  tide", 1, 0},
      {"a\n\n%%\nsecret\n%%\nb", "a\n\n\n\n\nb", 1, 0},
      {"printf(100%% or 50%%)", "printf(100%% or 50%%)", 0, 0},
      {"a\n%%time\nb", "a\n%%time\nb", 0, 0}, {"2 ^3", "2 ^3", 0, 0}};
  (void)state;
  check(rows, sizeof rows / sizeof rows[0], false);
}

static void what_may_be_one_is_seen(void **state) {
  (void)state;
  assert_true(note_remarks_are_in("a %%b%%"));
  assert_true(note_remarks_are_in("a ^b"));
  assert_false(note_remarks_are_in("100 % of it"));
}

/* A text of opening marks is searched for a closing one only once. */
static void many_marks_take_linear_time(void **state) {
  enum { SIZE = 1 << 20 };
  char *text = malloc(SIZE + 1);
  struct note_remarks found;
  (void)state;
  assert_non_null(text);
  for (size_t i = 0; i < SIZE; i++)
    text[i] = i % 4 == 0 ? '1' : i % 4 == 3 ? ' ' : '%';
  text[SIZE] = '\0';
  note_remarks_hide(text, false, &found);
  assert_int_equal(strlen(text), SIZE);
  assert_int_equal(found.count, 0);
  free(text);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(notes_lose_their_remarks),
      cmocka_unit_test(other_texts_keep_what_may_be_text),
      cmocka_unit_test(what_may_be_one_is_seen),
      cmocka_unit_test(many_marks_take_linear_time)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
