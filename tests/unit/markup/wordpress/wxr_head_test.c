#include "markup/wordpress/wxr_head.h"

#include "support.h"

static bool is_like(const char *head) {
  return wxr_is_like(head, strlen(head));
}

static void an_export_is_recognised(void **state) {
  (void)state;
  assert_true(is_like("<?xml version=\"1.0\"?>\n<rss version=\"2.0\"\n"
                      "  xmlns:wp=\"http://wordpress.org/export/1.2/\">"));
  assert_true(
      is_like("\n\n<?xml version=\"1.0\"?><!-- generator=\"WordPress\" -->\n<rss "
              "xmlns:wp=\"http://wordpress.org/export/1.0/\">"));
  assert_false(is_like("# A note about http://wordpress.org/export/\n"));
  assert_false(is_like("<html><body>x</body></html>"));
  assert_false(is_like(""));
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
      cmocka_unit_test(an_export_is_recognised),
      cmocka_unit_test(blanks_move_after_the_declaration),
      cmocka_unit_test(a_file_without_declaration_is_unchanged),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
