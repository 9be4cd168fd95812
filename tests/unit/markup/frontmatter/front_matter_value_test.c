#include "markup/frontmatter/front_matter_value.h"

#include "base/arena.h"
#include "support.h"

struct reading {
  struct arena *arena;
  struct front_matter out;
  struct front_matter_reader reader;
};

static struct reading *new_reading(void) {
  static struct reading r;
  r = (struct reading){.arena = arena_new(1 << 16)};
  r.reader = (struct front_matter_reader){r.arena, &r.out, &r.out.notes};
  return &r;
}

static struct yaml_node text_node(const char *text) {
  return (struct yaml_node){.kind = YAML_TEXT, .line = 3, .key = "key", .text = text};
}

static void notes_are_kept_in_order(void **state) {
  (void)state;
  struct reading *r = new_reading();
  struct yaml_node n = text_node("x");
  assert_err(front_matter_note(&r->reader, 1, false, "one %d", 1), OK);
  assert_err(front_matter_wants(&r->reader, &n, true, "a number"), OK);
  assert_string_equal(r->out.notes->text, "one 1");
  assert_false(r->out.notes->hides);
  assert_string_equal(r->out.notes->next->text, "\"key\" must be a number");
  assert_int_equal(r->out.notes->next->line, 3);
  assert_true(r->out.notes->next->hides);
  arena_free(r->arena);
}

static void texts_become_one_line(void **state) {
  static const char *const rows[][2] = {{"a", "a"}, {"  a\t\n", "a"},
      {"a\nb\tc", "a b c"}, {"a\x1b[2Jb", "a[2Jb"}, {"a\xc2\x85z", "a z"},
      {"a\u2028z", "a   z"}, {"", ""}};
  (void)state;
  struct reading *r = new_reading();
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    const char *text = NULL;
    struct yaml_node n = text_node(rows[i][0]);
    assert_err(front_matter_read_text(&r->reader, &n, "key", false, &text), OK);
    assert_string_equal(text, rows[i][1]);
  }
  arena_free(r->arena);
}

static void lists_and_their_parts(void **state) {
  (void)state;
  struct reading *r = new_reading();
  struct front_matter_list l = {0};
  struct yaml_node n = text_node(" a , b,,c "), empty = text_node(""),
                   map = {.kind = YAML_MAP, .key = "key", .line = 4};
  assert_err(front_matter_read_list(&r->reader, &n, ",", &l), OK);
  assert_int_equal(l.count, 3);
  assert_string_equal(l.items[2], "c");
  assert_err(front_matter_read_list(&r->reader, &n, NULL, &l), OK);
  assert_int_equal(l.count, 4);
  assert_err(front_matter_read_list(&r->reader, &empty, NULL, &l), OK);
  assert_int_equal(l.count, 4);
  assert_null(r->out.notes);
  assert_err(front_matter_read_list(&r->reader, &map, NULL, &l), OK);
  assert_int_equal(r->out.notes->line, 4);
  arena_free(r->arena);
}

static void numbers_dates_and_flags(void **state) {
  (void)state;
  struct reading *r = new_reading();
  struct yaml_node n = text_node("x");
  int64_t number = 7;
  const char *date = NULL;
  bool flag = false;
  assert_err(front_matter_read_number(&r->reader, &n, "-010", &number), OK);
  assert_int_equal(number, -10);
  assert_err(front_matter_read_number(&r->reader, &n, "1.5", &number), OK);
  assert_int_equal(number, -10);
  assert_non_null(strstr(r->out.notes->text, "whole number"));
  assert_err(front_matter_read_date(&r->reader, &n, true, "2026-02-30", &date), OK);
  assert_null(date);
  assert_true(r->out.notes->next->hides);
  assert_err(front_matter_read_date(&r->reader, &n, true, "1 May 2020", &date), OK);
  assert_string_equal(date, "1 May 2020");
  assert_true(front_matter_read_flag("Yes", &flag) && flag);
  assert_true(front_matter_read_flag("OFF", &flag) && !flag);
  assert_false(front_matter_read_flag("1", &flag));
  arena_free(r->arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(notes_are_kept_in_order),
      cmocka_unit_test(texts_become_one_line),
      cmocka_unit_test(lists_and_their_parts),
      cmocka_unit_test(numbers_dates_and_flags),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
