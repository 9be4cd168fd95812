#include "markup/markdown/comment_markdown.h"

#include <string.h>
#include <time.h>

#include "support.h"

static void renders(const char *text, const char *want) {
  struct buf b = {0};
  assert_err(comment_markdown_to_html(text, &b), OK);
  assert_string_equal(buf_text(&b), want);
  buf_free(&b);
}

/* Renders a line that becomes a paragraph. */
static void shows(const char *text, const char *want) {
  struct buf p = {0};
  buf_printf(&p, "<p>%s</p>\n", want);
  renders(text, buf_text(&p));
  buf_free(&p);
}

#define LINK(url, text) "<a rel=\"nofollow ugc noopener\" href=\"" url "\">" text "</a>"

/* The same as comment_text.h makes of them. */
static void plain_text_is_plain(void **state) {
  (void)state;
  renders("", "");
  renders(" \n\t\n", "");
  shows("one", "one");
  shows("one\ntwo", "one<br>\ntwo");
  renders("\n\none\n \t\n\ntwo\n\n", "<p>one</p>\n<p>two</p>\n");
  shows("<script>alert('x')</script> & \"q\"",
      "&lt;script&gt;alert('x')&lt;/script&gt; &amp; \"q\"");
}

/* After what people have reported to Codewars, CommonMark, Danbooru, Decidim, exercism,
 * GitLab, Gitter, Grav, Isso, Kansha, Lemmy, Loomio, markdown-it, Opin and Showdown:
 * typed without a thought of markup. */
static void what_is_not_meant_as_markup(void **state) {
  static const char *const same[] = {"5 * 3 * 2 and 5*3*2", "2**10 = 1024",
      ":-) ;-) 8)", "C:\\dir\\file, C:\\*.txt, \\\\server\\share", "path\\",
      "snake_case_name, a_b", "__init__.py", "f(*args, **kwargs)", "char *a, *b;",
      "#hashtag", "# define X 1", "1. May is a holiday.", "1986. What a year!", "- Ada",
      "+ 1 for this", "+1", "-5", "*", "*** spoiler", "^_^ and ^_^", "o_O -_- T_T *_*",
      "(*_*)", "\xc2\xaf\\_(\xe3\x83\x84)_/\xc2\xaf", "[1]: see below", "[sic] [x] []",
      "arr[0](x)", "[a](b.html)", "5~10 and 10~20", "!important [!]", "100% | 200%",
      "what? !!", "a  b", "@ada see #12", "$x_1$ and $y_2$", "a^b", "it's * here",
      "Autor*innen und Leser*innen, auch \u00c4rzt*innen", "women*", "*.txt and *.md",
      "/etc/*.conf and /usr/*.d", "2. Hello", "1.) One thing", "#311 is the one",
      "~/.ssh and ~ada ~~", "abc_def_ghi@a.example",
      "\u25d5_\u25d5 (\u256f\u00b0\u25a1\u00b0)", "$5 * 3$ and $6 * 2$", "10 * 5% = 50",
      "SELECT * FROM a WHERE b * 2"};
  (void)state;
  for (size_t i = 0; i < sizeof same / sizeof *same; i++)
    shows(same[i], same[i]);
  shows("if a <b and c> d, List<String>, <3, a < b",
      "if a &lt;b and c&gt; d, List&lt;String&gt;, &lt;3, a &lt; b");
  shows("Only if age < 18, if a.x < b.x then, <any other < and > here",
      "Only if age &lt; 18, if a.x &lt; b.x then, &lt;any other &lt; and &gt; here");
  shows("Usage: prog <file> [option]", "Usage: prog &lt;file&gt; [option]");
  shows(">:( and >_<", "&gt;:( and &gt;_&lt;");
  shows("<ada@a.example> std::map<a:b>", "&lt;ada@a.example&gt; std::map&lt;a:b&gt;");
  shows("#include <stdio.h>\n# x\n--\nAda\n---\n***\n===",
      "#include &lt;stdio.h&gt;<br>\n# x<br>\n--<br>\nAda<br>\n---<br>\n***<br>\n===");
  shows("| a |\n|---|\n| b |", "| a |<br>\n|---|<br>\n| b |");
  shows("AT&T &amp; &lt;b&gt;", "AT&amp;T &amp; &lt;b&gt;");
  shows("<div>x</div>\n<!-- c --> <?php ?> <![CDATA[x]]>",
      "&lt;div&gt;x&lt;/div&gt;<br>\n&lt;!-- c --&gt; &lt;?php ?&gt; &lt;![CDATA[x]]&gt;");
}

static void markdown(void **state) {
  (void)state;
  shows("*a* _b_ **c** ~~d~~ `e*f*<g>`",
      "<em>a</em> <em>b</em> <strong>c</strong> <del>d</del> <code>e*f*&lt;g&gt;</code>");
  shows("\xe8\xbf\x99*\xe9\x87\x8d*\xe7\x9a\x84",
      "\xe8\xbf\x99<em>\xe9\x87\x8d</em>\xe7\x9a\x84");
  shows("\\*a\\* \\`b\\`", "*a* `b`");
  shows("**\u91cd\u70b9\uff1a**\u8bf4\u660e**\u201c\u8fd9\u201d**\u3002",
      "<strong>\u91cd\u70b9\uff1a</strong>\u8bf4\u660e<strong>\u201c\u8fd9\u201d</strong>\u3002");
  renders("```c\nint *a; // <x> *b*\n> c\n```\nafter",
      "<pre><code>int *a; // &lt;x&gt; *b*\n&gt; c\n</code></pre>\n<p>after</p>\n");
  renders("    code\n\ntext", "<pre><code>code\n</code></pre>\n<p>text</p>\n");
  renders("- a\n- b\n  - c\n",
      "<ul>\n<li>a</li>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>\n");
  renders("3. a\n4. b\n7. c",
      "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n<li value=\"7\">c</li>\n</ol>\n");
  renders("- a\n\n- b", "<ul>\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ul>\n");
}

static void quotes_end_where_the_answer_begins(void **state) {
  (void)state;
  renders("> a\n> b\nc", "<blockquote>\n<p>a<br>\nb</p>\n</blockquote>\n<p>c</p>\n");
  renders(">> a\n> b\nc",
      "<blockquote>\n<blockquote>\n<p>a</p>\n</blockquote>\n<p>b</p>\n"
      "</blockquote>\n<p>c</p>\n");
}

static void links(void **state) {
  (void)state;
  shows("_https://a.example/its_new/_ and *[b](https://b.example/c_d), e.*",
      "<em>" LINK("https://a.example/its_new/",
          "https://a.example/its_new/") "</em> and <em>" LINK("https://b.example/c_d",
          "b") ", e.</em>");
  shows("_<a target=\"_blank\" href=\"https://a.example\">b</a>_",
      "<em>" LINK("https://a.example", "b") "</em>");
  shows("https://a.example/__init__.py (http://a.example/b_(c))",
      LINK("https://a.example/__init__.py", "https://a.example/__init__.py") " (" LINK(
          "http://a.example/b_(c)", "http://a.example/b_(c)") ")");
  shows("[a](https://b.example/_c_) <https://d.example>",
      LINK("https://b.example/_c_", "a") " " LINK(
          "https://d.example", "https://d.example"));
  shows("[](https://a.example) [https://b.example](https://c.example)",
      LINK("https://a.example", "https://a.example") " " LINK(
          "https://c.example", "https://b.example"));
  shows("[1]: https://a.example\n[x][1]",
      "[1]: " LINK("https://a.example", "https://a.example") "<br>\n[x][1]");
  shows("[a](javascript:alert(1)) [b](//c.example) [d](/e)",
      "[a](javascript:alert(1)) [b](//c.example) [d](/e)");
  shows(
      "![a](https://b.example/c.png) ![d](e) [![f](https://g.example)](https://h.example)",
      LINK("https://b.example/c.png", "a") " d " LINK("https://h.example", "f"));
  shows("http://a.example/?x=1&y=\"><b>",
      LINK("http://a.example/?x=1&amp;y=",
          "http://a.example/?x=1&amp;y=") "\"&gt;&lt;b&gt;");
}

static void tags(void **state) {
  (void)state;
  shows("<b>a</b> <i>b *c*</i> <acronym title='World'>W</acronym> <strike>s</strike>",
      "<b>a</b> <i>b <em>c</em></i> <abbr title=\"World\">W</abbr> <s>s</s>");
  shows(
      "<a href='https://a.example' onclick=x rel=me>b</a> <a href='javascript:x'>c</a>",
      LINK("https://a.example", "b") " c");
  shows("<code>a < b</code> <q>c</q> <i>open",
      "<code>a &lt; b</code> <q>c</q> &lt;i&gt;open");
  renders("A: <blockquote>b\n\nc</blockquote>\nd",
      "<p>A: </p>\n<blockquote>\n<p>b</p>\n<p>c</p>\n</blockquote>\n<p>d</p>\n");
  renders("<blockquote>\n*a*\n</blockquote>",
      "<blockquote>\n<p><em>a</em></p>\n</blockquote>\n");
}

static void refuses_what_is_too_deep(void **state) {
  struct buf text = {0}, html = {0};
  (void)state;
  for (size_t i = 0; i < 200; i++)
    buf_puts(&text, "> ");
  buf_puts(&text, "x");
  assert_err(comment_markdown_to_html(buf_text(&text), &html), ERR_INVALID);
  assert_int_equal(html.len, 0);
  assert_err(comment_markdown_to_html("\xff", &html), ERR_SYNTAX);
  buf_free(&text);
  buf_free(&html);
}

static double seconds(const char *unit, size_t size) {
  struct buf text = {0}, html = {0};
  while (text.len < size)
    buf_puts(&text, unit);
  clock_t start = clock();
  /* Either is fine: it is refused, or fast. */
  enum err e = comment_markdown_to_html(buf_text(&text), &html);
  assert_true(e == OK || e == ERR_INVALID);
  double used = (double)(clock() - start) / CLOCKS_PER_SEC;
  buf_free(&text);
  buf_free(&html);
  return used;
}

/* As long as the longest comment. */
static void takes_linear_time(void **state) {
  static const char *const units[] = {"*a ", "a*", "**a", "_a ", "~~a", "[", "](",
      "[a](", "![", "<b>", "</b>", "<i><b>", "<blockquote>",
      "x<blockquote></blockquote>", "`", "``` ", "> ", ">", "> x\ny\n", "- ", "- x\n",
      "2. x\n4. y\n", "x\n- y\n", "\\", "&", "http://a.example/ ", "http://a.b/(", "h",
      "<", "<a ", "<a href=\"", "[a]:", "[a]: b\n", "*_*", "<!--", "<?", "<![CDATA[",
      "- -", "-  ", "    x\n", "~~~\n", "  - x\n", "*a_", "(",
      "[x](https://a.example/)", "\xc3\xa9*"};
  (void)state;
  for (size_t i = 0; i < sizeof units / sizeof *units; i++)
    if (seconds(units[i], 66000) > 2)
      fail_msg("\"%s\"", units[i]);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(plain_text_is_plain),
      cmocka_unit_test(what_is_not_meant_as_markup),
      cmocka_unit_test(markdown),
      cmocka_unit_test(quotes_end_where_the_answer_begins),
      cmocka_unit_test(links),
      cmocka_unit_test(tags),
      cmocka_unit_test(refuses_what_is_too_deep),
      cmocka_unit_test(takes_linear_time),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
