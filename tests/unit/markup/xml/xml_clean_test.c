#include "markup/xml/xml_clean.h"

#include "support.h"

static void expect(const char *text, const char *want, size_t want_replaced) {
  char copy[100];
  size_t replaced = 0, n = strlen(text);
  memcpy(copy, text, n + 1);
  assert_int_equal(xml_clean(copy, n, true, &replaced), n);
  assert_string_equal(copy, want);
  assert_int_equal(replaced, want_replaced);
}

static void what_xml_forbids_becomes_spaces(void **state) {
  (void)state;
  expect("", "", 0);
  expect("a\x10z", "a z", 1);
  expect("\x01\x08\x0b\x0c\x0e\x1f", "      ", 6);
  expect("a&#16;b&#x1f;c&#x0000001F;", "a     b      c            ", 3);
  expect("a\xef\xbf\xbe\xef\xbf\xbf", "a      ", 2);
  expect("&#xD800;&#xffff;&#1114112;", "                          ", 3);
}

static void everything_else_stays(void **state) {
  (void)state;
  static const char *const texts[] = {"a\tb\r\n", "\x7f", "&#9;&#10;&#13;&#32;",
      "&#x1F600;&amp;&#65;", "&# 16;", "&#;", "&#x;", "& &&", "&#16", "\xef\xbf\xbd",
      "\xef\xbb\xbf", "\xc2\x85", "\xff\xfe", "&#x00000000000000000001;"};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
    expect(texts[i], texts[i], 0);
}

/* However the text is cut into pieces, the result is the same. */
static void a_piece_may_end_anywhere(void **state) {
  (void)state;
  static const char text[] = "x&#16;y\xef\xbf\xbfz&#x1f;&amp;\x02\xef\xbb\xbf&";
  char whole[sizeof text], parts[sizeof text];
  size_t n = sizeof text - 1, want = 0;
  memcpy(whole, text, sizeof text);
  (void)xml_clean(whole, n, true, &want);
  assert_int_equal(want, 4);
  for (size_t cut = 0; cut <= n; cut++) {
    size_t replaced = 0;
    memcpy(parts, text, sizeof text);
    size_t done = xml_clean(parts, cut, false, &replaced);
    assert_true(done <= cut && cut - done < 12);
    assert_int_equal(xml_clean(parts + done, n - done, true, &replaced), n - done);
    assert_memory_equal(parts, whole, n);
    assert_int_equal(replaced, want);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_xml_forbids_becomes_spaces),
      cmocka_unit_test(everything_else_stays),
      cmocka_unit_test(a_piece_may_end_anywhere),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
