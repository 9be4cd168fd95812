#include "cli/check.h"

#include "cli_support.h"

static void break_a_count(struct blog *b) {
  struct article_input a = support_article_input("one");
  support_save(b, &a);
  support_number(
      b, "UPDATE listing SET count = count + 1 WHERE kind = 'home' RETURNING 1");
}

static void a_good_site_has_no_problems(void **state) {
  struct blog *b = *state;
  assert_string_equal(cli_said(b, stdout, 0, CLI("check")), "No problems found.\n");
  assert_string_equal(cli_said(b, stdout, 0, CLI("check", "--format=json")),
      "{\n  \"faults\": [],\n  \"warnings\": []\n}\n");
}

static void problems_set_the_exit_code(void **state) {
  struct blog *b = *state;
  break_a_count(b);
  const char *text = cli_said(b, stdout, EX_DATAERR, CLI("check"));
  assert_non_null(strstr(text, "the count of the list \"home\" 0 is wrong\n"));
  assert_non_null(strstr(text, "\n2 problems found. "));
  text = cli_said(b, stdout, EX_DATAERR, CLI("check", "--format=json"));
  assert_non_null(strstr(text, "the count of the list \\\"home\\\" 0 is wrong"));
}

static void a_database_that_cannot_be_read_is_reported(void **state) {
  struct blog *b = *state;
  support_write(b->site->dir, "pamphlet.db", "no database");
  cli_said(b, stderr, EX_DATAERR, CLI("check"));
}

static void an_unknown_format_is_refused(void **state) {
  cli_refused(*state, EX_USAGE, "unknown format", CLI("check", "--format=xml"));
}

/* A finding that gets lost would make a damaged site look sound. */
static void failing_memory_is_reported(void **state) {
  struct blog *b = *state;
  cli_survives_failing_memory(b, 0, CLI("check"));
  break_a_count(b);
  cli_survives_failing_memory(b, EX_DATAERR, CLI("check"));
  cli_survives_failing_memory(b, EX_DATAERR, CLI("check", "--format=json"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_good_site_has_no_problems),
      support_site_test(problems_set_the_exit_code),
      support_site_test(a_database_that_cannot_be_read_is_reported),
      support_site_test(an_unknown_format_is_refused),
      support_site_test(failing_memory_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
