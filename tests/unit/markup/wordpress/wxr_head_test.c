#include "markup/wordpress/wxr_head.h"

#include "base/buf.h"
#include "support.h"

static void expect_root(const char *head, enum wxr_root want, const char *want_name) {
  char name[WXR_ROOT_NAME];
  assert_int_equal(wxr_find_root(head, strlen(head), name), want);
  assert_string_equal(name, want_name);
}

static void an_export_is_recognised_by_its_namespace(void **state) {
  (void)state;
  expect_root("<?xml version=\"1.0\"?>\n<rss version=\"2.0\"\n"
              "  xmlns:wp=\"http://wordpress.org/export/1.2/\">",
      WXR_ROOT_EXPORT, "rss");
  expect_root("\n\n<?xml version=\"1.0\"?><!-- generator=\"WordPress\" -->\n<rss "
              "xmlns:wp=\"https://wordpress.org/export/1.0/\">",
      WXR_ROOT_EXPORT, "rss");
  expect_root("\xef\xbb\xbf<rss xmlns:a='http://wordpress.org/export/1.2/excerpt/'>",
      WXR_ROOT_EXPORT, "rss");
  expect_root("<?xml version='1.0' encoding='windows-1252'?><!-- \x93 -->"
              "<rss xmlns:wp='http://wordpress.org/export/1.2/'>",
      WXR_ROOT_EXPORT, "rss");
}

static void other_files_are_told_apart(void **state) {
  (void)state;
  expect_root(
      "<rss version=\"2.0\" xmlns:a=\"http://example.org/\">", WXR_ROOT_OTHER, "rss");
  expect_root("<?xml version='1.0'?><disqus xmlns='http://disqus.com'>", WXR_ROOT_OTHER,
      "disqus");
  expect_root(
      "<feed xmlns:wp=\"http://wordpress.org/export/1.2/\">", WXR_ROOT_OTHER, "feed");
  expect_root("# A note about http://wordpress.org/export/\n", WXR_ROOT_NONE, "");
  expect_root("<rss xmlns:wp=\"http://wordpress.org/exp", WXR_ROOT_NONE, "");
  expect_root("", WXR_ROOT_NONE, "");
}

static void a_long_doctype_hides_nothing(void **state) {
  (void)state;
  struct buf b = {0};
  buf_puts(&b, "<?xml version=\"1.0\"?><!DOCTYPE rss [");
  for (int i = 0; i < 3000; i++)
    buf_printf(&b, "<!ENTITY e%d \"x\">\n", i);
  buf_puts(&b, "]><rss xmlns:wp=\"http://wordpress.org/export/1.2/\">");
  expect_root(buf_text(&b), WXR_ROOT_EXPORT, "rss");
  buf_free(&b);
}

static void a_long_name_is_cut(void **state) {
  char name[WXR_ROOT_NAME];
  const char *text = "<abcdefghijabcdefghijabcdefghijabcdefghijabcdefghij>";
  (void)state;
  assert_int_equal(wxr_find_root(text, strlen(text), name), WXR_ROOT_OTHER);
  assert_int_equal(strlen(name), WXR_ROOT_NAME - 1);
}

static void blanks_move_after_the_declaration(void **state) {
  char text[] = "\n \n<?xml version=\"1.0\"?><rss/>";
  size_t length = 0, n = strlen(text);
  (void)state;
  assert_int_equal(wxr_find_declaration(text, n, &length), 3);
  assert_int_equal(length, strlen("<?xml version=\"1.0\"?>"));
  wxr_fix_head(text, n);
  assert_string_equal(text, "<?xml version=\"1.0\"?>\n\n <rss/>");
}

static void a_file_without_declaration_is_unchanged(void **state) {
  char text[] = "\n<rss/>";
  size_t length = 7;
  (void)state;
  (void)wxr_find_declaration(text, strlen(text), &length);
  assert_int_equal(length, 0);
  wxr_fix_head(text, strlen(text));
  assert_string_equal(text, "\n<rss/>");
  char cut[] = " <?xml version=";
  wxr_fix_head(cut, strlen(cut));
  assert_string_equal(cut, " <?xml version=");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_export_is_recognised_by_its_namespace),
      cmocka_unit_test(other_files_are_told_apart),
      cmocka_unit_test(a_long_doctype_hides_nothing),
      cmocka_unit_test(a_long_name_is_cut),
      cmocka_unit_test(blanks_move_after_the_declaration),
      cmocka_unit_test(a_file_without_declaration_is_unchanged),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
