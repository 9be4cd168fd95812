#include "import/files/import_text.h"

#include "support.h"

/* Checks a copy of `text`, which is `n` bytes long after a byte order mark of `bom`. */
static enum err check(
    const char *text, size_t n, size_t bom, struct buf *out, struct parse_problem *p) {
  struct import_file file = {0};
  struct import_run run = {0};
  struct arena *a = arena_new(1 << 16);
  assert_non_null(a);
  struct import_work w = {.run = &run, .arena = a, .file = &file};
  char *copy = arena_alloc(a, n + 1);
  assert_non_null(copy);
  memcpy(copy, text, n);
  copy[n] = '\0';
  enum err e = import_text_check(&w, copy, &n, bom, p);
  buf_clear(out);
  if (!e)
    buf_printf(out, "%s%s", copy, w.notes ? "|noted" : "");
  arena_free(a);
  return e;
}

static void line_ends_become_lf(void **state) {
  struct buf out = {0};
  struct parse_problem p = {0};
  (void)state;
  assert_err(check("a\r\nb\rc\n", 7, 0, &out, &p), OK);
  assert_string_equal(buf_text(&out), "a\nb\nc\n");
  buf_free(&out);
}

static void controls_are_removed_with_a_note(void **state) {
  struct buf out = {0};
  struct parse_problem p = {0};
  (void)state;
  assert_err(check("a\x01"
                   "b\n",
                 4, 0, &out, &p),
      OK);
  assert_string_equal(buf_text(&out), "ab\n|noted");
  buf_free(&out);
}

static void what_is_not_text_is_located(void **state) {
  struct buf out = {0};
  struct parse_problem p = {0};
  (void)state;
  /* The offset is that in the file: with the CR, and with the mark before it. */
  assert_err(check("\xc3\xa9\r\n\xff", 5, 3, &out, &p), ERR_INVALID);
  assert_int_equal(p.line, 2);
  assert_non_null(strstr(p.message, "at offset 7:"));
  assert_err(check("a\0b", 3, 0, &out, &p), ERR_INVALID);
  assert_non_null(strstr(p.message, "at offset 1:"));
  buf_free(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(line_ends_become_lf),
      cmocka_unit_test(controls_are_removed_with_a_note),
      cmocka_unit_test(what_is_not_text_is_located),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
