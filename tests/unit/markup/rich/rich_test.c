#include "markup/rich/rich.h"

#include "fail_alloc.h"
#include "support.h"

/* What was noted: "TEXT|MESSAGE\n" each. */
static void note(void *context, const char *text, const char *message) {
  buf_printf(context, "%s|%s\n", text ? text : "-", message);
}

/* The page of `html`, and what was noted about it; the caller frees both. */
static void make(struct rich *r, const char *html, bool diagrams, struct buf *page,
    struct buf *notes) {
  struct arena *a = arena_new(64 << 20);
  struct rich_pieces pieces;
  const char *out = NULL;
  assert_err(rich_make(r, a, html, diagrams, note, notes, &pieces), OK);
  assert_err(rich_join(a, html, &pieces, &out), OK);
  buf_puts(page, out);
  arena_free(a);
}

static void page_has(const char *html, const char *want, const char *noted) {
  struct rich *r = rich_new();
  struct buf page = {0}, notes = {0};
  make(r, html, true, &page, &notes);
  if (!strstr(buf_text(&page), want))
    fail_msg("%s: %s", buf_text(&page), buf_text(&notes));
  if (!strstr(buf_text(&notes), noted) || (!*noted && notes.len))
    fail_msg("%s", buf_text(&notes));
  buf_free(&page);
  buf_free(&notes);
  rich_free(r);
}

static void code_gets_colours(void **state) {
  (void)state;
  page_has(
      "<p>a</p><pre><code class=\"language-python\">x = \"&lt;\" # y\n</code></pre>b",
      "<p>a</p><pre><code class=\"language-python\">x = <span class=\"hl-s\">", "");
  page_has("<pre><code class=\"language-nosuch\">x &lt;\n</code></pre>",
      "<pre><code class=\"language-nosuch\">x &lt;\n</code></pre>", "");
  page_has("<pre><code class=\"language-nosuch\" data-first=\"7\">x\n</code></pre>",
      "><span class=\"line\" data-line=\"7\">x\n</span></code></pre>", "");
  /* Strings that do not end, as in a lesson about errors. */
  page_has("<pre><code class=\"language-c\">char *s = \"abc\nint ä;\n</code></pre>",
      "int </span>ä;\n</code></pre>", "");
}

static void formulas_become_mathml(void **state) {
  (void)state;
  page_has("<p><span class=\"math\">$\\frac{1}{2} &lt; x$</span></p>",
      "<p><math><mrow><mfrac><mn>1</mn><mn>2</mn></mfrac><mo>&lt;</mo>", "");
  page_has("<pre><code class=\"language-math\">\\sum_i x_i\n</code></pre><p>",
      "<span class=\"formula\" tabindex=\"0\"><math display=\"block\">", "");
  page_has("<span class=\"math\">$\\foo$</span>", "<span class=\"math\">$\\foo$</span>",
      "\\foo|the formula is shown as text: Undefined control sequence: \\foo");
  /* It would double a hundred times. */
  page_has(
      "<span class=\"math\">$\\def\\a{x}\\def\\b{\\a\\a}\\def\\c{\\b\\b}\\def\\d{\\c\\c}"
      "\\def\\e{\\d\\d}\\def\\f{\\e\\e}\\def\\g{\\f\\f}\\def\\h{\\g\\g}\\def\\i{\\h\\h}"
      "\\def\\j{\\i\\i}\\def\\k{\\j\\j}\\def\\l{\\k\\k}\\l$</span>",
      "<span class=\"math\">$\\def",
      "the formula is shown as text: Too many expansions");
  page_has("<span class=\"math\">$\\href{javascript:alert(1)}{x}$</span>", "", "");
}

static void diagrams_become_pictures(void **state) {
  (void)state;
  page_has(
      "<pre><code class=\"language-dot\">digraph { a -&gt; \"b &amp; c\" }</code></pre>",
      "<figure class=\"diagram\" tabindex=\"0\"><svg ", "");
  page_has(
      "<pre><code class=\"language-dot\">digraph { a -&gt; \"b &amp; c\" }</code></pre>",
      "role=\"img\" aria-label=\"a, b &amp; c\"", "");
  page_has("<pre><code class=\"language-graphviz\" data-alt=\"Two &quot;boxes&quot;\">"
           "digraph { a [style=filled, fillcolor=lightblue] }</code></pre>",
      "aria-label=\"Two &quot;boxes&quot;\"", "");
  page_has("<pre><code class=\"language-dot\">digraph {\n a -&gt;\n}</code></pre>",
      "language-dot", "|the diagram is shown as text: syntax error in line 3");
  /* What it may not read leaves no trace. */
  page_has("<pre><code class=\"language-dot\">graph { a [image=\"/etc/passwd\"] }"
           "</code></pre>",
      "<svg ", "");
  page_has(
      "<pre><code class=\"language-dot\">graph { b [label=&lt;&lt;TABLE&gt;&lt;TR&gt;"
      "&lt;TD&gt;&lt;IMG SRC=\"/etc/passwd\"/&gt;&lt;/TD&gt;&lt;/TR&gt;&lt;/TABLE&gt;&gt;] }"
      "</code></pre>",
      "language-dot",
      "the diagram is shown as text: Warning: file loading is disabled");
}

static void diagrams_may_stay_text(void **state) {
  struct rich *r = rich_new();
  struct buf page = {0}, notes = {0};
  (void)state;
  make(r, "<pre><code class=\"language-dot\">digraph { a }</code></pre>", false, &page,
      &notes);
  assert_non_null(
      strstr(buf_text(&page), "language-dot\"><span class=\"hl-k\">digraph"));
  buf_free(&page);
  buf_free(&notes);
  rich_free(r);
}

static void missing_programs_are_noted_once(void **state) {
  static const char html[] =
      "<pre><code class=\"language-c\">int x;</code></pre><span class=\"math\">$x$</span>"
      "<pre><code class=\"language-dot\">digraph { a }</code></pre>";
  struct rich *r = rich_new();
  struct buf page = {0}, notes = {0};
  (void)state;
  setenv("PAMPHLET_TOOLS", "/nonexistent", 1);
  for (int i = 0; i < 3; i++) {
    buf_clear(&page);
    make(r, html, true, &page, &notes);
    assert_string_equal(buf_text(&page), html);
  }
  unsetenv("PAMPHLET_TOOLS");
  assert_string_equal(buf_text(&notes),
      "-|code is shown without colours: install the Debian package python3-pygments\n"
      "-|formulas are shown as text: install the Debian packages nodejs and katex\n"
      "-|diagrams are shown as text: install the Debian package graphviz\n");
  buf_free(&page);
  buf_free(&notes);
  rich_free(r);
}

/* Passes over the HTML before it is joined add attributes and elements. */
static void pieces_find_their_parts(void **state) {
  struct rich_piece items[] = {
      {0, 1, false, "A"}, {2, 1, true, "<b>C</b>"}, {3, 9, false, "stale"}};
  struct rich_pieces pieces = {items, 3, 3};
  struct arena *a = arena_new(1 << 20);
  const char *out = NULL, *plain = "<p>x</p>";
  (void)state;
  assert_err(rich_join(a,
                 "<pre tabindex=\"0\"><code class=\"language-a\">1</code></pre>"
                 "<pre><code class=\"language-a\">2</code></pre><h2 id=\"x\">y</h2>"
                 "<pre><code class=\"language-a\">3</code></pre>"
                 "<pre><code class=\"language-a\">4</code></pre>",
                 &pieces, &out),
      OK);
  assert_string_equal(out,
      "<pre tabindex=\"0\"><code class=\"language-a\">A</code></pre>"
      "<pre><code class=\"language-a\">2</code></pre>"
      "<h2 id=\"x\">y</h2><b>C</b>"
      "<pre><code class=\"language-a\">4</code></pre>");
  assert_err(rich_join(a, plain, &pieces, &out), OK);
  assert_ptr_equal(out, plain);
  arena_free(a);
}

static enum err join_once(void *context) {
  struct rich_piece items[] = {{0, 1, false, "A"}};
  struct rich_pieces pieces = {items, 1, 1};
  struct arena *a = arena_new(1 << 20);
  const char *out = NULL;
  (void)context;
  enum err e =
      a ? rich_join(a, "<pre><code class=\"language-a\">1</code></pre>", &pieces, &out)
        : ERR_NOMEM;
  arena_free(a);
  return e;
}

static void survives_a_lack_of_memory(void **state) {
  (void)state;
  fail_alloc_each(join_once, NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(code_gets_colours),
      cmocka_unit_test(formulas_become_mathml),
      cmocka_unit_test(diagrams_become_pictures),
      cmocka_unit_test(diagrams_may_stay_text),
      cmocka_unit_test(missing_programs_are_noted_once),
      cmocka_unit_test(pieces_find_their_parts),
      cmocka_unit_test(survives_a_lack_of_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
