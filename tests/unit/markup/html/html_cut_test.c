#include "markup/html/html_cut.h"

#include "fail_alloc.h"
#include "support.h"

/* Removes <i>, replaces <b> by "B", and unwraps <div>. */
static enum err cut(struct arena *a, const char *html, char **out) {
  struct html_cut c = {.arena = a, .html = html, .n = strlen(html)};
  struct html_tree t;
  struct html_walk walk;
  const GumboNode *node;
  enum html_step step;
  char name[HTML_NAME];
  enum err e = html_parse(html, c.n, HTML_FRAGMENT, &t);
  if (e)
    return e;
  html_walk_start(&walk, &t, t.root);
  while (!e && (step = html_walk_next(&walk, &node)) != HTML_END) {
    html_name(node, name);
    if (step == HTML_ENTER && (!strcmp(name, "i") || !strcmp(name, "b"))) {
      e = html_cut_add(&c, node, *name == 'b' ? "B" : "");
      html_walk_skip(&walk);
    } else if (step == HTML_ENTER && !strcmp(name, "div")) {
      e = html_cut_start_tag(&c, node, html_attribute(node, "id") ? "D" : "");
    } else if (step == HTML_LEAVE && !strcmp(name, "div")) {
      e = html_cut_end_tag(&c, node);
    }
  }
  html_free(&t);
  *out = e || walk.failed ? NULL : html_cut_apply(&c, 0, c.n);
  return *out ? OK : ERR_NOMEM;
}

static void elements_are_cut_out_of_the_source(void **state) {
  static const char *const all[][2] = {
      {"<P  class=x>a<i>b</i>c</P>", "<P  class=x>ac</P>"},
      {"<b>x<u>y</u></b>&amp;<i>z</i>", "B&amp;"},
      {"<div a=b>1<div><i>2</i>3</div></div>4", "134"},
      {"<div>1<p>2", "1<p>2"},
      {"<div id=x>1</div>2", "D12"},
      {"<div><i>1</div>2", "2"},
      {"<table><i>1</i><tr><td>2</table>", "<table><tr><td>2</table>"},
      {"", ""},
  };
  (void)state;
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
    struct arena *a = arena_new(1 << 20);
    char *out;
    assert_err(cut(a, all[i][0], &out), OK);
    assert_string_equal(out, all[i][1]);
    arena_free(a);
  }
}

static void the_inside_lies_between_the_tags(void **state) {
  static const char html[] = "x<p id=a>in</p>y";
  struct html_cut c = {.html = html, .n = sizeof html - 1};
  struct html_tree t;
  struct html_walk walk;
  const GumboNode *node;
  size_t from, to;
  (void)state;
  assert_err(html_parse(html, c.n, HTML_FRAGMENT, &t), OK);
  html_walk_start(&walk, &t, t.root);
  while (html_walk_next(&walk, &node) != HTML_ENTER)
    ;
  html_cut_inside(&c, node, &from, &to);
  assert_int_equal(to - from, 2);
  assert_memory_equal(html + from, "in", 2);
  html_free(&t);
}

static enum err cut_some(void *context) {
  struct arena *a = arena_new(1 << 20);
  char *out;
  enum err e = a ? cut(a, context, &out) : ERR_NOMEM;
  arena_free(a);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  (void)state;
  assert_true(fail_alloc_each(cut_some, (char[]){"<div>a<i>b</i></div>"}) > 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(elements_are_cut_out_of_the_source),
      cmocka_unit_test(the_inside_lies_between_the_tags),
      cmocka_unit_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
