#include "import/wordpress/import_wxr_article.h"

#include "wxr_support.h"

static void status_slug_and_old_paths(void **state) {
  struct blog *b = *state;
  struct support_import done;
  wxr_import(b,
      HEAD ITEM(7, "Tom &amp;amp; Jerry",
          "<wp:post_name>tom-jerry</wp:post_name>"
          "<wp:post_password>x</wp:post_password><content:encoded>a&lt;!--more--&gt;b</content:encoded>")
          TAIL,
      &done);
  struct article r = support_article(b, 7);
  assert_string_equal(r.title, "Tom & Jerry");
  assert_string_equal(r.slug, "tom-jerry");
  assert_int_equal(r.status, ARTICLE_PRIVATE);
  assert_string_equal(r.excerpt, "a");
  assert_non_null(strstr(buf_text(&done.text), "has a password"));
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM path WHERE path = '/old/7/'"), 1);
  buf_free(&done.text);
}

static void an_unknown_status_is_counted(void **state) {
  struct support_import done;
  wxr_import(*state, HEAD ITEM(7, "A", "<wp:status>odd</wp:status>") TAIL, &done);
  assert_non_null(strstr(
      buf_text(&done.text), "ignored: items of the status \"odd\" (1, first on line"));
  buf_free(&done.text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(status_slug_and_old_paths),
      support_site_test(an_unknown_status_is_counted),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
