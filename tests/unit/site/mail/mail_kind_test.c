#include "site/mail/mail_kind.h"

#include "support.h"

static void unknown_names(void **state) {
  (void)state;
  assert_null(mail_kind_find(""));
  assert_null(mail_kind_find("nothing"));
}

static void known_names(void **state) {
  (void)state;
  assert_string_equal(mail_kind_find("comment")->name, "comment");
  assert_non_null(mail_kind_find("comment")->expand);
  assert_non_null(mail_kind_find("digest")->compose);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(unknown_names), cmocka_unit_test(known_names)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
