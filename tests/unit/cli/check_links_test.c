#include "cli/check_links.h"

#include "cli_support.h"

static void save_with(struct blog *b, const char *slug, const char *html) {
  struct article_input a = support_article_input(slug);
  a.html = html;
  support_save(b, &a);
}

static void good_links_are_counted(void **state) {
  struct blog *b = *state;
  save_with(b, "one", "<p><a href=\"/\">x</a></p>");
  assert_string_equal(cli_said(b, stdout, 0, CLI("check", "--links")),
      "No broken links found: looked at 1 link of 1 article, and 0 redirects.\n");
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("check", "--links", "--format=json")), "[]\n");
}

static void broken_links_set_the_exit_code(void **state) {
  struct blog *b = *state;
  save_with(b, "one", "<p><a href=\"../two\">x</a></p>");
  save_with(b, "two", "<p>x</p>");
  /* Readers get there. */
  const char *text = cli_said(b, stdout, 0, CLI("check", "--links"));
  assert_non_null(strstr(text, "note   redirects  /2026/01/two/\n"));
  assert_non_null(strstr(text, "No broken links found, and 1 note:"));
  save_with(b, "six", "<p><a href=\"/zzz/\">x</a></p>");
  text = cli_said(b, stdout, EX_DATAERR, CLI("check", "--links"));
  assert_non_null(strstr(text, "1 broken link found, and 1 note:"));
  text = cli_said(b, stdout, EX_DATAERR, CLI("check", "--links", "--format=csv"));
  assert_string_equal(text, "article,address,link,level,problem,suggestion\r\n"
                            "1,/2026/01/one/,../two,note,redirects,/2026/01/two/\r\n"
                            "3,/2026/01/six/,/zzz/,error,not found,\r\n");
}

static void failing_memory_is_reported(void **state) {
  struct blog *b = *state;
  save_with(b, "one", "<p><a href=\"/zzz/\">x</a></p>");
  cli_survives_failing_memory(b, EX_DATAERR, CLI("check", "--links"));
  cli_survives_failing_memory(b, EX_DATAERR, CLI("check", "--links", "--format=json"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(good_links_are_counted),
      support_site_test(broken_links_set_the_exit_code),
      support_site_test(failing_memory_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
