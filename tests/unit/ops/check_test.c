#include "ops/check.h"

#include "support_site.h"

static enum err note(void *context, const char *fault) {
  buf_printf(context, "%s\n", fault);
  return OK;
}

static void a_good_site_has_no_problems(void **state) {
  struct blog *b = *state;
  struct buf found = {0};
  struct article_input a = support_article_input("one");
  support_save(b, &a);
  assert_err(check_site(b->site, note, &found), OK);
  assert_string_equal(buf_text(&found), "");
  buf_free(&found);
}

static void rows_and_files_are_checked(void **state) {
  struct blog *b = *state;
  struct buf found = {0};
  struct article_input a = support_article_input("one");
  a.html = "<p><img src=\"/media/none.png\" alt=\"\"></p>";
  support_save(b, &a);
  support_number(
      b, "UPDATE listing SET count = count + 1 WHERE kind = 'home' RETURNING 1");
  assert_err(check_site(b->site, note, &found), OK);
  assert_non_null(strstr(buf_text(&found), "home"));
  assert_non_null(strstr(buf_text(&found), "media/none.png is missing"));
  buf_free(&found);
}

int main(void) {
  const struct CMUnitTest tests[] = {support_site_test(a_good_site_has_no_problems),
      support_site_test(rows_and_files_are_checked)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
