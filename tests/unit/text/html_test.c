/* Markdown, the sanitiser, comment text, excerpts: what becomes HTML, and what not. */
#include "support.h"

#include "text/comment_text.h"
#include "text/excerpt.h"
#include "text/markdown.h"

static void assert_clean(const char *html, const char *want) {
  struct buf out = {0}, again = {0};
  assert_err(sanitise_html(html, strlen(html), NULL, &out), OK);
  assert_string_equal(buf_text(&out), want);
  assert_err(sanitise_html(buf_text(&out), out.len, NULL, &again), OK);
  assert_string_equal(buf_text(&again), want);
  buf_free(&out);
  buf_free(&again);
}

static void test_sanitise(void **state) {
  (void)state;
  assert_clean("<p onclick=x style=y>a</p>", "<p>a</p>");
  assert_clean("a<script>alert(1)</script>b", "ab");
  assert_clean("<a href=\"javascript:alert(1)\">x</a>", "<a>x</a>");
  assert_clean("<a href=\" JAVASCRIPT:x\">x</a>", "<a>x</a>");
  assert_clean("<img src=x onerror=y>", "<img src=\"x\" alt=\"\" loading=\"lazy\">");
  assert_clean("<svg><script>x</script></svg>t", "t");
  assert_clean("<math><mi>x</mi></math>t", "t");
  assert_clean("<h1>T</h1>", "<h2>T</h2>");
  assert_clean("<p id=comment-1>a</p><p id=q>b</p><p id=q>c</p>",
      "<p>a</p><p id=\"q\">b</p><p>c</p>");
  assert_clean("<b>x", "<b>x</b>");
  assert_clean("&lt;script&gt; &amp; \"", "&lt;script&gt; &amp; &quot;");
  assert_clean("<textarea><b>x</b></textarea>y", "y");
  assert_clean("<unknown>x</unknown>", "x");
  assert_clean("<iframe src=\"https://v.example.org/1\"></iframe>",
      "<a href=\"https://v.example.org/1\" rel=\"noopener\">https://v.example.org/1</a>");
}

/* Ten thousand open elements are flattened, a hundred thousand refused; neither ends
 * the process. */
static void test_depth(void **state) {
  (void)state;
  for (size_t depth = 5000; depth <= 100000; depth *= 20) {
    struct buf in = {0}, out = {0};
    for (size_t i = 0; i < depth; i++)
      buf_puts(&in, "<div>");
    enum err e = sanitise_html(buf_text(&in), in.len, NULL, &out);
    assert_err(e, depth == 5000 ? OK : ERR_INVALID);
    assert_true(out.len < 5000);
    buf_free(&in);
    buf_free(&out);
  }
}

static void test_markdown(void **state) {
  (void)state;
  const char *text = "# T\n\n**b** ~~s~~ https://example.org\n\n<script>x</script>\n\n"
                     "| a |\n|--:|\n| 1 |\n\nn[^1]\n\n[^1]: foot\n";
  struct buf out = {0};
  assert_err(markdown_to_html(text, strlen(text), NULL, &out), OK);
  const char *html = buf_text(&out);
  assert_non_null(strstr(html, "<h2>T</h2>"));
  assert_non_null(strstr(html, "<strong>b</strong>"));
  assert_non_null(strstr(html, "<s>") ? html : strstr(html, "<del>"));
  assert_non_null(strstr(html, "<a href=\"https://example.org\""));
  assert_non_null(strstr(html, "<td class=\"align-right\">1</td>"));
  assert_non_null(strstr(html, "id=\"fn-1\""));
  assert_null(strstr(html, "script"));
  buf_free(&out);
}

/* What would keep cmark busy for minutes is refused at once. */
static void test_costly(void **state) {
  (void)state;
  struct buf in = {0}, out = {0};
  for (int i = 0; i < 100000; i++)
    buf_puts(&in, "a <? ");
  assert_err(markdown_to_html(buf_text(&in), in.len, NULL, &out), ERR_INVALID);
  buf_clear(&in);
  for (int i = 0; i < 20000; i++)
    buf_puts(&in, "> ");
  assert_err(markdown_to_html(buf_text(&in), in.len, NULL, &out), ERR_INVALID);
  assert_int_equal(out.len, 0);
  buf_free(&in);
  buf_free(&out);
}

static void assert_comment(const char *text, const char *want) {
  struct buf out = {0};
  assert_err(comment_text_to_html(text, &out), OK);
  assert_string_equal(buf_text(&out), want);
  buf_free(&out);
}

static void test_comment(void **state) {
  (void)state;
  assert_comment("a\nb\n\n\nc", "<p>a<br>\nb</p>\n<p>c</p>\n");
  assert_comment("<b>&\"'", "<p>&lt;b&gt;&amp;&quot;&#39;</p>\n");
  assert_comment("(https://example.org/a_(b)).",
      "<p>(<a href=\"https://example.org/a_(b)\" rel=\"nofollow ugc noopener\">"
      "https://example.org/a_(b)</a>).</p>\n");
  assert_comment("javascript:x http://a@b.org", "<p>javascript:x http://a@b.org</p>\n");
  assert_comment("\n \n", "");
}

static void test_excerpt(void **state) {
  (void)state;
  struct buf out = {0};
  assert_err(excerpt_from_html(
                 "<h2>No</h2><p>One &amp; two</p><pre>no</pre><p>three</p>", 100, &out),
      OK);
  assert_string_equal(buf_text(&out), "One & two three");
  buf_clear(&out);
  assert_err(excerpt_from_html("<p>alpha beta gamma</p>", 12, &out), OK);
  assert_string_equal(buf_text(&out), "alpha beta…");
  buf_clear(&out);
  assert_err(excerpt_from_html("<p>在港口学说早上好</p>", 3, &out), OK);
  assert_string_equal(buf_text(&out), "在港口…");
  buf_free(&out);
  assert_int_equal(excerpt_reading_minutes("<p>x</p>"), 1);
  struct buf long_text = {0};
  for (int i = 0; i < 460; i++)
    buf_puts(&long_text, "word ");
  assert_int_equal(excerpt_reading_minutes(buf_text(&long_text)), 2);
  buf_clear(&long_text);
  for (int i = 0; i < 1500; i++)
    buf_puts(&long_text, "字");
  assert_int_equal(excerpt_reading_minutes(buf_text(&long_text)), 3);
  buf_free(&long_text);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_sanitise),
      cmocka_unit_test(test_depth), cmocka_unit_test(test_markdown),
      cmocka_unit_test(test_costly), cmocka_unit_test(test_comment),
      cmocka_unit_test(test_excerpt)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
