#include "markup/markdown/comment_source.h"

#include <string.h>

#include "support.h"

/* What cmark gets, with the marks as letters that the texts do not have. */
static void reads(const char *text, const char *want) {
  static const char shown[] = "?NUVSL";
  struct comment_source s;
  assert_err(comment_source_read(text, &s), OK);
  for (char *c = s.text.data; c && *c; c++)
    if (*c > 0 && *c < 6)
      *c = shown[(int)*c];
  assert_string_equal(buf_text(&s.text), want);
  comment_source_free(&s);
}

/* Without the marks, it is what was written. */
static void comes_back(const char *text) {
  struct comment_source s;
  struct comment_span part;
  struct buf b = {0};
  bool is_url;
  assert_err(comment_source_read(text, &s), OK);
  const char *at = buf_text(&s.text);
  while (comment_source_next(&s, &at, &part, &is_url))
    buf_add(&b, part.at, part.size);
  assert_string_equal(buf_text(&b), text);
  buf_free(&b);
  comment_source_free(&s);
}

static void marks_what_is_not_meant(void **state) {
  (void)state;
  reads("5*3 2**3 *a* **b**", "5S3 2SS3 *a* **b**");
  reads("/*.c a/*.d *e", "/S.c a/S.d *e");
  reads("\u91cd**\u201c\u70b9\u201d**\u3000*a*",
      "\u91cdN**N\u201c\u70b9\u201dN**\u3000*a*");
  reads("__init__ a_b _c_ ^_^", "LLinitLL a_b _c_ ^L^");
  reads("# a\n---\n===\n* * *", "N# a\nN---\nN===\nN* * *");
  reads("[1]: x\n<div>\n>:(", "N[1]: x\nN<div>\nN>:(");
  reads("C:\\*.txt \\\\s \\*", "C:\\NS.txt \\N\\s \\*");
  reads("- > # a", "- > N# a");
}

static void puts_addresses_aside(void **state) {
  (void)state;
  reads("http://a.example/_b_ or http://c.example/*", "U0V_ or U1V*");
  reads("[x](http://a.example/_b_) <http://a.example>",
      "[x](http://a.example/_b_) <http://a.example>");
}

static void ends_quotes(void **state) {
  (void)state;
  reads("> a\nb", "> a\n\nb");
  reads("> > a\n> b\nc", "> > a\n>\n> b\n\nc");
  reads("> a\n\nb", "> a\n\nb");
}

static void leaves_code_alone(void **state) {
  (void)state;
  reads("```\n5*3\n> a\n# b\n```\n5*3", "```\n5*3\n> a\n# b\n```\n5S3");
  reads("> ~~~\n> 5*3\n5*3", "> ~~~\n> 5*3\n\n5S3");
}

static void nothing_is_lost(void **state) {
  static const char *const texts[] = {"", "5*3 __a__ ^_^ *_*", "# a\n---\n> b\n\nc",
      "http://a.example/_b_ and (http://c.example)", "C:\\ \\\\x <b> <i \xc2\xaf\\_",
      "```\nhttp://a.example\n```"};
  (void)state;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    comes_back(texts[i]);
}

/* They cannot come from the form, but nothing may depend on that. */
static void control_characters_are_dropped(void **state) {
  struct comment_source s;
  struct comment_span part;
  bool is_url;
  (void)state;
  reads("a\x02"
        "0\x03 b\x01",
      "a0 b");
  assert_err(comment_source_read("x", &s), OK);
  const char *at = "\x02"
                   "7\x03y\x02";
  assert_true(comment_source_next(&s, &at, &part, &is_url));
  assert_false(is_url);
  assert_int_equal(part.size, 1);
  comment_source_free(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(marks_what_is_not_meant),
      cmocka_unit_test(puts_addresses_aside),
      cmocka_unit_test(ends_quotes),
      cmocka_unit_test(leaves_code_alone),
      cmocka_unit_test(nothing_is_lost),
      cmocka_unit_test(control_characters_are_dropped),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
