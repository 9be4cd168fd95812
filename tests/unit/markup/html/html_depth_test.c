#include "markup/html/html_depth.h"

#include "markup/html/html_limits.h"
#include "support.h"

static bool shallow(const char *unit, int times, const char *after) {
  struct buf b = {0};
  for (int i = 0; i < times; i++)
    buf_puts(&b, unit);
  buf_puts(&b, after);
  bool is = html_is_shallow(buf_text(&b), b.len);
  buf_free(&b);
  return is;
}

static void counts_open_elements(void **state) {
  (void)state;
  assert_true(shallow("<div>", HTML_DEPTH, ""));
  assert_false(shallow("<div>", HTML_DEPTH + 1, ""));
  assert_false(shallow("<DIV\n", HTML_DEPTH + 1, ""));
  assert_false(shallow("<b>", HTML_DEPTH + 1, ""));
  assert_false(shallow("<x-y>", HTML_DEPTH + 1, ""));
  assert_false(shallow("<svg><td>", HTML_DEPTH, ""));
  assert_false(shallow("<p><b id=1></p>", HTML_DEPTH + 1, "")); /* b opens again */
  assert_false(shallow("<div><!--</div>-->", HTML_DEPTH + 1, ""));
  assert_false(shallow("<span><div></span>", HTML_DEPTH, ""));
}

static void closed_elements_do_not_count(void **state) {
  static const char *const flat[] = {"<div></div>", "<p>x", "<ul><li>a<li>b</ul>",
      "<br>", "<img src=x>", "<b>x</b>", "<b><i>x</b></i>", "<h1>x</h2>", "a < b ", "<",
      "</div>", "<table><tr><td><span>x<td>y</table>", "<dl><dt>a<dd>b</dl>",
      "<div><span></div>", "<!-- x -->", "<!doctype html>", "<?php ?>", "<3",
      "<table><td><font>x</table>", "<blockquote><p>x</blockquote>", "<option>a",
      "<x></x>"};
  (void)state;
  for (size_t i = 0; i < sizeof flat / sizeof *flat; i++) {
    if (!shallow(flat[i], 5000, ""))
      print_error("%s\n", flat[i]);
    assert_true(shallow(flat[i], 5000, ""));
  }
  assert_true(shallow("<table><tr><td>", 1, "</table>"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(counts_open_elements),
      cmocka_unit_test(closed_elements_do_not_count),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
