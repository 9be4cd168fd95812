#include "markup/wordpress/wordpress_code.h"

#include "support.h"

static void becomes(const char *tag, const char *inside, const char *want) {
  struct arena *a = arena_new(1 << 20);
  struct shortcode c;
  struct buf b = {0};
  assert_true(shortcode_read(a, tag, strlen(tag), &c));
  wordpress_code_put(&b, &c, inside, strlen(inside));
  assert_string_equal(buf_text(&b), want);
  buf_free(&b);
  arena_free(a);
}

static void code_keeps_its_lines(void **state) {
  (void)state;
  becomes("code lang=\"c\"", "\n#include <x.h>\n  a &lt; b\n\n",
      "\n\n<pre><code class=\"language-c\">#include &lt;x.h&gt;\n  a &lt; b</code></pre>\n\n");
  becomes("code", "x", "\n\n<pre><code>x</code></pre>\n\n");
}

static void lines_are_numbered_and_marked(void **state) {
  (void)state;
  becomes("code language=\"php\" firstline=\"9\" highlight=\"1,3-5\"", "x",
      "\n\n<pre><code class=\"language-php\" data-first=\"9\" data-marked=\"1,3-5\">x"
      "</code></pre>\n\n");
  becomes("code gutter=\"true\"", "x",
      "\n\n<pre><code data-first=\"1\">x</code></pre>\n\n");
  becomes("code firstline=\"9\" gutter=\"false\"", "x",
      "\n\n<pre><code>x</code></pre>\n\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(code_keeps_its_lines),
      cmocka_unit_test(lines_are_numbered_and_marked),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
