#include "cli/comment_targets.h"

#include <stdio.h>
#include <unistd.h>

#include "cli_support.h"

static struct comment_targets named(const char *const *words, int expected) {
  struct comment_targets t = {0};
  struct command_line line = {.arguments = words};
  while (words[line.count])
    line.count++;
  assert_int_equal(comment_targets_named(&line, &t), expected);
  return t;
}

static void ids_are_arguments(void **state) {
  struct comment_targets t = named(CLI("7", "5"), 0);
  (void)state;
  assert_int_equal(t.count, 2);
  assert_int_equal(t.items[0].id, 7);
  assert_int_equal(t.items[1].id, 5);
  comment_targets_free(&t);
  t = named(CLI("7", "x", "5"), EX_USAGE);
  comment_targets_free(&t);
}

/* Replaces standard input by the text. */
static void type_bytes(const char *text, size_t size) {
  FILE *f = tmpfile();
  assert_non_null(f);
  assert_int_equal(fwrite(text, 1, size, f), size);
  rewind(f);
  assert_int_equal(dup2(fileno(f), STDIN_FILENO), STDIN_FILENO);
  fclose(f);
}

static void type(const char *text) {
  type_bytes(text, strlen(text));
}

static void a_dash_is_standard_input(void **state) {
  (void)state;
  type("1 2\n3,4\t5\r\n\n");
  struct comment_targets t = named(CLI("9", "-"), 0);
  assert_int_equal(t.count, 6);
  assert_int_equal(t.items[0].id, 9);
  assert_int_equal(t.items[5].id, 5);
  comment_targets_free(&t);
  type("1 x 2");
  t = named(CLI("-"), EX_USAGE);
  comment_targets_free(&t);
  type("");
  t = named(CLI("-"), 0);
  assert_int_equal(t.count, 0);
  comment_targets_free(&t);
}

/* It would hide what follows, or split an ID in two. */
static void input_with_nul_is_refused(void **state) {
  (void)state;
  type_bytes("1\0"
             "2\0",
      4);
  struct comment_targets t = named(CLI("-"), EX_DATAERR);
  assert_int_equal(t.count, 0);
  comment_targets_free(&t);
}

static void a_selection_is_counted_by_status(void **state) {
  struct blog *b = *state;
  struct article_input post = support_article_input("one");
  int64_t article = support_save(b, &post);
  struct comment_targets t = {0};
  for (int i = 0; i < 100; i++)
    support_comment(b, article, 0, i % 4 ? COMMENT_SPAM : COMMENT_HOLD);
  assert_err(comment_targets_selected(b->site, &comment_select_all, &t), OK);
  assert_int_equal(t.count, 100);
  assert_int_equal(t.of_status[COMMENT_SPAM], 75);
  assert_int_equal(t.of_status[COMMENT_HOLD], 25);
  comment_targets_free(&t);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(ids_are_arguments),
      cmocka_unit_test(a_dash_is_standard_input),
      cmocka_unit_test(input_with_nul_is_refused),
      support_site_test(a_selection_is_counted_by_status),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
