#include "cli/privacy.h"

#include "cli_support.h"

static void one_person_has_to_be_named(void **state) {
  struct blog *b = *state;
  cli_refused(b, EX_USAGE, "name one person", CLI("privacy", "export"));
  cli_refused(b, EX_USAGE, "name one person",
      CLI("privacy", "erase", "a@example.org", "--name=Ada"));
  cli_refused(b, EX_USAGE, "not an email address", CLI("privacy", "erase", "Ada"));
}

static void nobody_is_known(void **state) {
  struct blog *b = *state;
  assert_non_null(
      strstr(cli_said(b, stdout, 0, CLI("privacy", "export", "a@example.org")),
          "\"comments\""));
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("privacy", "erase", "a@example.org", "--yes")),
      "Nothing is stored about this person.\n");
}

static void a_comment_is_erased(void **state) {
  struct blog *b = *state;
  struct article_input post = support_article_input("one");
  struct comment c;
  int64_t id = support_comment(b, support_save(b, &post), 0, COMMENT_HOLD);
  char name[100];
  assert_err(comment_by_id(b->site->db, b->arena, id, &c), OK);
  snprintf(name, sizeof name, "--name=%s", c.author);
  assert_non_null(
      strstr(cli_said(b, stdout, 0, CLI("privacy", "export", name)), "\"text\""));
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("privacy", "erase", name, "--dry-run")),
      "Would delete 1 comment.\n");
  assert_non_null(strstr(cli_said(b, stdout, 0, CLI("privacy", "erase", name, "--yes")),
      "Deleted 1 comment."));
  assert_err(comment_by_id(b->site->db, b->arena, id, &c), ERR_NOT_FOUND);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(one_person_has_to_be_named),
      support_site_test(nobody_is_known),
      support_site_test(a_comment_is_erased),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
