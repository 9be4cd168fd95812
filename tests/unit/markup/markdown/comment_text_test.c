#include "markup/markdown/comment_text.h"

#include <time.h>

#include "support.h"

static void renders(const char *text, const char *want) {
  struct buf b = {0};
  assert_err(comment_text_to_html(text, &b), OK);
  assert_string_equal(buf_text(&b), want);
  buf_free(&b);
}

#define LINK(url, text) "<a href=\"" url "\" rel=\"nofollow ugc noopener\">" text "</a>"

static void makes_paragraphs(void **state) {
  (void)state;
  renders("", "");
  renders(" \n\t\n", "");
  renders("one", "<p>one</p>\n");
  renders("one\ntwo", "<p>one<br>\ntwo</p>\n");
  renders("one\n\ntwo\n", "<p>one</p>\n<p>two</p>\n");
  renders("\n\none\n \t\n\ntwo\n\n", "<p>one</p>\n<p>two</p>\n");
}

static void escapes_markup(void **state) {
  (void)state;
  renders("<script>alert('x')</script> & \"q\" &amp;",
      "<p>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;q&quot; &amp;amp;</p>\n");
  renders("http://a.example/?x=1&y=\"><b>",
      "<p>" LINK("http://a.example/?x=1&amp;y=",
          "http://a.example/?x=1&amp;y=") "&quot;&gt;&lt;b&gt;</p>\n");
}

static void links_addresses(void **state) {
  (void)state;
  renders("see https://a.example/x.",
      "<p>see " LINK("https://a.example/x", "https://a.example/x") ".</p>\n");
  renders("(http://a.example/b_(c))",
      "<p>(" LINK("http://a.example/b_(c)", "http://a.example/b_(c)") ")</p>\n");
  renders("http://a.example/?!...",
      "<p>" LINK("http://a.example/", "http://a.example/") "?!...</p>\n");
  renders("HTTP://A.EXAMPLE http://[::1]:8/x",
      "<p>" LINK("HTTP://A.EXAMPLE", "HTTP://A.EXAMPLE") " " LINK(
          "http://[::1]:8/x", "http://[::1]:8/x") "</p>\n");
  renders("读http://例子.example/好",
      "<p>读" LINK("http://例子.example/好", "http://例子.example/好") "</p>\n");
  renders("https://a.example/好。还有",
      "<p>" LINK("https://a.example/好", "https://a.example/好") "。还有</p>\n");
}

static void leaves_other_text_alone(void **state) {
  static const char *const plain[] = {"javascript:alert(1)", "xhttp://a.example",
      "http://", "http:// a", "http://user@a.example/", "http://a_b.example", "https:x",
      "www.a.example", "ftp://a.example", "http://a.example:99999/", "h", "hh", "http"};
  (void)state;
  for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
    char want[128];
    snprintf(want, sizeof want, "<p>%s</p>\n", plain[i]);
    renders(plain[i], want);
  }
}

static double seconds(const char *unit, size_t times) {
  struct buf text = {0}, html = {0};
  for (size_t i = 0; i < times; i++)
    buf_puts(&text, unit);
  clock_t start = clock();
  assert_err(comment_text_to_html(buf_text(&text), &html), OK);
  double used = (double)(clock() - start) / CLOCKS_PER_SEC;
  buf_free(&text);
  buf_free(&html);
  return used;
}

static void takes_linear_time(void **state) {
  static const char *const units[] = {"http://", "http://a.example/(", "http://a.b/)",
      "h", "https://[", "http://é", "http://a.example/.", "http://-", "<\n"};
  (void)state;
  for (size_t i = 0; i < sizeof units / sizeof *units; i++)
    assert_true(seconds(units[i], 60000) < 2);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(makes_paragraphs),
      cmocka_unit_test(escapes_markup),
      cmocka_unit_test(links_addresses),
      cmocka_unit_test(leaves_other_text_alone),
      cmocka_unit_test(takes_linear_time),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
