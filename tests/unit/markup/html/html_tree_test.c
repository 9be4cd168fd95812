#include "markup/html/html_tree.h"

#include <time.h>

#include "base/buf.h"
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

/* A number for each "#". */
static bool has_few(const char *head, const char *unit, int times) {
  struct buf b = {0};
  buf_puts(&b, head);
  for (int i = 0; i < times; i++)
    for (const char *c = unit; *c; c++)
      if (*c == '#')
        buf_printf(&b, "%d", i);
      else
        buf_putc(&b, *c);
  bool is = html_has_few_attributes(buf_text(&b), b.len);
  buf_free(&b);
  return is;
}

static void counts_attributes(void **state) {
  static const char *const many[] = {"a# ", "a#=1 ", "a#='>'", "a#=\">\" ", "a#/",
      "a# = x\n", "=#/", "a#=a/b\t", "<a# "};
  (void)state;
  for (size_t i = 0; i < sizeof many / sizeof *many; i++) {
    if (has_few("<p ", many[i], HTML_ATTRIBUTES + 1))
      print_error("%s\n", many[i]);
    assert_true(has_few("<p ", many[i], HTML_ATTRIBUTES - 1));
    assert_false(has_few("<p ", many[i], HTML_ATTRIBUTES + 1));
    assert_false(has_few("x</P\n", many[i], HTML_ATTRIBUTES + 1));
    assert_false(has_few("<!-- <p ", many[i], HTML_ATTRIBUTES + 1));
    assert_true(has_few("< ", many[i], i == 8 ? 1 : HTML_ATTRIBUTES + 1));
  }
  assert_true(has_few("", "<p a=# b>word word word ", 20000));
  assert_true(has_few("<p>", "1 < 2 = 2 ", 20000));
}

/* A quadratic one would take minutes. */
static void counts_attributes_in_linear_time(void **state) {
  static const char *const units[] = {"<a", "<a=", "<a b=\"", "<a b='<a b=\"", "<a b=<",
      "</a<", "<a b=\"'", "</a/b=", "<a /b='\"<"};
  (void)state;
  for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
    clock_t began = clock();
    (void)has_few("", units[i], 1 << 18);
    assert_true(clock() - began < 10 * CLOCKS_PER_SEC);
  }
}

static void counts_nothing_that_closes(void **state) {
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

/* Parses `unit` many times over, its number for each "#". */
static enum err parse(const char *unit, int times) {
  struct buf b = {0};
  struct html_tree t;
  for (int i = 0; i < times; i++)
    for (const char *c = unit; *c; c++) {
      if (*c == '#')
        buf_printf(&b, "%d", i);
      else
        buf_putc(&b, *c);
    }
  enum err e = html_parse(buf_text(&b), b.len, HTML_FRAGMENT, &t);
  if (!e)
    html_free(&t);
  buf_free(&b);
  return e;
}

static void takes_dense_markup(void **state) {
  (void)state;
  assert_err(parse("<p>#", 100000), OK);
  assert_err(parse("<b>#</b>", 100000), OK);
  assert_err(parse("<a b=#>x</a>", 100000), OK);
  assert_err(parse("<i></i>", 100000), OK);
  assert_err(parse("<br>", 100000), OK);
  assert_err(parse("<i a b c d e f g h i j>#</i>", 50000), OK);
}

static void refuses_what_multiplies(void **state) {
  (void)state;
  clock_t start = clock();
  assert_err(parse("<div>", HTML_DEPTH + 1), ERR_INVALID);
  /* Formatting that ends in a block it began outside of is opened again. */
  assert_err(
      parse("<b id=#><div><div><div><div><div><div><div><div><div></b></div></div>"
            "</div></div></div></div></div></div></div>",
          20000),
      ERR_INVALID);
  assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 2);
}

static void walks_in_order(void **state) {
  static const char html[] = "<p>a<b>c</b></p><x-y z='&amp;'>d</x-y><script>e</script>";
  struct html_tree t;
  struct html_walk walk;
  const GumboNode *node;
  enum html_step step;
  struct buf log = {0};
  (void)state;
  assert_err(html_parse(html, strlen(html), HTML_FRAGMENT, &t), OK);
  html_walk_start(&walk, &t, t.root);
  while ((step = html_walk_next(&walk, &node)) != HTML_END) {
    char name[HTML_NAME];
    html_name(node, name);
    if (step == HTML_LEAF)
      buf_puts(&log, html_text(node));
    else
      buf_printf(&log, "%s%s>", step == HTML_ENTER ? "<" : "</", name);
    if (step == HTML_ENTER && strcmp(name, "script") == 0)
      html_walk_skip(&walk);
    if (strcmp(name, "x-y") == 0)
      assert_string_equal(html_attribute(node, "z"), "&");
  }
  assert_false(walk.failed);
  assert_string_equal(buf_text(&log), "<p>a<b>c</b></p><x-y>d</x-y><script></script>");
  buf_free(&log);
  html_free(&t);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(counts_open_elements),
      cmocka_unit_test(counts_attributes),
      cmocka_unit_test(counts_attributes_in_linear_time),
      cmocka_unit_test(counts_nothing_that_closes),
      cmocka_unit_test(takes_dense_markup),
      cmocka_unit_test(refuses_what_multiplies),
      cmocka_unit_test(walks_in_order),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
