#include "site/publish/article_check.h"

#include "support_site.h"

/* Checks an input without saving it; *problem has the message. */
static enum err check(
    struct blog *b, const struct article_input *in, struct parse_problem *problem) {
  *problem = (struct parse_problem){0};
  return article_check(b->site, b->arena, in, problem);
}

static void assert_refused(
    struct blog *b, const struct article_input *in, const char *says) {
  struct parse_problem problem;
  assert_err(check(b, in, &problem), ERR_INVALID);
  if (!strstr(problem.message, says))
    fail_msg("\"%s\" does not say \"%s\"", problem.message, says);
}

static void texts_must_be_one_plain_line(void **state) {
  struct blog *b = *state;
  struct parse_problem problem;
  struct article_input in = support_article_input("tide");
  assert_err(check(b, &in, &problem), OK);
  in.title = "Tide\nat six";
  assert_refused(b, &in, "title");
  in.title = "Tide \u202ex";
  assert_refused(b, &in, "bidi");
  in = support_article_input("tide");
  in.author = "Ada\t";
  assert_refused(b, &in, "author");
  in = support_article_input("tide");
  in.lang = "english please";
  assert_refused(b, &in, "not a language tag");
  in.lang = "zh-Hans";
  assert_err(check(b, &in, &problem), OK);
}

static void dates_must_be_within_four_digit_years(void **state) {
  struct article_input in = support_article_input("tide");
  in.published_at = INT64_MAX;
  assert_refused(*state, &in, "date is outside");
  in = support_article_input("tide");
  in.expires_at = INT64_MIN;
  assert_refused(*state, &in, "expiry date");
}

static void only_pages_have_parents_and_menus(void **state) {
  struct blog *b = *state;
  struct article_input page = support_article_input("about"),
                       in = support_article_input("tide");
  page.type = ARTICLE_PAGE;
  int64_t about = support_save(b, &page);
  in.parent_id = about;
  assert_refused(b, &in, "\"parent\" is for pages only");
  in = support_article_input("tide");
  in.in_menu = true;
  assert_refused(b, &in, "\"menu\" is for pages only");
  page.id = page.parent_id = about;
  assert_refused(b, &page, "its own ancestor");
}

static void aliases_are_paths_of_articles(void **state) {
  static const char *const good[] = {
      "/old/name/", "old/name", "/2019/notes/", "/2024/01/02/12345/", "/ä/"};
  static const char *const bad[] = {"", "/", "//evil.example/", "https://a.example/x",
      "/a?b", "/a#b", "/a\\b", "/a/../b", "/feed/", "/category/x/", "/2024/",
      "/2024/01/", "/2024/01/page/2/", "/a\nb/"};
  struct blog *b = *state;
  for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
    struct parse_problem problem = {0};
    if (article_check_alias(b->arena, good[i], 3, &problem))
      fail_msg("%s: %s", good[i], problem.message);
  }
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    struct parse_problem problem = {0};
    enum err e = article_check_alias(b->arena, bad[i], 3, &problem);
    if (e != ERR_INVALID || problem.line != 3)
      fail_msg("%s: %s, line %d", bad[i], err_name(e), problem.line);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(texts_must_be_one_plain_line),
      support_site_test(dates_must_be_within_four_digit_years),
      support_site_test(only_pages_have_parents_and_menus),
      support_site_test(aliases_are_paths_of_articles),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
