#include "markup/markdown/heading_attributes.h"

#include "markup/markdown/markdown.h"
#include "support.h"

static void renders(const char *text, const char *want) {
  struct buf b = {0};
  assert_err(markdown_to_html(text, strlen(text), NULL, &b), OK);
  assert_string_equal(buf_text(&b), want);
  buf_free(&b);
}

static void stays(const char *text) {
  struct buf b = {0};
  assert_err(markdown_to_html(text, strlen(text), NULL, &b), OK);
  if (!strchr(buf_text(&b), '{') || strstr(buf_text(&b), " id="))
    print_error("%s: %s\n", text, buf_text(&b));
  assert_non_null(strchr(buf_text(&b), '{'));
  assert_null(strstr(buf_text(&b), " id="));
  buf_free(&b);
}

static void sets_the_id(void **state) {
  (void)state;
  renders("## Wind {#wind}\n", "<h2 id=\"wind\">Wind</h2>\n");
  renders("# Wind{#wind}\n\n#### Calm {#lull}", "<h2 id=\"wind\">Wind</h2>\n"
                                                "<h4 id=\"lull\">Calm</h4>\n");
  renders("## 風 {#風.a:b_c-d}\n", "<h2 id=\"風.a:b_c-d\">風</h2>\n");
  renders("## Wind ## {#wind}\n", "<h2 id=\"wind\">Wind</h2>\n");
  renders("## Wind {#wind} ##\n", "<h2 id=\"wind\">Wind</h2>\n");
  renders("## About C# {#c}\n", "<h2 id=\"c\">About C#</h2>\n");
  renders(
      "Wind\nand *rain* {#w}\n===\n", "<h2 id=\"w\">Wind\nand <em>rain</em></h2>\n");
  renders("- a\n\n  ## B {#b}\n",
      "<ul>\n<li>\n<p>a</p>\n<h2 id=\"b\">B</h2>\n</li>\n</ul>\n");
}

static void drops_other_attributes(void **state) {
  (void)state;
  renders("## Wind {.wide}\n", "<h2>Wind</h2>\n");
  renders(
      "## *Wind* {.a .b, x=\"y z\" c=d #w }\n", "<h2 id=\"w\"><em>Wind</em></h2>\n");
  renders("## {#wind}\n", "\n");
}

/* A heading with an id is rendered separately, and one in a footnote at the end. */
static void sets_the_id_next_to_footnotes(void **state) {
  static const char text[] = "## ~~Calm~~[^1] {#w}\n\n[^1]: *No*.\n\n"
                             "    ## Note {#n .x}\n\n## End {#e}\n";
  struct buf b = {0};
  (void)state;
  assert_err(markdown_to_html(text, sizeof text - 1, NULL, &b), OK);
  assert_non_null(strstr(buf_text(&b), "<h2 id=\"w\"><del>Calm</del><sup"));
  assert_non_null(
      strstr(buf_text(&b), "href=\"#fn-1\" id=\"fnref-1\">1</a></sup></h2>"));
  assert_non_null(strstr(buf_text(&b), "<li id=\"fn-1\">"));
  assert_non_null(strstr(buf_text(&b), "<h2 id=\"n\">Note</h2>"));
  assert_non_null(strstr(buf_text(&b), "<h2 id=\"e\">End</h2>"));
  buf_free(&b);
}

static void ids_are_unique_and_not_those_of_the_page(void **state) {
  (void)state;
  renders("## A {#x}\n## B {#x}\n## C {#comment-1}\n",
      "<h2 id=\"x\">A</h2>\n<h2>B</h2>\n<h2>C</h2>\n");
}

static void leaves_other_braces_alone(void **state) {
  static const char *const texts[] = {"## Sets {1, 2}\n", "## A {}\n", "## A {x}\n",
      "## A {x=1}\n", "## A {#}\n", "## A {.}\n", "## A {#b c}\n", "## A {#b}}\n",
      "## A {{#b}}\n", "## A {{.Title}}\n", "## Length: ${#a}\n", "## A \\{#b}\n",
      "## A {#b} c\n", "## A {#b \"c}\n", "## A {#b c=\"d}\n", "## A `{#b}`\n",
      "## A {#b'}\n", "Text {#b}\n", "```\n## A {#b}\n```\n", "    ## A {#b}\n",
      "|A {#b}|\n|-|\n", "- A {.b}\n", "A \\{#b}\n===\n"};
  (void)state;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    stays(texts[i]);
}

static const char *heading_of(struct arena *a, const char *text, size_t *rest) {
  char *title = NULL;
  assert_err(markdown_take_heading(a, text, &title, rest), OK);
  return title;
}

static void removes_attributes_from_a_title(void **state) {
  struct arena *a = arena_new(1 << 20);
  size_t rest;
  (void)state;
  assert_string_equal(heading_of(a, "# A *b* {#c}\n", &rest), "A b");
  assert_string_equal(heading_of(a, "# A \\{#c}\n", &rest), "A {#c}");
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sets_the_id),
      cmocka_unit_test(drops_other_attributes),
      cmocka_unit_test(sets_the_id_next_to_footnotes),
      cmocka_unit_test(ids_are_unique_and_not_those_of_the_page),
      cmocka_unit_test(leaves_other_braces_alone),
      cmocka_unit_test(removes_attributes_from_a_title),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
