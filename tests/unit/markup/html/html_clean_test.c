#include "markup/html/html_clean.h"

#include "support.h"

/* Returns what was read, one line per step. */
static void reads(const char *html, const char *want) {
  struct html_clean r = {.at = html};
  struct buf out = {0};
  enum html_clean_step step;
  while ((step = html_clean_next(&r)) != HTML_CLEAN_END) {
    buf_puts(&out, step == HTML_CLEAN_OPEN    ? "+"
                   : step == HTML_CLEAN_CLOSE ? "-"
                                              : "=");
    if (step == HTML_CLEAN_TEXT)
      html_clean_text(&r, &out);
    else
      buf_add(&out, r.found, r.size);
    buf_putc(&out, '\n');
  }
  assert_string_equal(buf_text(&out), want);
  buf_free(&out);
}

static void tags_are_read_in_order(void **state) {
  (void)state;
  reads("", "");
  reads("<p>One <a href=\"/x\">two</a><br>three</p>",
      "+p\n=One \n+a\n=two\n-a\n+br\n=three\n-p\n");
  reads("&lt;b&gt; &amp;amp; &quot;&#39; &eacute; &", "=<b> &amp; \"' &eacute; &\n");
}

static void truncated_html_ends(void **state) {
  static const char *const cut[] = {"<", "</", "<p", "<p class", "</p", "<p><", "a<"};
  (void)state;
  for (size_t i = 0; i < sizeof cut / sizeof cut[0]; i++) {
    struct html_clean r = {.at = cut[i]};
    while (html_clean_next(&r) != HTML_CLEAN_END)
      assert_true(r.at <= cut[i] + strlen(cut[i]) &&
                  r.found + r.size <= cut[i] + strlen(cut[i]));
  }
}

static void passes_over_an_element(void **state) {
  struct html_clean r = {.at = "<ul><li><ul>a</ul></li></ul><img src=\"x\">b"};
  (void)state;
  assert_int_equal(html_clean_next(&r), HTML_CLEAN_OPEN);
  html_clean_skip(&r);
  assert_int_equal(html_clean_next(&r), HTML_CLEAN_OPEN);
  assert_true(html_clean_is(&r, "br img "));
  html_clean_skip(&r);
  assert_int_equal(html_clean_next(&r), HTML_CLEAN_TEXT);
  assert_string_equal(r.found, "b");
}

static void finds_an_attribute(void **state) {
  struct html_clean r = {.at = "<p title=\" class=x\" class=\"note big\">"};
  (void)state;
  assert_int_equal(html_clean_next(&r), HTML_CLEAN_OPEN);
  assert_true(html_clean_has(&r, " class=\"note"));
  assert_false(html_clean_has(&r, " class=\"x"));
}

static void reads_the_value_of_an_attribute(void **state) {
  struct html_clean r = {.at = "<p id=\"a&amp;b\" lang=\"\">"};
  struct buf out = {0};
  (void)state;
  assert_int_equal(html_clean_next(&r), HTML_CLEAN_OPEN);
  assert_true(html_clean_value(&r, " id=\"", &out));
  assert_true(html_clean_value(&r, " lang=\"", &out));
  assert_false(html_clean_value(&r, " class=\"", &out));
  assert_string_equal(buf_text(&out), "a&b");
  buf_free(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(tags_are_read_in_order),
      cmocka_unit_test(truncated_html_ends),
      cmocka_unit_test(passes_over_an_element),
      cmocka_unit_test(finds_an_attribute),
      cmocka_unit_test(reads_the_value_of_an_attribute),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
