#include "fail_alloc.h"
#include "support.h"

#include "markup/rich/rich_part.h"

static void parts_are(const char *html, const char *want) {
  struct arena *a = arena_new(1 << 20);
  struct buf b = {0};
  struct rich_part p;
  bool found = true;
  const char *at = html;
  while (found) {
    assert_err(rich_part_next(a, &at, &p, &found), OK);
    if (found)
      buf_printf(&b, "%c|%s|%s|%d|%s|%s|%d\n", p.kind == RICH_CODE ? 'c' : 'f', p.text,
          p.language, p.first, p.marked, p.alt, p.is_display);
  }
  assert_string_equal(buf_text(&b), want);
  assert_true(!*want || rich_part_is_in(html));
  buf_free(&b);
  arena_free(a);
}

static void code_is_found(void **state) {
  (void)state;
  parts_are(
      "<p>x</p><pre><code class=\"language-C++\">a &lt; b &amp;&amp; c\n"
      "</code></pre><pre tabindex=\"0\"><code data-first=\"10\" data-marked=\"1,3-4\""
      " class=\"language-js\">x</code></pre>",
      "c|a < b && c\n|c++|-1|||0\nc|x|js|10|1,3-4||0\n");
  parts_are("<pre><code data-first=\"1\">x</code></pre>", "c|x||1|||0\n");
  parts_are(
      "<pre><code class=\"language-dot\" data-alt=\"A &quot;b&quot;\">g</code></pre>",
      "c|g|dot|-1||A \"b\"|0\n");
  parts_are("<pre class=\"language-php\">a\nb</pre>"
            "<pre class=\"note language-css\"><code>c</code></pre>",
      "c|a\nb|php|-1|||0\nc|c|css|-1|||0\n");
}

/* What an author has marked up stays as it is. */
static void other_code_is_none(void **state) {
  (void)state;
  parts_are(
      "<pre><code>x</code></pre><pre>y</pre><code class=\"language-c\">z</code>", "");
  parts_are("<pre class=\"note\">x</pre><pre class=\"note\"><code>y</code></pre>", "");
  parts_are("<pre class=\"language-c\">a<b>c</b></pre>", "");
  parts_are("<pre><code class=\"language-c\">a<b>c</b></code></pre>", "");
  parts_are("<pre><code class=\"language-c\">a</code> b</pre>", "");
  parts_are("<pre><code class=\"language-c\">a", "");
  parts_are("<prefix><pre", "");
  /* The text of a value is not an attribute. */
  parts_are("<pre><code data-alt=\" class=&quot;language-c&quot;\">a</code></pre>", "");
}

static void formulas_are_found(void **state) {
  (void)state;
  parts_are("<p>a <span class=\"math\">$x &lt; y$</span> b "
            "<span class=\"math\">$$x$$</span><span class=\"math\">\\(a\\)</span>"
            "<span class=\"math\">\\[b\\]</span><span class=\"math\">c</span></p>",
      "f|x < y||-1|||0\nf|x||-1|||1\nf|a||-1|||0\nf|b||-1|||1\nf|c||-1|||0\n");
  parts_are(
      "<pre><code class=\"language-math\">x\n</code></pre>", "f|x\n|math|-1|||1\n");
  parts_are("<span class=\"math\">a <em>b</em></span><span class=\"math\">c", "");
  parts_are("<span class=\"math\">$</span>", "f|$||-1|||0\n");
}

static enum err find_all(void *context) {
  struct arena *a = arena_new(1 << 20);
  const char *at = context;
  struct rich_part p;
  bool found = true;
  enum err e = a ? OK : ERR_NOMEM;
  while (!e && found)
    e = rich_part_next(a, &at, &p, &found);
  arena_free(a);
  return e;
}

static void survives_a_lack_of_memory(void **state) {
  char html[] = "<pre><code class=\"language-c\" data-first=\"1\">x</code></pre>"
                "<span class=\"math\">$x$</span>";
  (void)state;
  fail_alloc_each(find_all, html);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(code_is_found),
      cmocka_unit_test(other_code_is_none),
      cmocka_unit_test(formulas_are_found),
      cmocka_unit_test(survives_a_lack_of_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
