#include "markup/html/excerpt.h"

#include "fail_alloc.h"
#include "markup/html/sanitise.h"
#include "support.h"

static void gives(const char *html, size_t most, const char *want) {
  struct buf clean = {0}, b = {0};
  assert_err(sanitise_html(html, strlen(html), NULL, &clean), OK);
  assert_err(excerpt_from_html(buf_text(&clean), most, &b), OK);
  assert_string_equal(buf_text(&b), want);
  buf_free(&clean);
  buf_free(&b);
}

static void takes_running_text(void **state) {
  (void)state;
  gives("", 100, "");
  gives("<p>One  two\n three</p><p>four</p>", 100, "One two three four");
  gives("a<br>b <b>c</b>d", 100, "a b cd");
  gives("<p>&lt;b&gt; &amp; &eacute;&nbsp;x</p>", 100, "<b> & é x");
  gives("<h2>Head</h2><p>Text<sup class=\"footnote-ref\"><a href=\"#fn-1\">1</a></sup>"
        "</p><pre>code</pre><table><tr><td>t</td></tr></table><figure>f</figure>"
        "<section class=\"footnotes\">n</section><p>with <code>code</code></p>",
      100, "Text… with code");
  gives("<script>x</script><style>y</style><svg>z</svg>t", 100, "t");
}

static void marks_what_is_left_out(void **state) {
  const char *html =
      "<p>In C:</p><pre>x</pre><h2>Head</h2><p>And now</p><table></table>"
      "<p>it rains.</p><figure>f</figure><p>End</p>";
  struct buf former = {0};
  (void)state;
  gives(html, 100, "In C… And now… it rains. End");
  gives("<pre>x</pre><p>Start：</p><ul><li>a</li></ul><p>你好</p>", 100, "Start… 你好");
  gives("<p>Head:</p><h2>x</h2><p>Text</p>", 100, "Head: Text");
  assert_err(excerpt_from_html_formerly(html, 100, &former), OK);
  assert_string_equal(buf_text(&former), "In C: And now it rains. End");
  buf_free(&former);
}

static void cuts_between_words(void **state) {
  (void)state;
  gives("<p>Hello wide world</p>", 16, "Hello wide world");
  gives("<p>Hello wide world</p>", 15, "Hello wide…");
  gives("<p>Hello wide world</p>", 10, "Hello wide…");
  gives("<p>Hello wide world</p>", 9, "Hello…");
  gives("<p>abcdefghij klm</p>", 4, "abcd…");
  gives("<p>你好世界你好世界</p>", 8, "你好世界…");
  gives("<p>你好，世界。</p><p>再见</p>", 100, "你好，世界。再见");
  gives("<p>你好\n世界 abc</p><p>x</p><p>字</p>", 100, "你好世界 abc x 字");
  gives("<p>안녕</p><p>세상 ⛴️</p>", 100, "안녕 세상 ⛴️");
  gives("<p>Up to 18. Then more words follow</p>", 10, "Up to 18…");
  gives("<p>She said \"no\" - and (but) left</p>", 17, "She said \"no\"…");
  gives("<p>你好。世界你好世界</p>", 6, "你好…");
  gives("<p>Things:</p><ul><li>one</li></ul><ol><li>two</li></ol><p>End</p>", 100,
      "Things… End");
  gives("<p>Things:</p><ul><li>one</li></ul>", 100, "Things…");
  gives("<p>สวัสดีชาวโลก</p>", 6, "สวัสดี…");
  gives("<p>x 👨‍👩‍👧‍👦 y</p>", 4, "x…");
  gives("<p>a</p>", 0, "…");
}

static void reads_only_what_it_needs(void **state) {
  struct buf html = {0}, out = {0};
  (void)state;
  for (int i = 0; i < 100000; i++)
    buf_puts(&html, "<p>word</p>");
  assert_err(excerpt_from_html(buf_text(&html), 9, &out), OK);
  assert_string_equal(buf_text(&out), "word word…");
  buf_free(&html);
  buf_free(&out);
}

/* The time is linear for deep nesting and for HTML that is not sanitised. */
static void deep_nesting_costs_nothing(void **state) {
  struct buf html = {0}, out = {0};
  (void)state;
  for (int i = 0; i < 100000; i++)
    buf_puts(&html, "<ul>");
  buf_puts(&html, "word");
  assert_err(excerpt_from_html(buf_text(&html), 9, &out), OK);
  assert_int_equal(out.len, 0);
  assert_int_equal(excerpt_reading_minutes(buf_text(&html)), 1);
  buf_free(&html);
  buf_free(&out);
}

static int minutes(const char *unit, int times) {
  struct buf html = {0};
  struct buf clean = {0};
  for (int i = 0; i < times; i++)
    buf_puts(&html, unit);
  assert_err(sanitise_html(buf_text(&html), html.len, NULL, &clean), OK);
  int n = excerpt_reading_minutes(buf_text(&clean));
  buf_free(&html);
  buf_free(&clean);
  return n;
}

static void estimates_the_reading_time(void **state) {
  (void)state;
  assert_int_equal(excerpt_reading_minutes(""), 1);
  assert_int_equal(minutes("word ", 230), 1);
  assert_int_equal(minutes("word ", 2300), 10);
  assert_int_equal(minutes("<p>don't stop.</p>", 1150), 10);
  assert_int_equal(minutes("слово ", 2300), 10);
  assert_int_equal(minutes("字", 5000), 10);
  assert_int_equal(minutes("かナ한。", 1000), 6);
  assert_int_equal(minutes("ｶﾅ、", 2500), 10);
  assert_int_equal(minutes("안녕 ", 2500), 10);
  /* The same, taken apart: ㅇㅏㄴ ㄴㅕㅇ. */
  assert_int_equal(minutes("\u110b\u1161\u11ab\u1102\u1167\u11bc ", 2500), 10);
  assert_int_equal(minutes("กา", 4600), 10); /* four letters count as a word */
  assert_int_equal(minutes("word 字字", 1150), 10);
  /* Punctuation between letters: a stop joins, a hyphen or a slash does not. */
  assert_int_equal(minutes("(e.g. \"3.14\"?) ", 1150), 10);
  assert_int_equal(minutes("snake_case -- ", 2300), 10);
  assert_int_equal(minutes("well-known, and/or ", 575), 10);
  assert_int_equal(minutes("a\u0301b… ", 2300), 10);
  assert_int_equal(minutes("<script>word word</script>", 2300), 1);
  assert_int_equal(minutes("<pre>word</pre>", 2300), 10);
}

static bool begins(const char *html, const char *excerpt) {
  bool is = false;
  assert_err(excerpt_is_beginning(html, excerpt, strlen(excerpt), &is), OK);
  return is;
}

static void knows_the_beginning_of_a_text(void **state) {
  (void)state;
  const char *html = "<h2>Tides</h2><p>At\u2003six,\xe2\x80\xae <b>low</b> water:</p>"
                     "<ul><li>a</li></ul><p>灯塔</p><p>的灯</p>";
  assert_true(begins(html, "At six, low water"));
  assert_true(begins(html, "At six, low water… 灯塔的灯"));
  assert_false(begins(html, "At six, low water: a"));
  assert_false(begins(html, "Tides"));
  assert_false(begins(html, "At six, low water… 灯塔的灯 and more"));
  assert_true(begins("<p>In that order:</p><ol><li>a</li></ol>", "In that order"));
  assert_true(begins("<p>In that order:</p>", "In that order"));
  assert_false(begins("<p>In that order:</p>", "In that order:"));
  assert_true(begins("", ""));
}

static enum err cut_once(void *context) {
  struct buf out = {0};
  enum err e = excerpt_from_html(context, 100, &out);
  if (!e && strcmp(buf_text(&out), "one two") != 0)
    e = ERR_INTERNAL;
  buf_free(&out);
  return e;
}

static void a_failed_allocation_loses_no_word(void **state) {
  char html[] = "<p>one</p><p>two</p>";
  (void)state;
  fail_alloc_each(cut_once, html);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(takes_running_text),
      cmocka_unit_test(marks_what_is_left_out),
      cmocka_unit_test(cuts_between_words),
      cmocka_unit_test(reads_only_what_it_needs),
      cmocka_unit_test(deep_nesting_costs_nothing),
      cmocka_unit_test(estimates_the_reading_time),
      cmocka_unit_test(knows_the_beginning_of_a_text),
      cmocka_unit_test(a_failed_allocation_loses_no_word),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
