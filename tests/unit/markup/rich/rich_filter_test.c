#include "fail_alloc.h"
#include "support.h"

#include "markup/rich/rich_filter.h"

static void becomes(enum rich_filter_kind kind, const char *xml, const char *want) {
  struct buf b = {0};
  bool is_coloured = false;
  assert_err(rich_filter(kind, xml, strlen(xml), "A & B", &b, &is_coloured), OK);
  assert_string_equal(buf_text(&b), want);
  buf_free(&b);
}

static void keeps_what_is_drawn(void **state) {
  (void)state;
  becomes(RICH_FILTER_MATHML,
      "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" display=\"block\"><semantics>"
      "<mrow><mi mathvariant=\"normal\">a</mi><mo>&lt;</mo></mrow>"
      "<annotation encoding=\"application/x-tex\">a &lt;</annotation></semantics></math>",
      "<math display=\"block\"><mrow><mi mathvariant=\"normal\">a</mi><mo>&lt;</mo></mrow>"
      "</math>");
  becomes(RICH_FILTER_SVG,
      "<?xml version=\"1.0\"?>\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\"\n"
      " \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">\n"
      "<svg width=\"74pt\" viewBox=\"0 0 74 131\"><g id=\"node1\" class=\"node\">\n"
      "<title>a</title>\n<ellipse fill=\"none\" stroke=\"black\" cx=\"27\"/>\n"
      "<text x=\"27\" font-family=\"Times\">a &amp; b</text>\n</g></svg>",
      "<svg width=\"74pt\" viewBox=\"0 0 74 131\" role=\"img\" aria-label=\"A &amp; B\">"
      "<g><ellipse fill=\"none\" stroke=\"currentColor\" cx=\"27\"></ellipse>"
      "<text x=\"27\" fill=\"currentColor\">a &amp; b</text></g></svg>");
}

/* Each of these was an attack on a sanitiser of SVG or MathML. */
static void nothing_runs_loads_or_links(void **state) {
  (void)state;
  becomes(RICH_FILTER_SVG,
      "<svg xmlns:xlink=\"http://www.w3.org/1999/xlink\" onload=\"alert(1)\">"
      "<script>alert(1)</script><style>*{}</style><a xlink:href=\"javascript:alert(1)\">"
      "<text style=\"x\">t</text></a><image xlink:href=\"file:///etc/passwd\"/>"
      "<foreignObject><iframe src=\"x\"></iframe></foreignObject>"
      "<use xlink:href=\"#x\"/><animate attributeName=\"href\"/>"
      "<path fill=\"url(#x)\" d=\"M0,0&quot; onclick=&quot;x\"/></svg>",
      "<svg role=\"img\" aria-label=\"A &amp; B\"><text fill=\"currentColor\">t</text>"
      "<path fill=\"none\"></path></svg>");
  becomes(RICH_FILTER_MATHML,
      "<math href=\"javascript:alert(1)\"><mtext><img src=\"x\" onerror=\"y\"/></mtext>"
      "<mglyph src=\"x\"/><maction actiontype=\"statusline\"><mi>x</mi></maction>"
      "<annotation-xml encoding=\"text/html\"><script/></annotation-xml></math>",
      "<math><mtext></mtext><mi>x</mi></math>");
}

static void colours_of_areas_are_kept(void **state) {
  static const char xml[] = "<svg><ellipse fill=\"#ddeeff\" stroke=\"black\"/>"
                            "<text>a</text></svg>";
  struct buf b = {0};
  bool is_coloured = false;
  (void)state;
  assert_err(
      rich_filter(RICH_FILTER_SVG, xml, sizeof xml - 1, "", &b, &is_coloured), OK);
  assert_true(is_coloured);
  assert_string_equal(buf_text(&b), "<svg role=\"img\" aria-label=\"\"><ellipse "
                                    "fill=\"#ddeeff\" stroke=\"black\"></ellipse>"
                                    "<text>a</text></svg>");
  buf_free(&b);
}

static void fails(enum rich_filter_kind kind, const char *xml, enum err want) {
  struct buf b = {.most = 1000};
  bool is_coloured = false;
  assert_err(rich_filter(kind, xml, strlen(xml), "", &b, &is_coloured), want);
  buf_free(&b);
}

static void refuses_anything_else(void **state) {
  (void)state;
  fails(RICH_FILTER_SVG, "", ERR_SYNTAX);
  fails(RICH_FILTER_SVG, "Error: <stdin>: syntax error", ERR_SYNTAX);
  fails(RICH_FILTER_SVG, "<svg><g></svg>", ERR_SYNTAX);
  fails(RICH_FILTER_SVG, "<math/>", ERR_SYNTAX);
  fails(RICH_FILTER_MATHML, "<math><math/></math>", ERR_SYNTAX);
  fails(RICH_FILTER_MATHML, "<svg/>", ERR_SYNTAX);
  /* A text that would grow to a gigabyte. */
  fails(RICH_FILTER_SVG,
      "<!DOCTYPE svg [<!ENTITY a \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\">"
      "<!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
      "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">]>"
      "<svg><text>&c;</text></svg>",
      ERR_TOO_LARGE);
}

static enum err filter_once(void *context) {
  static const char xml[] = "<svg><g><text>a</text></g></svg>";
  struct buf b = {0};
  bool is_coloured = false;
  (void)context;
  enum err e = rich_filter(RICH_FILTER_SVG, xml, sizeof xml - 1, "x", &b, &is_coloured);
  buf_free(&b);
  return e;
}

static void survives_a_lack_of_memory(void **state) {
  (void)state;
  fail_alloc_each(filter_once, NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(keeps_what_is_drawn),
      cmocka_unit_test(nothing_runs_loads_or_links),
      cmocka_unit_test(colours_of_areas_are_kept),
      cmocka_unit_test(refuses_anything_else),
      cmocka_unit_test(survives_a_lack_of_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
