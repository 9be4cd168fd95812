#include "cli/help/complete.h"

#include "support.h"

static const struct command rows[] = {
    {"post", "list", "", "List", {{0}}, "x\n", 0, NULL},
    {"post", "get", "ID", "Get", {{0}}, "x\n", 1, NULL},
    {"comment", "list", "", "List", {{"post", "ID", "Post"}}, "x\n", 0, NULL},
    {"comment", "count", "[ID]", "Count", {{0}}, "x\n", 0, NULL},
    {"config", "get", "NAME", "Get", {{0}}, "x\n", 1, NULL},
    {"comment", "spam", "[ID ...|-]", "Spam", {{0}}, "x\n", 0, NULL},
    {0},
};
static const struct command_table table = {rows, NULL};

static void ids_are_of_the_right_kind(void **state) {
  (void)state;
  assert_string_equal(complete_ids(&rows[1], rows[1].arguments), "post");
  assert_string_equal(complete_ids(&rows[2], rows[2].options[0].value), "post");
  assert_string_equal(complete_ids(&rows[3], rows[3].arguments), "post");
  assert_null(complete_ids(&rows[4], rows[4].arguments));
  assert_string_equal(complete_ids(&rows[5], rows[5].arguments), "comment");
  assert_string_equal(complete_ids_field("post"), "title");
  assert_string_equal(complete_ids_field("comment"), "author");
}

static void nouns_are_offered_once(void **state) {
  (void)state;
  assert_true(complete_is_first(&table, &rows[0]));
  assert_false(complete_is_first(&table, &rows[1]));
  assert_true(complete_is_first(&table, &rows[2]));
  assert_true(complete_has_setting(&rows[4]));
  assert_false(complete_has_setting(&rows[1]));
}

static void print_all(void *context) {
  (void)context;
  complete_verbs(&table, "post", ", ");
  putchar('\n');
  complete_choices("a|b|c");
  putchar('\n');
  complete_quote("it's [x]", "'\\''", "[]");
}

static void print_settings(void *context) {
  (void)context;
  complete_settings();
}

static void lists_are_printed(void **state) {
  (void)state;
  assert_string_equal(
      support_written(stdout, print_all, NULL), "list, get\na b c\nit'\\''s \\[x\\]");
  const char *said = support_written(stdout, print_settings, NULL);
  assert_non_null(strstr(said, " folder limit_mb "));
  assert_null(strstr(said, "store"));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(ids_are_of_the_right_kind),
      cmocka_unit_test(nouns_are_offered_once), cmocka_unit_test(lists_are_printed)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
