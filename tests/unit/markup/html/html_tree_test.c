#include "markup/html/html_tree.h"

#include <time.h>

#include "base/buf.h"
#include "fail_alloc.h"
#include "support.h"

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

static void refuses_markup_that_multiplies(void **state) {
  (void)state;
  clock_t start = clock();
  assert_err(parse("<div>", HTML_DEPTH + 1), ERR_INVALID);
  /* Formatting that began outside of the block it ends in is opened again. */
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

static enum err parse_and_walk(void *context) {
  const char *html = context;
  struct html_tree t;
  struct html_walk walk;
  const GumboNode *node;
  enum err e = html_parse(html, strlen(html), HTML_FRAGMENT, &t);
  if (e)
    return e;
  html_walk_start(&walk, &t, t.root);
  while (html_walk_next(&walk, &node) != HTML_END)
    continue;
  html_free(&t);
  return walk.failed ? ERR_NOMEM : OK;
}

static void a_failed_allocation_is_reported(void **state) {
  (void)state;
  assert_true(fail_alloc_each(parse_and_walk, (char[]){"<ul><li>a<li>b</ul>"}) > 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(takes_dense_markup),
      cmocka_unit_test(refuses_markup_that_multiplies),
      cmocka_unit_test(walks_in_order),
      cmocka_unit_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
