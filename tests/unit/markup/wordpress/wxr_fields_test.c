#include "markup/wordpress/wxr_fields.h"

#include "markup/wordpress/wxr_item.h"
#include "support.h"

static void places_depend_on_the_element_around(void **state) {
  (void)state;
  assert_int_equal(wxr_fields_enter(IN_OUTSIDE, "rss"), IN_OUTSIDE);
  assert_int_equal(wxr_fields_enter(IN_OUTSIDE, "channel"), IN_CHANNEL);
  assert_int_equal(wxr_fields_enter(IN_CHANNEL, "item"), IN_ITEM);
  assert_int_equal(wxr_fields_enter(IN_ITEM, "item"), IN_OTHER);
  assert_int_equal(wxr_fields_enter(IN_ITEM, "wp:comment"), IN_COMMENT);
  assert_int_equal(wxr_fields_enter(IN_CHANNEL, "wp:comment"), IN_OTHER);
}

static void the_text_of_an_element_sets_its_member(void **state) {
  struct wxr_item item = {0};
  (void)state;
  wxr_fields_clear(IN_ITEM, &item);
  assert_string_equal(item.title, "");
  assert_string_equal(item.attachment_url, "");
  assert_null(item.terms);
  wxr_fields_set(IN_ITEM, "wp:post_name", &item, "tide");
  assert_string_equal(item.name, "tide");
  assert_string_equal(item.title, "");
  /* The title of the channel is not wanted. */
  assert_true(wxr_fields_has(IN_ITEM, "title"));
  assert_false(wxr_fields_has(IN_CHANNEL, "title"));
  wxr_fields_set(IN_ITEM, "unknown", &item, "x");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(places_depend_on_the_element_around),
      cmocka_unit_test(the_text_of_an_element_sets_its_member),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
