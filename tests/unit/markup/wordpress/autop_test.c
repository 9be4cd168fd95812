#include "markup/wordpress/autop.h"

#include <time.h>

#include "support.h"

static void paragraphs_and_line_breaks(void **state) {
  static const char *const rows[][2] = {
      {"one\n\ntwo\nthree", "<p>one</p>\n<p>two<br>\nthree</p>\n"},
      {"<h2>a</h2>\nb", "<h2>a</h2><p>b</p>\n"},
      {"<blockquote>a\n\nb</blockquote>",
          "<blockquote><p>a</p>\n<p>b</p>\n</blockquote>"},
      {"<pre>a\n\nb</pre>", "<pre>a\n\nb</pre>"},
      {"<ul><li>a\nb</li></ul>", "<ul><li>a<br>\nb</li></ul>"},
      {"<table><tr><td>a\n\nb</td></tr></table>", NULL},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    struct buf out = {0};
    autop(rows[i][0], strlen(rows[i][0]), &out);
    if (rows[i][1])
      assert_string_equal(buf_text(&out), rows[i][1]);
    else
      assert_null(strstr(buf_text(&out), "<p><td>"));
    buf_free(&out);
  }
}

/* Quotes that never close, and tags that never end, are searched for only once. */
static void takes_linear_time(void **state) {
  static const char *const units[] = {"<a b=\"", "<pre", "<p><div", "\n\n<", "<!-- "};
  (void)state;
  for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
    struct buf in = {0}, out = {0};
    for (int i = 0; i < 200000; i++)
      buf_puts(&in, units[u]);
    clock_t began = clock();
    autop(buf_text(&in), in.len, &out);
    assert_true(clock() - began < 5 * CLOCKS_PER_SEC);
    buf_free(&in);
    buf_free(&out);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(paragraphs_and_line_breaks),
      cmocka_unit_test(takes_linear_time),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
