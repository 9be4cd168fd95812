#include "site/core/change_text.h"

#include "fail_alloc.h"
#include "support.h"

/* What was read, one part per line, each with a letter for its kind. */
static char *read_back(const char *text) {
  const struct view_change_place *places = NULL;
  size_t count = 0;
  struct buf out = {0};
  struct arena *a = arena_new(1 << 20);
  assert_err(change_text_read(a, text, &places, &count), OK);
  for (size_t i = 0; i < count; i++) {
    for (size_t j = 0; j < places[i].count; j++)
      buf_printf(
          &out, "%c%s|", "=-+"[places[i].parts[j].change], places[i].parts[j].text);
    buf_putc(&out, '\n');
  }
  arena_free(a);
  return support_take(&out);
}

static void reads(const char *text, const char *want) {
  char *got = read_back(text);
  assert_string_equal(got, want);
  free(got);
}

static void words_are_told_apart(void **state) {
  (void)state;
  reads("", "");
  reads("left in <del>1911</del><ins>1912</ins> from\n<ins>new</ins>",
      "=left in |-1911|+1912|= from|\n+new|\n");
  reads("\n\n<del>a</del>\n", "-a|\n");
}

static void anything_else_is_text(void **state) {
  (void)state;
  reads("<b>x</b> &lt;del&gt; &amp;lt; &nbsp; <del",
      "=<b>x</b> <del> &lt; &nbsp; <del|\n");
  reads("<del>a<ins>b</del>c</ins>", "-a|+b|=c|\n");
  reads("<del></del><ins></ins>", "\n");
}

static void what_was_written_is_read(void **state) {
  static const char words[] = "a <del>&lt;</del> \xe2\x80\xae \"b\"";
  struct buf out = {0};
  (void)state;
  change_text_put(&out, VIEW_CHANGE_NONE, words, strlen(words));
  change_text_put(&out, VIEW_CHANGE_REMOVED, words, strlen(words));
  change_text_put(&out, VIEW_CHANGE_ADDED, "", 0);
  char *got = read_back(buf_text(&out)), want[200];
  snprintf(want, sizeof want, "=%s|-%s|\n", words, words);
  assert_string_equal(got, want);
  free(got);
  buf_free(&out);
}

static enum err read_once(void *context) {
  const struct view_change_place *places;
  size_t count;
  struct arena *a = arena_new(1 << 20);
  enum err e = a ? change_text_read(a, context, &places, &count) : ERR_NOMEM;
  arena_free(a);
  return e;
}

static void failing_memory_is_reported(void **state) {
  char text[] = "a <del>b</del>";
  (void)state;
  assert_true(fail_alloc_each(read_once, text) > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_are_told_apart),
      cmocka_unit_test(anything_else_is_text),
      cmocka_unit_test(what_was_written_is_read),
      cmocka_unit_test(failing_memory_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
