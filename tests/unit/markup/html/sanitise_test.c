#include "markup/html/sanitise.h"
#include "markup/html/sanitise_nesting.h"

#include "markup/html/html_tree.h"
#include "markup/html/sanitise_table.h"
#include "support.h"

static void author(const char *html, const char *want) {
  struct buf once = {0}, twice = {0};
  assert_err(sanitise_html(html, strlen(html), NULL, &once), OK);
  assert_string_equal(buf_text(&once), want);
  assert_err(sanitise_html(buf_text(&once), once.len, NULL, &twice), OK);
  assert_string_equal(buf_text(&twice), buf_text(&once));
  buf_free(&once);
  buf_free(&twice);
}

static void comment(const char *html, const char *want) {
  struct buf once = {0}, twice = {0};
  assert_err(sanitise_comment_html(html, strlen(html), &once), OK);
  assert_string_equal(buf_text(&once), want);
  assert_err(sanitise_comment_html(buf_text(&once), once.len, &twice), OK);
  assert_string_equal(buf_text(&twice), buf_text(&once));
  buf_free(&once);
  buf_free(&twice);
}

static void keeps_good_markup(void **state) {
  static const char *const same[] = {"", "text",
      "<p>a <em>b</em> <strong>c</strong></p>", "<h2 id=\"x\">h</h2>",
      "<ul><li>a</li><li><p>b</p></li></ul>",
      "<ol start=\"3\" reversed type=\"a\"><li value=\"-2\">a</li></ol>",
      "<dl><dt>a</dt><dd>b</dd></dl>", "<blockquote cite=\"/x\"><p>q</p></blockquote>",
      "<pre><code class=\"language-c++\">a &lt; b &amp;&amp; c\n</code></pre>",
      "<figure><img src=\"a.png\" alt=\"A\" width=\"6\" height=\"4\" loading=\"lazy\">"
      "<figcaption>c</figcaption></figure>",
      "<p>a<br>b<wbr>c</p><hr>", "<a href=\"https://a.example/?b=c&amp;d\">x</a>",
      "<p><abbr title=\"T\">t</abbr> <kbd>k</kbd> <q>q</q> <small>s</small></p>",
      "<table><caption>c</caption><thead><tr><th scope=\"col\">h</th></tr></thead>"
      "<tbody><tr><td colspan=\"2\" class=\"align-right\">d</td></tr></tbody></table>",
      "<details><summary>s</summary><p>t</p></details>",
      "<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>",
      "<video controls src=\"a.mp4\" poster=\"b.png\"></video>",
      "<audio controls><source src=\"a.ogg\" type=\"audio/ogg\"></audio>",
      "<p lang=\"ar\" dir=\"rtl\">x</p>", "<time datetime=\"2026-11-24\">t</time>",
      "<del datetime=\"2026-11-24\"><p>x</p></del>",
      "<section class=\"footnotes\">x</section>", "<div><aside>x</aside></div>",
      "<a href=\"#fn-1\" id=\"fnref-1\">1</a>",
      "<a href=\"mailto:a@example.com\">m</a>", "<a href=\"/x\"><div>block</div></a>",
      "<pre>\n\ntwo</pre>",
      "<ul><li><input type=\"checkbox\" checked disabled aria-label=\"☑\"> x</li></ul>"};
  (void)state;
  for (size_t i = 0; i < sizeof same / sizeof *same; i++)
    author(same[i], same[i]);
}

/* The galleries, columns and alignments of WordPress keep fixed names only. */
static void keeps_wordpress_layout(void **state) {
  (void)state;
  author(
      "<figure class='wp-block-gallery columns-3 is-cropped'>"
      "<ul class=blocks-gallery-grid><li class=blocks-gallery-item>a</li></ul></figure>",
      "<figure class=\"gallery columns-3\"><ul><li>a</li></ul></figure>");
  author("<ul class='wp-block-gallery alignwide columns-6'><li>a</li></ul>",
      "<ul class=\"gallery wide columns-6\"><li>a</li></ul>");
  author("<figure class='wp-block-gallery has-nested-images columns-default'>"
         "<figure class='wp-block-image alignleft'>a</figure></figure>",
      "<figure class=\"gallery columns-3\"><figure class=\"align-left\">a</figure></figure>");
  author("<div class='gallery galleryid-1 gallery-columns-2 gallery-size-full'>a</div>",
      "<div class=\"gallery columns-2\">a</div>");
  author("<div class='wp-block-columns is-layout-flex'>"
         "<div class='wp-block-column evil'>a</div></div>",
      "<div class=\"columns\"><div class=\"column\">a</div></div>");
  author("<div class=wp-block-column style='flex-basis:66.66%'>a</div>"
         "<div class=column style='color: red; flex-basis : 37.5% ;x'>b</div>"
         "<div class=\"column width-25\" style='flex-basis:99%;'>c</div>",
      "<div class=\"column width-66\">a</div><div class=\"column width-35\">b</div>"
      "<div class=\"column width-25\">c</div>");
  author("<div style='flex-basis:9%'></div><div style='flex-basis:100%'></div>"
         "<div style='flex-basis:250px'></div><div style='flex-basis:url(x)'></div>"
         "<div style='flex-basis:50'></div><div style='x-flex-basis:50%'></div>"
         "<p style='flex-basis:50%'>a</p>",
      "<div></div><div></div><div></div><div></div><div></div><div></div><p>a</p>");
  author(
      "<figure class='alignfull columns-7 columns-0 columns- wp-block-cover'>a</figure>",
      "<figure class=\"full\">a</figure>");
}

static void drops_scripts(void **state) {
  (void)state;
  author("a<script>x</script>b<style>y</style>", "ab");
  author("<svg><script>x</script><a href='javascript:x'>t</a></svg>", "");
  author("<math><mtext><table><mglyph><style><img src=x onerror=y></style></math>", "");
  author("<iframe src='https://evil.example'></iframe><object>x</object><embed src=x>",
      "");
  author("<form action=/x><label>l</label><input name=a><textarea>t</textarea>"
         "<select><option>o</select><button>b</button></form>",
      "l ");
  author("<template><p>x</p></template><noscript><p>y</p></noscript>", "");
  author("<p onclick=x style='color:red' srcset=y formaction=z data-q=1>t</p>",
      "<p>t</p>");
  author("<a href='javascript:x'>a</a><a href=' java\nscript:x'>b</a>"
         "<a href='&#106;avascript&colon;x'>c</a><a href='data:text/html,x'>d</a>",
      "abcd");
  author("<img src='javascript:x'><img src='data:image/png,x'><img src=''><img alt=x>",
      "");
  author(
      "<a xlink:href='x'>t</a><base href='//x'><meta http-equiv=refresh><link href=x>",
      "t");
  author("<!-- c --><![CDATA[x]]><?php y ?>", "");
  author("<title>t</title><body onload=x><p>y", "<p>y</p>");
  author("&lt;script&gt;&#60;b&#62;\"'", "&lt;script&gt;&lt;b&gt;\"'");
  author("<p title='\"><script>'>x<abbr title='\"><b>'>y</abbr></p>",
      "<p>x<abbr title=\"&quot;&gt;&lt;b&gt;\">y</abbr></p>");
  author("a\x01\x7f&#x80;\xc2\x85&#xA0;b\fc", "a��€�\xc2\xa0"
                                              "b c");
  author("<x>\ny", "\ny");
  author("<plaintext>x", "");
}

static void replaces_obsolete_elements(void **state) {
  (void)state;
  author("<h1>t</h1><center>c</center><tt>m</tt><strike>s</strike><acronym>a</acronym>",
      "<h2>t</h2><div>c</div><code>m</code><s>s</s><abbr>a</abbr>");
  author("<font color=red>f</font><big>b</big><blink>l</blink>", "fbl");
  author("<table align=right bgcolor=x><tr><td align=CENTER valign=top>x</table>",
      "<table class=\"align-right\"><tbody><tr><td class=\"align-center\">x</td></tr>"
      "</tbody></table>");
  author("<img src=a.png class='alignleft size-full' border=0>",
      "<img alt=\"\" loading=\"lazy\" src=\"a.png\" class=\"align-left\">");
  author("<a name=old></a><a name=x id=y>t</a>", "<a id=\"old\"></a><a id=\"y\">t</a>");
  author("<article><header>h</header><main>m</main></article>",
      "<div><div>h</div><div>m</div></div>");
  author("<picture><source srcset=a><img src=b></picture>",
      "<img alt=\"\" loading=\"lazy\" src=\"b\">");
}

static void repairs_structure(void **state) {
  (void)state;
  author(
      "<b><p>x</p></b>", "<p>x</p>"); /* the paragraph is kept, the phrase is removed */
  author("<h2><div>a</div><div>b</div></h2>", "<h2>a b </h2>");
  author("<ul>t<p>p</p><b>b</b><li>l</li><ul><li>n</li></ul></ul>",
      "<ul><li>t</li><li><p>p</p></li><li><b>b</b></li><li>l</li><li><ul><li>n</li></ul>"
      "</li></ul>");
  author("<dl><dt>\n<p>a</p>\n</dt><dd><p>b</p></dd></dl>",
      "<dl><dt>\na \n</dt><dd><p>b</p></dd></dl>");
  /* A head without any text is that of a table without one. */
  author(
      "<table><thead><tr><th> </th><th></th></tr></thead><tr><td>a</td></tr></table>",
      "<table><tbody><tr><td>a</td></tr></tbody></table>");
  author("<dl>t<dt>a</dt></dl>", "<dl><dd>t</dd><dt>a</dt></dl>");
  author("x<li>a</li><dd>b</dd><figcaption>c</figcaption><summary>d</summary>",
      "x a b c d ");
  author("<details>no summary</details>", "no summary ");
  author("<a href=/x>a<table><tr><td><a href=/y>b</a></table></a>",
      "<a href=\"/x\">a<table><tbody><tr><td>b</td></tr></tbody></table></a>");
  author("<h2> </h2><h3><a href=#x></a></h3><h4><img src=x></h4>",
      "<h4><img alt=\"\" loading=\"lazy\" src=\"x\"></h4>");
  author(
      "<p id=a>1</p><p id=a>2</p><p id=comment-3>3</p><p id=top>4</p><p id='b c'>5</p>",
      "<p id=\"a\">1</p><p>2</p><p>3</p><p>4</p><p>5</p>");
  author("<video src=a.mp4 autoplay>no film</video>",
      "<video controls src=\"a.mp4\"></video>");
  author("<input type=text><input type=checkbox>",
      "<input type=\"checkbox\" disabled aria-label=\"☐\">");
  author("<time>t</time><time datetime=never>u</time>", "tu");
  author("<p class='evil note language-x;y note'>t</p>", "<p class=\"note\">t</p>");
  /* As plugins of WordPress wrote them; names that are too long or odd are left out. */
  author("<pre class='brush: php; title: ; notranslate'>a</pre>"
         "<pre class='wp-block brush:js'>b</pre><code class='lang-c++'>c</code>",
      "<pre class=\"language-php\">a</pre><pre class=\"language-js\">b</pre>"
      "<code class=\"language-c++\">c</code>");
  author("<pre class='brush:'>a</pre><pre class='brush: \"><b>;'>b</pre><pre class="
         "'airbrush: c'>c</pre><code class='lang-'>d</code><code class='lang-"
         "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'>e</code>",
      "<pre>a</pre><pre>b</pre><pre>c</pre><code>d</code><code>e</code>");
  author("<p lang='x\"y' dir=sideways>t</p>", "<p>t</p>");
  author(
      "<img src=a width=100% height=-1>", "<img alt=\"\" loading=\"lazy\" src=\"a\">");
  author("<a href='/a b\"<>'>x</a>", "<a href=\"/a%20b%22%3C%3E\">x</a>");
  author("<a href=/ rel='NOFOLLOW nofollow opener'>x</a>",
      "<a href=\"/\" rel=\"nofollow\">x</a>");
}

static void links_videos(void **state) {
  (void)state;
  author(
      "<iframe src=\"https://www.youtube.com/embed/a-B_1?x=1\" title=\"A & B\"></iframe>",
      "<p class=\"embed\"><a href=\"https://www.youtube.com/watch?v=a-B_1\">A &amp; B</a></p>");
  author("<p><iframe src=//player.vimeo.com/video/12></iframe></p>",
      "<p><a href=\"https://vimeo.com/12\">https://vimeo.com/12</a></p>");
  author("<ul><iframe src=//player.vimeo.com/video/12></iframe></ul>",
      "<ul><li><a href=\"https://vimeo.com/12\">https://vimeo.com/12</a></li></ul>");
  author("<iframe src=https://www.youtube.com/embed/></iframe>", "");
  author(
      "<iframe src='https://evil.example/?//player.vimeo.com/video/12'></iframe>", "");
}

static void limits_comments(void **state) {
  (void)state;
  comment("<p><b>b</b> <i>i</i> <code>c</code></p><ul><li>x</li></ul>",
      "<p><b>b</b> <i>i</i> <code>c</code></p><ul><li>x</li></ul>");
  comment(
      "<a href='http://a.example/' title=t rel=follow target=_blank id=i class=note>x</a>",
      "<a rel=\"nofollow ugc noopener\" href=\"http://a.example/\" title=\"t\">x</a>");
  comment("<a href='/x'>a</a><a href='mailto:a@b.co'>b</a><a href='//c.example'>c</a>"
          "<a name=x>d</a>",
      "abcd");
  comment("<h2>h</h2><img src=x><div>d</div><hr><details>t</details>", "h d t ");
  comment("<table class=note align=right><caption>c</caption><tr><th scope=row>h"
          "<td colspan=2 align=left>t</table>",
      "<table><caption>c</caption><tbody><tr><th>h</th><td colspan=\"2\">t</td></tr></tbody>"
      "</table>");
  comment("<ol start=3 type=a><li id=x>a<ul><li>b</ul></ol><dl><dt>a<dd>b</dl>",
      "<ol start=\"3\"><li>a<ul><li>b</li></ul></li></ol><dl><dt>a</dt><dd>b</dd></dl>");
  comment("<p id=x class=note lang=de dir=rtl style=y>p</p>", "<p>p</p>");
  comment(
      "<iframe src=https://www.youtube.com/embed/x></iframe><video src=x></video>", "");
}

static void limits_the_depth(void **state) {
  struct buf html = {0}, out = {0};
  (void)state;
  for (int i = 0; i < HTML_DEPTH; i++)
    buf_puts(&html, "<div>");
  buf_puts(&html, "x");
  assert_err(sanitise_html(buf_text(&html), html.len, NULL, &out), OK);
  int open = 0;
  for (const char *s = buf_text(&out); (s = strstr(s, "<div>")) != NULL; s++)
    open++;
  assert_int_equal(open, SANITISE_DEPTH);
  assert_non_null(strchr(buf_text(&out), 'x'));
  buf_clear(&out);
  buf_clear(&html);
  for (int i = 0; i <= HTML_DEPTH; i++)
    buf_puts(&html, "<div>");
  assert_err(sanitise_html(buf_text(&html), html.len, NULL, &out), ERR_INVALID);
  assert_int_equal(out.len, 0);
  buf_clear(&html);
  for (int i = 0; i < SANITISE_DEPTH - 2; i++)
    buf_puts(&html, "<div>");
  buf_puts(&html, "<table><tr><td>x</td></tr></table>");
  assert_err(sanitise_html(buf_text(&html), html.len, NULL, &out), OK);
  assert_null(strstr(buf_text(&out), "<t")); /* a table must have cells */
  buf_free(&html);
  buf_free(&out);
}

static const char *rewrite(void *context, const char *url, bool is_image) {
  int *calls = context;
  ++*calls;
  if (strcmp(url, "gone.png") == 0)
    return NULL;
  if (strcmp(url, "evil") == 0)
    return "javascript:x";
  return is_image ? "/media/a b.png" : "/2026/x/?a&b";
}

static void rewrites_addresses(void **state) {
  int calls = 0;
  const struct sanitise_rewriter rw = {rewrite, &calls};
  static const char html[] =
      "<a href=x.md>1</a><img src='y.png'><img src=gone.png>"
      "<a href=evil>2</a><a href='#f'>3</a><a href='mailto:x'>4</a>"
      "<a href='javascript:x'>5</a>";
  struct buf out = {0};
  (void)state;
  assert_err(sanitise_html(html, strlen(html), &rw, &out), OK);
  assert_string_equal(buf_text(&out),
      "<a href=\"/2026/x/?a&amp;b\">1</a><img alt=\"\" loading=\"lazy\" src=\"/media/a%20b.png\">2"
      "<a href=\"#f\">3</a><a href=\"mailto:x\">4</a>5");
  assert_int_equal(calls, 4); /* not called for fragments, mail and unsafe URLs */
  buf_free(&out);
}

static const char *grow(void *context, const char *url, bool is_image) {
  static char long_url[1000];
  (void)url;
  (void)is_image;
  ++*(int *)context;
  memset(long_url, 'u', sizeof long_url - 1);
  return long_url;
}

/* The limit applies before the expanded links are all written. */
static void output_is_bounded(void **state) {
  int calls = 0;
  const struct sanitise_rewriter rw = {grow, &calls};
  struct buf in = {0}, out = {.most = 1 << 16};
  (void)state;
  for (int i = 0; i < 10000; i++)
    buf_puts(&in, "<a href=b>x</a>");
  assert_err(sanitise_html(buf_text(&in), in.len, &rw, &out), ERR_TOO_LARGE);
  assert_int_equal(out.len, 0);
  assert_in_range(calls, 60, 70);
  buf_free(&in);
  buf_free(&out);
}

static void finds_all_entries(void **state) {
  /* The tables are searched with bsearch, so one name out of order would hide others.
   * */
  static const char *const elements[] = {"a", "abbr", "area", "blockquote", "caption",
      "dd", "figcaption", "h1", "h6", "hr", "iframe", "li", "p", "pre", "ruby",
      "source", "svg", "td", "th", "tr", "ul", "var", "video", "wbr", "xmp", "summary",
      "time"};
  static const char *const attributes[] = {"align", "alt", "aria-label", "class", "dir",
      "href", "id", "lang", "rel", "rowspan", "src", "start", "title", "type", "value",
      "width"};
  (void)state;
  for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
    assert_non_null(sanitise_find_element(elements[i]));
  for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++)
    assert_non_null(sanitise_find_attribute(attributes[i]));
  assert_null(sanitise_find_element(""));
  assert_null(sanitise_find_element("blink"));
  assert_null(sanitise_find_attribute("onclick"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(keeps_good_markup),
      cmocka_unit_test(keeps_wordpress_layout),
      cmocka_unit_test(drops_scripts),
      cmocka_unit_test(replaces_obsolete_elements),
      cmocka_unit_test(repairs_structure),
      cmocka_unit_test(links_videos),
      cmocka_unit_test(limits_comments),
      cmocka_unit_test(limits_the_depth),
      cmocka_unit_test(rewrites_addresses),
      cmocka_unit_test(output_is_bounded),
      cmocka_unit_test(finds_all_entries),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
