#include "cli/spam.h"

#include <stdio.h>

#include "cli_support.h"

static const char spam_text[] = "Cheap viagra, casino bonus, http://pills.ru/";

static int64_t new_comment(struct blog *b, enum comment_status status) {
  struct article_input post = support_article_input("one");
  return support_comment(b, support_save(b, &post), 0, status);
}

static void what_was_learned_is_shown(void **state) {
  struct blog *b = *state;
  int64_t id = new_comment(b, COMMENT_HOLD);
  const char *said = cli_said(b, stdout, 0, CLI("spam", "status", "--format=json"));
  assert_non_null(strstr(said, "\"learned_spam\": 0"));
  assert_non_null(strstr(said, "\"hold_score\": 95"));
  assert_err(support_moderate(b->site, id, COMMENT_SPAM), OK);
  said = cli_said(b, stdout, 0, CLI("spam", "status"));
  assert_non_null(strstr(said, "learned_spam"));
  assert_int_equal(support_number(b, "SELECT spam FROM spam_total"), 1);
}

static void a_text_is_explained(void **state) {
  struct blog *b = *state;
  const char *said = cli_said(b, stdout, 0, CLI("spam", "explain", spam_text));
  assert_non_null(strstr(said, "% (spam; hold_score 95, spam_score 99)"));
  assert_non_null(strstr(said, "viagra"));
  said = cli_said(b, stdout, 0, CLI("spam", "explain", spam_text, "--format=json"));
  assert_non_null(strstr(said, "\"verdict\": \"spam\""));
  said = cli_said(b, stdout, 0, CLI("spam", "explain", spam_text, "--format=csv"));
  assert_int_equal(strncmp(said, "word,spam_percent,", 18), 0);
  said = cli_said(b, stdout, 0, CLI("spam", "explain", "qqzzxx", "--author=qqzzxx"));
  assert_non_null(strstr(said, "no objection"));
  char option[40];
  snprintf(
      option, sizeof option, "--comment=%lld", (long long)new_comment(b, COMMENT_HOLD));
  said = cli_said(b, stdout, 0, CLI("spam", "explain", option));
  assert_non_null(strstr(said, "Score: "));
  cli_refused(b, EX_NOINPUT, "not found", CLI("spam", "explain", "--comment=99"));
  cli_refused(b, EX_USAGE, "give a text", CLI("spam", "explain"));
  cli_refused(b, EX_USAGE, "give a text", CLI("spam", "explain", "a", option));
}

static void comments_and_files_are_learned(void **state) {
  struct blog *b = *state;
  char file[400];
  new_comment(b, COMMENT_APPROVE);
  assert_string_equal(cli_said(b, stdout, 0, CLI("spam", "train")),
      "Learned from 1 good and 0 spam comments.\n");
  snprintf(file, sizeof file, "%s/list.json", b->site->dir);
  FILE *f = fopen(file, "w");
  assert_non_null(f);
  fputs("[{\"content\": \"a\", \"status\": \"spam\"},"
        " {\"author\": \"b\", \"url\": null, \"status\": \"approve\"},"
        " {\"content\": \"c\", \"status\": \"hold\"}]",
      f);
  assert_int_equal(fclose(f), 0);
  assert_string_equal(cli_said(b, stdout, 0, CLI("spam", "train", file)),
      "Learned from 1 good and 1 spam comment.\n");
  f = fopen(file, "w");
  assert_non_null(f);
  fputs("[{\"content\": \"a\", \"status\": \"spam\"}, {\"content\": \"b\"}]", f);
  assert_int_equal(fclose(f), 0);
  cli_refused(b, EX_DATAERR, "comment 2 has no status", CLI("spam", "train", file));
  f = fopen(file, "w");
  assert_non_null(f);
  fputs("{}", f);
  assert_int_equal(fclose(f), 0);
  cli_refused(b, EX_DATAERR, "not a list of comments", CLI("spam", "train", file));
  f = fopen(file, "w");
  assert_non_null(f);
  fputs("[\n{,\n", f);
  assert_int_equal(fclose(f), 0);
  cli_refused(b, EX_DATAERR, "list.json:2: ", CLI("spam", "train", file));
  cli_refused(b, EX_NOINPUT, "cannot open", CLI("spam", "train", "/nonexistent"));
  /* Nothing of a file that is refused was learned. */
  assert_int_equal(support_number(b, "SELECT good * 10 + spam FROM spam_total"), 21);
  cli_said(b, stdout, 0, CLI("spam", "reset", "--yes"));
  assert_int_equal(support_number(b, "SELECT good * 10 + spam FROM spam_total"), 0);
  cli_refused(b, EX_USAGE, "--yes", CLI("spam", "reset"));
}

static void failing_memory_is_reported(void **state) {
  cli_survives_failing_memory(*state, 0, CLI("spam", "explain", spam_text));
  cli_survives_failing_memory(*state, 0, CLI("spam", "status"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(what_was_learned_is_shown),
      support_site_test(a_text_is_explained),
      support_site_test(comments_and_files_are_learned),
      support_site_test(failing_memory_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
