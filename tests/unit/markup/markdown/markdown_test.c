#include "markup/markdown/markdown.h"

#include <time.h>

#include "fail_alloc.h"
#include "markup/markdown/markdown_guard.h"
#include "support.h"

static void renders(const char *text, const char *want) {
  struct buf b = {0};
  assert_err(markdown_to_html(text, strlen(text), NULL, &b), OK);
  assert_string_equal(buf_text(&b), want);
  buf_free(&b);
}

static void renders_commonmark(void **state) {
  (void)state;
  renders("", "");
  renders("# One\n\n*two* **three** `four`\n",
      "<h2>One</h2>\n<p><em>two</em> <strong>three</strong> <code>four</code></p>\n");
  renders("```c\na < b\n```\n",
      "<pre><code class=\"language-c\">a &lt; b\n</code></pre>\n");
  renders("![alt](a.png \"t\") [l](/x)\n",
      "<p><img loading=\"lazy\" src=\"a.png\" alt=\"alt\" title=\"t\"> <a href=\"/x\">l</a></p>\n");
  renders("\"straight\" -- quotes...\n", "<p>\"straight\" -- quotes...</p>\n");
}

static void renders_extensions(void **state) {
  (void)state;
  renders("~~x~~ www.example.com\n",
      "<p><del>x</del> <a href=\"http://www.example.com\">www.example.com</a></p>\n");
  renders("- [x] a\n- [ ] b\n",
      "<ul>\n<li><input type=\"checkbox\" checked disabled aria-label=\"☑\"> a</li>\n"
      "<li><input type=\"checkbox\" disabled aria-label=\"☐\"> b</li>\n</ul>\n");
  renders("|a|b|\n|-:|-|\n|1|2|\n",
      "<table><thead><tr><th class=\"align-right\">a</th><th>b</th></tr></thead><tbody>"
      "<tr><td class=\"align-right\">1</td><td>2</td></tr></tbody></table>\n");
}

static void names_footnotes(void **state) {
  static const char text[] = "a[^n]\n\n[^n]: note\n";
  struct buf b = {0};
  (void)state;
  assert_err(markdown_to_html(text, strlen(text), NULL, &b), OK);
  assert_non_null(strstr(buf_text(&b), "href=\"#fn-n\" id=\"fnref-n\""));
  assert_non_null(strstr(buf_text(&b), "<div class=\"footnotes\">\n<ol>"));
  assert_non_null(strstr(buf_text(&b), "<li id=\"fn-n\">"));
  const char *back = strstr(buf_text(&b), "href=\"#fnref-n\"");
  assert_non_null(back);
  assert_non_null(strstr(back, "aria-label=\"Back to "));
  buf_free(&b);
}

static void sanitises(void **state) {
  (void)state;
  renders("<script>x</script>\n\n<b onclick=y>z</b>\n", "\n<p><b>z</b></p>\n");
  renders("[a](javascript:x) ![b](data:image/png,x)\n", "<p>a </p>\n");
}

static void refuses(const char *unit, int times, const char *after) {
  struct buf text = {0}, out = {0};
  for (int i = 0; i < times; i++)
    buf_puts(&text, unit);
  buf_puts(&text, after);
  if (markdown_to_html(buf_text(&text), text.len, NULL, &out) != ERR_INVALID)
    print_error("%s\n", unit);
  assert_err(markdown_to_html(buf_text(&text), text.len, NULL, &out), ERR_INVALID);
  assert_int_equal(out.len, 0);
  buf_free(&text);
  buf_free(&out);
}

static void refuses_slow_input(void **state) {
  struct buf out = {0};
  (void)state;
  assert_err(markdown_to_html("\xff", 1, NULL, &out), ERR_SYNTAX);
  refuses("![[]()", 2000, "");
  refuses("a <?", 2000, "");
  refuses("a <!A ", 2000, "");
  refuses("a <![CDATA[", 2000, "");
  refuses(")", 2000, "");
  refuses("> ", 2000, "a\na\na\n");
  refuses("- ", 2000, "a\n\n\n\n");
  refuses("1) ", 2000, "a\n");
  refuses("|-", 2000, "|\n");
  refuses("|a", 2000, "|\n|-|\n");
  refuses("a\n", 2000, "|a|\n|-|\n");
  refuses("|-|\n", 30000, "");
  refuses("<div>\n\n", 2000, "");
}

static void accepts_ordinary_texts(void **state) {
  static const char *const fine[] = {"![a](b) ", "[a](b) ", "`a` ", "*a* ", "> a\n\n",
      "- a\n", "1. a\n\n", "|a|b|\n|-|-|\n|1|2|\n\n", "a\n", "<p>a</p>\n\n", "(a) ",
      "a) b) ", "![a](b)\n\n", "<!-- c -->\n\n", "    code <?\n\n", "---\n\n",
      "a | b\n\n"};
  (void)state;
  for (size_t i = 0; i < sizeof fine / sizeof *fine; i++) {
    struct buf text = {0}, out = {0};
    for (int k = 0; k < 900; k++)
      buf_puts(&text, fine[i]);
    assert_err(markdown_to_html(buf_text(&text), text.len, NULL, &out), OK);
    buf_free(&text);
    buf_free(&out);
  }
}

/* Each use of a footnote makes two links, there and back. */
static void limits_footnotes(void **state) {
  struct buf text = {0}, out = {0};
  (void)state;
  for (int i = 0; i < MARKDOWN_FOOTNOTES - 1; i++)
    buf_puts(&text, "[^1] ");
  buf_puts(&text, "\n\n[^1]: x\n");
  assert_err(markdown_to_html(buf_text(&text), text.len, NULL, &out), OK);
  buf_puts(&text, "\n[^1]\n");
  assert_err(markdown_to_html(buf_text(&text), text.len, NULL, &out), ERR_INVALID);
  buf_free(&text);
  buf_free(&out);
}

/* Processor time for `n` bytes made of one unit and an end. */
static double seconds(const char *unit, const char *after, size_t n) {
  struct buf text = {0}, out = {0};
  while (text.len < n)
    buf_puts(&text, unit);
  buf_puts(&text, after);
  clock_t start = clock();
  enum err e = markdown_to_html(buf_text(&text), text.len, NULL, &out);
  double used = (double)(clock() - start) / CLOCKS_PER_SEC;
  assert_true(e == OK || e == ERR_INVALID);
  buf_free(&text);
  buf_free(&out);
  return used;
}

/* Quadratic families take minutes at this size; linear ones well under a second. */
static void takes_linear_time(void **state) {
  static const char *const families[][2] = {{"[", ""}, {"![[]()", ""}, {"*a_ ", ""},
      {"a**b", ""}, {">", ""}, {"- ", "a\n\n\n"}, {"a <!-- ", ""}, {"a <?", ""},
      {"a <!A ", ""}, {"a <![CDATA[", ""}, {"e`e``e```", ""}, {"|a", "|\n|-|\n"},
      {"|-", "|\n"}, {"[^a] ", "\n\n[^a]: x\n"}, {"[^a", ""}, {"[a](<b", ""},
      {"a](", ""}, {"[a](b", ""}, {"[ (](", ""}, {"&a;", ""}, {"www.", ""},
      {"www.a))", ""}, {"a@", ""}, {"://", ""}, {"~a~~b", ""}, {"<a b=\"", ""},
      {"- a\n", ""}, {"a\n", "="}, {"`a", ""}, {"<div>\n\n", ""}, {"***x", ""},
      {"[[]]", ""}, {"*[", ""}, {"<b>", ""}, {"<p><b id=x></p>\n\n", ""},
      {"a|b\n-|-\n", ""}, {"[a]: <x\n", ""}, {"\\", ""}, {"a \n", ""}, {"_*", ""},
      {"```\n", ""}, {"<x", ""}, {"[a\n", ""}, {"|a\n", ""}, {"# a {#b}\n", ""},
      {"# {#a", "}"}, {"# a # # ", "{.b}"}, {"[^1]: # a {#b}\n", "\n[^1]"}};
  (void)state;
  for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
    double used = seconds(families[i][0], families[i][1], 300000);
    if (used > 8)
      print_error("%s: %.1f s\n", families[i][0], used);
    assert_true(used <= 8);
  }
}

static enum err repeat(char byte, int length, int uses) {
  struct buf text = {0}, out = {0};
  buf_puts(&text, "[a]: /");
  for (int i = 0; i < length; i++)
    buf_putc(&text, byte);
  buf_puts(&text, "\n\n");
  for (int i = 0; i < uses; i++)
    buf_puts(&text, "[a] ");
  enum err e = markdown_to_html(buf_text(&text), text.len, NULL, &out);
  buf_free(&text);
  buf_free(&out);
  return e;
}

static void refuses_repeated_long_references(void **state) {
  (void)state;
  assert_err(repeat('u', 100000, 10000), ERR_INVALID);
  /* Five bytes of HTML for each. */
  assert_err(repeat('u', 2000, 6000), OK);
  assert_err(repeat('&', 2000, 6000), ERR_INVALID);
}

static const char *count(void *context, const char *url, bool is_image) {
  (void)is_image;
  ++*(int *)context;
  return url;
}

/* Each use repeats the address. */
static void repetition_is_bounded(void **state) {
  int calls = 0;
  const struct sanitise_rewriter rw = {count, &calls};
  struct buf text = {0}, out = {.most = 1 << 20};
  (void)state;
  buf_puts(&text, "[a]: /");
  for (int i = 0; i < 200; i++)
    buf_putc(&text, 'u');
  buf_puts(&text, "\n\n");
  for (int i = 0; i < 10000; i++)
    buf_puts(&text, "[a] ");
  enum err e = markdown_to_html(buf_text(&text), text.len, &rw, &out);
  /* Newer cmark-gfm (0.29.0.gfm.13 in Debian 13) omits most of them itself. */
  if (e)
    assert_err(e, ERR_TOO_LARGE);
  assert_true(e ? calls == 0 : calls < 10000 && out.len <= 1 << 20);
  buf_free(&text);
  buf_free(&out);
}

static const char *heading_of(struct arena *a, const char *text, size_t *rest) {
  char *title = NULL;
  assert_err(markdown_take_heading(a, text, &title, rest), OK);
  return title;
}

static void finds_the_first_heading(void **state) {
  struct arena *a = arena_new(1 << 20);
  size_t rest;
  (void)state;
  static const char first[] = "\n# A *b* `c`\n\ntext\n";
  assert_string_equal(heading_of(a, first, &rest), "A b c");
  assert_string_equal(first + rest, "\ntext\n");
  static const char setext[] = "A\nb\n===\ntext\n";
  assert_string_equal(heading_of(a, setext, &rest), "A b");
  assert_string_equal(setext + rest, "text\n");
  assert_string_equal(heading_of(a, "text\n\n## Later\n", &rest), "Later");
  assert_int_equal(rest, 0);
  assert_null(heading_of(a, "text\n", &rest));
  assert_null(heading_of(a, "#\n\ntext\n", &rest));
  assert_int_equal(rest, 0);
  arena_free(a);
}

static enum err find_once(void *context) {
  char *title = NULL;
  size_t rest = 0;
  struct arena *a = arena_new(1 << 20);
  enum err e = a ? markdown_take_heading(a, context, &title, &rest) : ERR_NOMEM;
  if (!e && (!title || strcmp(title, "A b") != 0))
    e = ERR_INTERNAL;
  arena_free(a);
  return e;
}

static void a_failed_allocation_is_no_missing_heading(void **state) {
  char text[] = "# A *b* {#c}\n";
  (void)state;
  fail_alloc_each(find_once, text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(renders_commonmark),
      cmocka_unit_test(renders_extensions),
      cmocka_unit_test(names_footnotes),
      cmocka_unit_test(sanitises),
      cmocka_unit_test(refuses_slow_input),
      cmocka_unit_test(accepts_ordinary_texts),
      cmocka_unit_test(limits_footnotes),
      cmocka_unit_test(takes_linear_time),
      cmocka_unit_test(refuses_repeated_long_references),
      cmocka_unit_test(repetition_is_bounded),
      cmocka_unit_test(finds_the_first_heading),
      cmocka_unit_test(a_failed_allocation_is_no_missing_heading),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
