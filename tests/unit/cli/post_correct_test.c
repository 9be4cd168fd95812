#include "cli/post_correct.h"

#include "cli_support.h"

static void a_notice_is_added_listed_and_removed(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("tide");
  support_save(b, &d);
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("post", "correct", "1", "--note=It was seven.")),
      "Corrected post 1.\n");
  const char *said = cli_said(b, stdout, 0, CLI("post", "correct", "1", "--list"));
  assert_non_null(strstr(said, "It was seven."));
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("post", "correct", "1", "--list", "--format=ids")),
      "1\n");
  cli_refused(
      b, EX_NOINPUT, "no correction 2", CLI("post", "correct", "1", "--remove=2"));
  assert_string_equal(cli_said(b, stdout, 0, CLI("post", "correct", "1", "--remove=1")),
      "Removed a correction from post 1.\n");
  assert_int_equal(support_number(b, "SELECT count(*) FROM correction"), 0);
}

static void mistakes_are_refused(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("tide");
  d.status = ARTICLE_DRAFT;
  support_save(b, &d);
  cli_refused(b, EX_USAGE, "give one of", CLI("post", "correct", "1"));
  cli_refused(
      b, EX_USAGE, "give one of", CLI("post", "correct", "1", "--note=a", "--list"));
  cli_refused(
      b, EX_USAGE, "that --list shows", CLI("post", "correct", "1", "--remove=x"));
  cli_refused(
      b, EX_USAGE, "take no file", CLI("post", "correct", "1", "x.md", "--list"));
  cli_refused(b, EX_NOINPUT, "x.md", CLI("post", "correct", "1", "x.md", "--note=a"));
  cli_refused(b, EX_DATAERR, "not published", CLI("post", "correct", "1", "--note=a"));
  cli_refused(b, EX_DATAERR, "empty", CLI("post", "correct", "1", "--note="));
  cli_refused(b, EX_NOINPUT, "not found", CLI("post", "correct", "9", "--note=a"));
  cli_refused(b, EX_NOINPUT, "not found", CLI("post", "correct", "9", "--list"));
}

static void the_words_that_changed_are_shown(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("tide");
  d.source = d.html = "<p>It is at six.</p>";
  d.format = "html";
  support_save(b, &d);
  const char *said = cli_said(
      b, stderr, 0, CLI("post", "update", "1", "--content=<p>It is at seven.</p>"));
  assert_non_null(strstr(said, "1 word of it changed"));
  assert_non_null(strstr(said, "pamphlet post correct 1 --note="));
  said = cli_said(
      b, stderr, 0, CLI("post", "update", "1", "--content=<p>It is att seven.</p>"));
  cli_said(b, stdout, 0, CLI("post", "correct", "1", "--note=It was seven."));
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM correction WHERE changes LIKE"
                        " '%is <del>at six</del><ins>att seven</ins>.%'"),
      1);
  assert_int_equal(support_number(b, "SELECT count(*) FROM correction_before"), 0);
  cli_said(b, stderr, 0, CLI("post", "update", "1", "--content=<p>It is not.</p>"));
  cli_said(b, stdout, 0, CLI("post", "correct", "1", "--note=x", "--no-diff"));
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM correction WHERE changes = ''"), 1);
}

static void typing_errors_need_no_notice(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("tide");
  d.source = d.html = "<p>It was recieved.</p>";
  d.format = "html";
  support_save(b, &d);
  assert_string_equal(
      cli_said(b, stderr, 0,
          CLI("post", "update", "1", "--content=<p>It was received.</p>")),
      "");
  assert_int_equal(support_number(b, "SELECT count(*) FROM correction_before"), 0);
}

static void failing_memory_is_reported(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("tide");
  support_save(b, &d);
  cli_survives_failing_memory(
      b, 0, CLI("post", "correct", "1", "--note=It was seven."));
  cli_survives_failing_memory(b, 0, CLI("post", "correct", "1", "--list"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_notice_is_added_listed_and_removed),
      support_site_test(mistakes_are_refused),
      support_site_test(the_words_that_changed_are_shown),
      support_site_test(typing_errors_need_no_notice),
      support_site_test(failing_memory_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
