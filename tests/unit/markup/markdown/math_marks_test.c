#include "markup/markdown/math_marks.h"

#include "fail_alloc.h"
#include "support.h"

static void becomes(const char *text, const char *want) {
  struct buf b = {0};
  assert_err(math_marks_convert(text, &b), OK);
  if (strcmp(buf_text(&b), want) != 0)
    fail_msg("%s\n-> %s", text, buf_text(&b));
  buf_free(&b);
}

static void stays(const char *text) {
  becomes(text, text);
}

static void formulas_in_a_line(void **state) {
  (void)state;
  becomes("Euler: $e^{i\\pi} = -1$.\n", "Euler: $`e^{i\\pi} = -1`$.\n");
  becomes("$a_1 * b_2$ and ($c$), $d$-th", "$`a_1 * b_2`$ and ($`c`$), $`d`$-th");
  becomes("\\(a\\) and \\\\(b\\\\)", "$`a`$ and $`b`$");
  becomes("in $$x$$ kramdown", "in $`x`$ kramdown");
  becomes("$a +\nb$ % two lines", "$`a + b`$ % two lines");
  becomes("$a % comment\n + b$", "$`a  + b`$");
  becomes("$\\text{\\$5}$", "$`\\text{\\$5}`$");
  becomes("- $x$\n- $y$\n", "- $`x`$\n- $`y`$\n");
  becomes("| $x$ | $y$ |\n", "| $`x`$ | $`y`$ |\n");
  becomes("## The $x$\n", "## The $`x`$\n");
}

static void formulas_of_their_own_lines(void **state) {
  (void)state;
  becomes("$$\na = b\n$$\n", "```math\na = b\n```\n");
  becomes("text\n$$x$$\nmore\n", "text\n```math\nx\n```\nmore\n");
  becomes("\\[\nx\n\\]\n", "```math\nx\n```\n");
  becomes("\\\\[ x \\\\]", "```math\nx \n```");
  becomes("> $$\n> a\n> - b\n> $$\n", "> ```math\n> a\n> - b\n> ```\n");
  becomes("  $$\n  a\n  $$\n", "  ```math\n  a\n  ```\n");
}

/* From blogs about money and shells. */
static void other_dollar_signs_stay(void **state) {
  (void)state;
  stays("costs $5 and $6\n");
  stays("from $5-$6, $5/$6 each, US$5 to A$6, $1,000 or $2\n");
  stays("$HOME and $PATH, $HOME/$USER, ${HOME}/${USER}x\n");
  stays("a $ b $ c, $$, $$ $$, $\n");
  stays("\\$x\\$ and \\$5$\n");
  stays("`$x$` and ``$a`$``\n");
  stays("```sh\necho $x$y $a$\n```\n");
  stays("    echo $x$ $y$\n");
  stays("<a href=\"/?a=$b$\">x</a> [y](/a$b$/) <https://a.example/$x$>\n");
  stays("<pre>\n$x$\n\n$y$\n</pre>\n");
  stays("one $x\n\ntwo$ three\n");
  stays("$`x`$\n");
  stays("$x`y$ `z`\n");
}

/* In a list, what is indented is text. */
static void lists_are_no_code(void **state) {
  (void)state;
  becomes("1.  One\n\n    $x$\n", "1.  One\n\n    $`x`$\n");
  becomes("- a\n\ntext\n\n    $x$\n", "- a\n\ntext\n\n    $x$\n");
}

/* Doubling it doubles the time: none has a closing mark nearby. */
static void hostile_texts_take_linear_time(void **state) {
  static const char *const pieces[] = {
      "$a ", "\\(", "$$a", "\\[", "<a", "](", "$`", "\\"};
  (void)state;
  for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
    struct buf text = {0}, out = {0};
    for (size_t n = 0; n < 50000; n++)
      buf_puts(&text, pieces[i]);
    assert_err(math_marks_convert(buf_text(&text), &out), OK);
    assert_true(out.len >= text.len);
    buf_free(&text);
    buf_free(&out);
  }
}

static enum err convert_once(void *context) {
  struct buf out = {0};
  (void)context;
  enum err e = math_marks_convert("$x$ and $$y$$\n", &out);
  buf_free(&out);
  return e;
}

static void survives_a_lack_of_memory(void **state) {
  (void)state;
  assert_true(math_marks_are_in("a $"));
  assert_true(math_marks_are_in("\\("));
  assert_false(math_marks_are_in("none"));
  fail_alloc_each(convert_once, NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(formulas_in_a_line),
      cmocka_unit_test(formulas_of_their_own_lines),
      cmocka_unit_test(other_dollar_signs_stay),
      cmocka_unit_test(lists_are_no_code),
      cmocka_unit_test(hostile_texts_take_linear_time),
      cmocka_unit_test(survives_a_lack_of_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
