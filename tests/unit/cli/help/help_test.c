#include "cli/help/help.h"

#include <sysexits.h>

#include "support.h"

static const struct command rows[] = {
    {NULL, "init", "[DIR]", "Create a site",
        {{"title", "TEXT", "Title"}, {"a-very-long-option", "VALUE", "Meaning"}},
        "pamphlet init\npamphlet init x\n", 0, NULL},
    {"cache", "flush", "", "Flush it", {{0}}, "pamphlet cache flush\n", 0, NULL},
    {0},
};
static const struct command_alias aliases[] = {{"pages", "cache"}, {0}};
static const struct command_table table = {rows, aliases};

static void one_command(void *context) {
  (void)context;
  help_command(&rows[0]);
}

static void everything(void *context) {
  (void)context;
  help_all(&table, stdout);
}

static void unknown_command(void *context) {
  help_unknown(&table, NULL, context);
}

static void unknown_verb(void *context) {
  assert_int_equal(help_about(&table, "cache", context), EX_USAGE);
}

static void a_command_is_explained(void **state) {
  (void)state;
  assert_string_equal(support_written(stdout, one_command, NULL),
      "Usage: pamphlet init [OPTION ...] [DIR]\n\nCreate a site.\n\nOptions:\n"
      "  --title=TEXT         Title\n"
      "  --a-very-long-option=VALUE\n"
      "                       Meaning\n"
      "\nExamples:\n  pamphlet init\n  pamphlet init x\n");
}

static void former_nouns_are_hidden(void **state) {
  (void)state;
  const char *said = support_written(stdout, everything, NULL);
  assert_non_null(strstr(said, "pamphlet cache flush"));
  assert_null(strstr(said, "pages"));
  assert_false(help_noun(&table, stdout, "pages"));
}

static void a_similar_command_is_suggested(void **state) {
  char typed[] = "cahce", verb[] = "flsh", none[] = "xyzzy";
  (void)state;
  assert_non_null(strstr(support_written(stderr, unknown_command, typed),
      "unknown command \"cahce\": did you mean \"cache\"?"));
  assert_non_null(strstr(
      support_written(stderr, unknown_verb, verb), "did you mean \"cache flush\"?"));
  assert_null(strstr(support_written(stderr, unknown_command, none), "did you mean"));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(a_command_is_explained),
      cmocka_unit_test(former_nouns_are_hidden),
      cmocka_unit_test(a_similar_command_is_suggested)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
