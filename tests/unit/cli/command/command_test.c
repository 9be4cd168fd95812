#include "cli/command/command.h"

#include "support.h"

static const struct command rows[] = {
    {NULL, "init", "", "Init", {{0}}, "x\n", 0, NULL},
    {"post", "list", "", "List", {{"type", "a|b", "Type"}}, "x\n", 0, NULL},
    {"post", "get", "ID", "Get", {{0}}, "x\n", 1, NULL},
    {0},
};
static const struct command_alias aliases[] = {{"article", "post"}, {0}};
static const struct command_table table = {rows, aliases};

static void commands_are_found_by_noun_and_verb(void **state) {
  char name[COMMAND_NAME];
  (void)state;
  assert_ptr_equal(command_find(&table, "post", "get"), &rows[2]);
  assert_ptr_equal(command_find(&table, NULL, "init"), &rows[0]);
  assert_null(command_find(&table, NULL, "get"));
  assert_null(command_find(&table, "init", "init"));
  assert_null(command_find(&table, "article", "get"));
  assert_true(command_has_noun(&table, "post"));
  assert_false(command_has_noun(&table, "init"));
  assert_string_equal(command_name(&rows[1], name), "post list");
  assert_string_equal(command_name(&rows[0], name), "init");
}

static void former_nouns_have_a_current_name(void **state) {
  (void)state;
  assert_string_equal(command_noun_of(&table, "article"), "post");
  assert_null(command_noun_of(&table, "post"));
}

static void options_are_found_by_their_whole_name(void **state) {
  (void)state;
  assert_ptr_equal(command_option(&rows[1], "type=a", 4), &rows[1].options[0]);
  assert_null(command_option(&rows[1], "type", 3));
  assert_null(command_option(&rows[1], "types", 5));
  assert_null(command_option(&rows[0], "", 0));
}

static void values_tell_what_they_take(void **state) {
  (void)state;
  assert_true(command_is_choice("table|json"));
  assert_false(command_is_choice("ID"));
  assert_false(command_is_choice(NULL));
  assert_true(command_is_file("FILE|-"));
  assert_true(command_is_file("[DIR]"));
  assert_false(command_is_file("ID"));
  assert_false(command_is_file(NULL));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(commands_are_found_by_noun_and_verb),
      cmocka_unit_test(former_nouns_have_a_current_name),
      cmocka_unit_test(options_are_found_by_their_whole_name),
      cmocka_unit_test(values_tell_what_they_take)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
