#include "view/template_names.h"

#include "support.h"

static void names_have_a_meaning(void **state) {
  (void)state;
  assert_string_equal(template_names_meaning("TITLE"), "title of the article");
  assert_null(template_names_meaning("title"));
  assert_null(template_names_meaning("NO_SUCH_NAME"));
}

static void a_typing_error_gets_a_suggestion(void **state) {
  (void)state;
  assert_string_equal(template_names_suggest("TITEL"), "TITLE");
  assert_string_equal(template_names_suggest("BODY_HTLM"), "BODY_HTML");
  assert_null(template_names_suggest("SOMETHING_ELSE"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_have_a_meaning),
      cmocka_unit_test(a_typing_error_gets_a_suggestion),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
