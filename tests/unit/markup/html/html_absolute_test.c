#include "support.h"

#include "markup/html/html_absolute.h"

static void assert_made(const char *html, const char *wanted) {
  struct buf out = {0};
  assert_err(html_absolute(html, "https://example.org", "/2026/tide/", &out), OK);
  assert_string_equal(buf_text(&out), wanted);
  buf_free(&out);
}

static void addresses_become_absolute(void **state) {
  (void)state;
  assert_made("<a href=\"/x/?a=1&amp;b=2\">x</a>",
      "<a href=\"https://example.org/x/?a=1&amp;b=2\">x</a>");
  assert_made("<a href=\"#part\">x</a>",
      "<a href=\"https://example.org/2026/tide/#part\">x</a>");
  assert_made("<a href=\"other/\" title=\"/x/\">x</a>",
      "<a href=\"https://example.org/2026/tide/other/\" title=\"/x/\">x</a>");
  assert_made("<p>a <img src=\"/m.png\" alt=\"\" width=\"1\"> b</p>",
      "<p>a <img src=\"https://example.org/m.png\" alt=\"\" width=\"1\"> b</p>");
  assert_made("<img srcset=\"/a.png 1x, b.png 2x\" src=\"/a.png\">",
      "<img srcset=\"https://example.org/a.png 1x, https://example.org/2026/tide/b.png "
      "2x\" src=\"https://example.org/a.png\">");
  assert_made("<blockquote cite=\"/q/\"><video poster=\"/p.png\"></video></blockquote>",
      "<blockquote cite=\"https://example.org/q/\"><video "
      "poster=\"https://example.org/p.png\"></video></blockquote>");
}

static void attributes_without_a_value(void **state) {
  (void)state;
  assert_made("<audio controls src=\"/a.mp3\"></audio>",
      "<audio controls src=\"https://example.org/a.mp3\"></audio>");
  assert_made("<video src=\"/x.mp4\" controls loop muted poster=\"/p.png\">",
      "<video src=\"https://example.org/x.mp4\" controls loop muted "
      "poster=\"https://example.org/p.png\">");
}

static void a_host_without_a_scheme(void **state) {
  (void)state;
  assert_made(
      "<a href=\"//a.example/x\">x</a>", "<a href=\"https://a.example/x\">x</a>");
  assert_made("<img srcset=\"//a.example/p.png 2x\">",
      "<img srcset=\"https://a.example/p.png 2x\">");
}

static void other_addresses_are_unchanged(void **state) {
  static const char *const same[] = {"", "text &amp; text", "<p>a</p>",
      "<a href=\"https://a.example/x\">x</a>", "<a href=\"mailto:a@example.org\">x</a>",
      "<hr><br>", "<input checked=\"\">", "<input checked disabled>",
      "<p id=\"href\" class=\"/x/\">href=&quot;/x/&quot;</p>"};
  (void)state;
  for (size_t i = 0; i < sizeof same / sizeof same[0]; i++)
    assert_made(same[i], same[i]);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(addresses_become_absolute),
      cmocka_unit_test(attributes_without_a_value),
      cmocka_unit_test(a_host_without_a_scheme),
      cmocka_unit_test(other_addresses_are_unchanged),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
