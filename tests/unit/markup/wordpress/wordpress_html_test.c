#include "support.h"

#include <time.h>

#include "markup/markdown/shortcode.h"
#include "markup/wordpress/wordpress_html.h"

static struct wordpress_picture by_id(void *context, const char *id) {
  (void)context;
  return (struct wordpress_picture){
      strcmp(id, "7") == 0 ? "/seven.png" : NULL, "\"Seven\" & more"};
}

static struct wordpress_picture picture(void *context, size_t i) {
  (void)context;
  return (struct wordpress_picture){i == 0 ? "/first.png" : NULL, NULL};
}

/* A block, one that contains it twice, and one that contains itself. */
static const char *block(void *context, const char *id) {
  (void)context;
  return strcmp(id, "1") == 0
             ? "<!-- wp:paragraph --><p>Again</p><!-- /wp:paragraph -->"
         : strcmp(id, "2") == 0
             ? "<!-- wp:block {\"ref\":1} /--><!-- wp:block {\"ref\":1} /-->"
         : strcmp(id, "3") == 0 ? "x<!-- wp:block {\"ref\":3} /-->"
                                : NULL;
}

static const struct wordpress_media media = {NULL, by_id, picture, block};

static void becomes_plain_html(void **state) {
  static const char *const rows[][2] = {
      {"", ""},
      {" \n\n ", ""},
      {"one\n\ntwo\nthree", "<p>one</p>\n<p>two<br>\nthree</p>\n"},
      {"<b>one</b>\n\n\n<i>two</i>", "<p><b>one</b></p>\n<p><i>two</i></p>\n"},
      {"a <br>\nb", "<p>a <br>\nb</p>\n"},
      {"a<hr>b", "<p>a</p>\n<hr><p>b</p>\n"},
      {"<ul>\n<li>a\nb</li>\n</ul>\nc", "<ul><li>a<br>\nb</li></ul><p>c</p>\n"},
      {"<div>a\n\nb</div>", "<div><p>a</p>\n<p>b</p>\n</div>"},
      {"<pre>a\n\n<b>\n</pre>x", "<pre>a\n\n<b>\n</pre><p>x</p>\n"},
      {"1 < 2 > 0", "<p>1 &lt; 2 > 0</p>\n"},
      {"a<!-- x -->b", "<p>ab</p>\n"},
      {"<!-- wp:paragraph {\"a\":1} -->\n<p>x\n\ny</p>\n<!-- /wp:paragraph -->z",
          "\n<p>x\n\ny</p>\n<p>z</p>\n"},
      {"[embed] https://a.org/ [/embed]",
          "<p><a href=\"https://a.org/\">https://a.org/</a></p>"},
      {"https://a.org/x\nand",
          "<p><a href=\"https://a.org/x\">https://a.org/x</a><br>\nand</p>\n"},
      {"[gallery ids=\"7, 8\"]",
          "<figure class=\"gallery columns-3\">"
          "<figure><img src=\"/seven.png\" alt=\"&quot;Seven&quot; &amp; more\"></figure>"
          "</figure>"},
      {"a\n\n<!-- wp:block {\"ref\":1} /-->", "<p>a</p>\n<p>Again</p>"},
      {"<!-- wp:block {\"ref\":2,\"x\":{}} /-->", "<p>Again</p><p>Again</p>"},
      {"[gallery]", "<figure class=\"gallery columns-3\">"
                    "<figure><img src=\"/first.png\" alt=\"\"></figure></figure>"},
      {"[caption width=\"3\" caption=\"C\"]<img src=\"a\">[/caption]",
          "<figure><img src=\"a\"><figcaption>C</figcaption></figure>"},
      {"[video src='a.mp4']", "<video controls src=\"a.mp4\"></video>"},
      {"[audio]https://a.org/b.mp3[/audio]",
          "<audio controls src=\"https://a.org/b.mp3\"></audio>"},
      {"[caption]no end", "<p>[caption]no end</p>\n"},
      {"[[gallery]] [x] [", "<p>[gallery] [x] [</p>\n"},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    struct arena *a = arena_new(1 << 20);
    struct wordpress_unknown unknown = {0};
    struct buf out = {0};
    size_t more = 9;
    assert_err(wordpress_to_html(a, rows[i][0], &media, &unknown, &out, &more), OK);
    assert_string_equal(buf_text(&out), rows[i][1]);
    assert_int_equal(more, 0);
    assert_int_equal(unknown.count, 0);
    buf_free(&out);
    arena_free(a);
  }
}

static void reports_missing_reusable_blocks(void **state) {
  static const char *const rows[][2] = {
      {"<!-- wp:block {\"ref\":9} /-->", ""},
      {"<!-- wp:block {\"ref\":} /-->", ""},
      {"<!-- wp:block /-->", ""},
      {"<!-- wp:block {\"ref\":3} /-->", "<p>x</p>\n<p>x</p>\n<p>x</p>\n<p>x</p>\n"},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    struct arena *a = arena_new(1 << 20);
    struct wordpress_unknown u = {0};
    struct buf out = {0};
    size_t more = 0;
    assert_err(wordpress_to_html(a, rows[i][0], &media, &u, &out, &more), OK);
    assert_string_equal(buf_text(&out), rows[i][1]);
    assert_int_equal(u.count, 1);
    assert_string_equal(u.names[0], "block block");
    buf_free(&out);
    arena_free(a);
  }
}

static void removes_unknown_shortcodes(void **state) {
  static const char *const rows[][2] = {
      {"a [form-7 x=\"]\"]b[/form-7] c", "a b c"},
      {"[form-7][form-71] [form-7", "[form-71] [form-7"},
      {"[[form-7]] [note]", "[] [note]"},
      {"", ""},
  };
  const struct wordpress_unknown unknown = {{"form-7", "block x"}, 2};
  struct arena *a = arena_new(1 << 16);
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    assert_string_equal(wordpress_without_unknown(a, rows[i][0], &unknown), rows[i][1]);
  arena_free(a);
}

static void reports_unknown_markup(void **state) {
  struct arena *a = arena_new(1 << 20);
  struct wordpress_unknown u = {0};
  struct buf out = {0};
  size_t more = 0;
  (void)state;
  assert_err(wordpress_to_html(a,
                 "one<!--more Read on-->two [form-7] [foo a=\"b]\"] [foo c=d] [sic]"
                 "<!-- wp:query {\"x\":1} /--><!-- wp:spacer /--><!--nextpage-->",
                 &media, &u, &out, &more),
      OK);
  assert_int_equal(u.count, 3);
  assert_string_equal(u.names[0], "form-7");
  assert_string_equal(u.names[1], "foo");
  assert_string_equal(u.names[2], "block query");
  assert_int_equal(more, strlen("<p>one</p>\n"));
  assert_non_null(strstr(buf_text(&out), "<hr>"));
  buf_free(&out);
  arena_free(a);
}

static double seconds(const char *piece, size_t times) {
  struct arena *a = arena_new(256 << 20);
  struct wordpress_unknown u = {0};
  struct buf in = {0}, out = {0};
  size_t more;
  for (size_t i = 0; i < times; i++)
    buf_puts(&in, piece);
  clock_t began = clock();
  assert_err(wordpress_to_html(a, buf_text(&in), &media, &u, &out, &more), OK);
  clock_t took = clock() - began;
  buf_free(&in);
  buf_free(&out);
  arena_free(a);
  return (double)took / CLOCKS_PER_SEC;
}

/* Each gallery repeats all pictures. */
static void repetition_is_bounded(void **state) {
  struct arena *a = arena_new(256 << 20);
  struct wordpress_unknown u = {0};
  struct buf in = {0}, out = {.most = 1 << 20};
  size_t more;
  (void)state;
  for (int i = 0; i < 100000; i++)
    buf_puts(&in, "[gallery ids=\"7,7,7,7,7,7,7,7\"]");
  assert_err(
      wordpress_to_html(a, buf_text(&in), &media, &u, &out, &more), ERR_TOO_LARGE);
  assert_true(out.cap <= 1 << 21);
  buf_free(&in);
  buf_free(&out);
  arena_free(a);
}

/* A quadratic one would take minutes. The checks of a checking build are quadratic. */
#ifdef __SANITIZE_ADDRESS__
enum { LONG_TEXT = 1 << 15 };
#else
enum { LONG_TEXT = 1 << 20 };
#endif

static void takes_linear_time(void **state) {
  static const char *const pieces[] = {"[caption]", "[audio][/audio", "[a \"", "<a \"",
      "<!-- wp:", "<!--", "[", "<pre>", "<", "<div>", "[gallery][caption]x"};
  (void)state;
  for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++)
    assert_true(seconds(pieces[i], LONG_TEXT / strlen(pieces[i])) < 10);
}

static void reads_arguments(void **state) {
  struct arena *a = arena_new(1 << 16);
  struct shortcode c;
  static const char text[] = " figure src=\"a b\" 'one two' w=3 `x` bare / ";
  (void)state;
  assert_true(shortcode_read(a, text, strlen(text), &c));
  assert_string_equal(c.name, "figure");
  assert_string_equal(shortcode_get(&c, "SRC"), "a b");
  assert_string_equal(shortcode_get(&c, "w"), "3");
  assert_null(shortcode_get(&c, "x"));
  assert_string_equal(shortcode_at(&c, 0), "one two");
  assert_string_equal(shortcode_at(&c, 1), "x");
  assert_string_equal(shortcode_at(&c, 2), "bare");
  assert_null(shortcode_at(&c, 3));
  assert_false(shortcode_read(a, " / ", 3, &c));
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(becomes_plain_html),
      cmocka_unit_test(reports_missing_reusable_blocks),
      cmocka_unit_test(removes_unknown_shortcodes),
      cmocka_unit_test(reports_unknown_markup), cmocka_unit_test(repetition_is_bounded),
      cmocka_unit_test(takes_linear_time), cmocka_unit_test(reads_arguments)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
