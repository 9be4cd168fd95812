#include "import/compose/compose_text.h"

#include "support_site.h"

static char *text_of(struct blog *b, const struct compose *c, bool *as_given) {
  struct parse_problem problem = {0};
  char *text = NULL;
  size_t size = 0;
  enum err e = compose_text(b->site, b->arena, c, &text, &size, as_given, &problem);
  if (e)
    fail_msg("%s: %s", err_name(e), problem.message);
  assert_int_equal(strlen(text), size);
  return text;
}

static void an_unchanged_text_keeps_its_lines(void **state) {
  struct blog *b = *state;
  bool as_given = false;
  static const char given[] = "---\ntitle: A\n---\nx\n";
  const struct compose c = {.text = given, .size = sizeof given - 1};
  assert_string_equal(text_of(b, &c, &as_given), given);
  assert_true(as_given);
}

static void changes_replace_keys(void **state) {
  struct blog *b = *state;
  bool as_given = true;
  const struct compose_change changes[] = {
      {"title", "New"}, {"tags", "a, b"}, {"slug", ""}};
  static const char given[] = "---\ntitle: A\nslug: old\n---\nx\n";
  const struct compose c = {
      .text = given, .size = sizeof given - 1, .changes = changes, .change_count = 3};
  const char *text = text_of(b, &c, &as_given);
  assert_non_null(strstr(text, "title: New\n"));
  assert_non_null(strstr(text, "tags: [a, b]\n"));
  assert_null(strstr(text, "old"));
  assert_non_null(strstr(text, "---\nx\n"));
  assert_false(as_given);
}

static void a_nul_and_unknown_values_are_refused(void **state) {
  struct blog *b = *state;
  struct parse_problem problem = {0};
  char *text;
  size_t size;
  bool as_given;
  const struct compose_change title = {"title", "New"};
  const struct compose nul = {
      .text = "a\0b", .size = 3, .changes = &title, .change_count = 1};
  assert_err(compose_text(b->site, b->arena, &nul, &text, &size, &as_given, &problem),
      ERR_INVALID);
  const struct compose_change change = {"comments", "maybe"};
  const struct compose c = {
      .text = "x", .size = 1, .changes = &change, .change_count = 1};
  assert_err(compose_text(b->site, b->arena, &c, &text, &size, &as_given, &problem),
      ERR_INVALID);
  assert_non_null(strstr(problem.message, "open or closed"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(an_unchanged_text_keeps_its_lines),
      support_site_test(changes_replace_keys),
      support_site_test(a_nul_and_unknown_values_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
