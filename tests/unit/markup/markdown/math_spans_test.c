#include "markup/markdown/math_spans.h"

#include "support.h"

#include "markup/markdown/markdown.h"

static void becomes(const char *text, const char *want) {
  struct buf b = {0};
  assert_err(markdown_to_html(text, strlen(text), NULL, &b), OK);
  assert_string_equal(buf_text(&b), want);
  buf_free(&b);
}

static void code_between_dollar_signs_is_a_formula(void **state) {
  (void)state;
  becomes(
      "a $`x_1 < y_1`$ b", "<p>a <span class=\"math\">$x_1 &lt; y_1$</span> b</p>\n");
  becomes("$`x`$ $`y`$.", "<p><span class=\"math\">$x$</span> "
                          "<span class=\"math\">$y$</span>.</p>\n");
  becomes("# A $`\\frac{a}{b}`$",
      "<h2>A <span class=\"math\">$\\frac{a}{b}$</span></h2>\n");
}

static void other_code_is_code(void **state) {
  (void)state;
  becomes("`x` $ `y`", "<p><code>x</code> $ <code>y</code></p>\n");
  becomes("$`x` costs $5", "<p>$<code>x</code> costs $5</p>\n");
  becomes("`x`$", "<p><code>x</code>$</p>\n");
  becomes("**$**`x`$", "<p><strong>$</strong><code>x</code>$</p>\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(code_between_dollar_signs_is_a_formula),
      cmocka_unit_test(other_code_is_code),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
