#include "site/comments/comment_render.h"

#include <string.h>

#include "site/comments/comment_rules.h"
#include "support.h"

static void html_from_elsewhere_is_sanitised(void **state) {
  struct comment c = {.author = "Ada", .source = "<b>x</b><script>y</script>"};
  (void)state;
  struct arena *a = arena_new(1 << 20);
  assert_err(comment_render_html(a, &c), OK);
  assert_non_null(strstr(c.html, "<b>x</b>"));
  assert_null(strstr(c.html, "script"));
  arena_free(a);
}

static void html_keeps_lists_and_tables(void **state) {
  struct comment c = {.author = "Ada",
      .source = "Tides:\n\n<ul>\n<li>low</li>\n<li>high</li>\n</ul>\n<table>\n<tr>"
                "<td>6:00</td>\n<td>low</td></tr>\n</table>\nEnd"};
  (void)state;
  struct arena *a = arena_new(1 << 20);
  assert_err(comment_render_html(a, &c), OK);
  assert_string_equal(c.html,
      "<p>Tides:</p>\n<ul><li>low</li><li>high</li></ul><table><tbody><tr><td>6:00</td>"
      "<td>low</td></tr></tbody></table><p>End</p>\n");
  arena_free(a);
}

static void a_text_is_rendered_as_before(void **state) {
  struct comment plain = {.author = "Ada", .source = "<b>x</b>", .renderer = 1},
                 html = plain, markdown = plain;
  (void)state;
  struct arena *a = arena_new(1 << 20);
  html.renderer = COMMENT_RENDERER_HTML;
  markdown.renderer = COMMENT_RENDERER_MARKDOWN;
  assert_err(comment_render_again(a, &plain), OK);
  assert_string_equal(plain.html, "<p>&lt;b&gt;x&lt;/b&gt;</p>\n");
  assert_int_equal(plain.renderer, COMMENT_RENDERER_TEXT);
  assert_err(comment_render_again(a, &html), OK);
  assert_non_null(strstr(html.html, "<b>x</b>"));
  markdown.source = "*x*";
  assert_err(comment_render_again(a, &markdown), OK);
  assert_string_equal(markdown.html, "<p><em>x</em></p>\n");
  assert_int_equal(markdown.renderer, COMMENT_RENDERER_MARKDOWN);
  arena_free(a);
}

static void what_is_refused_stays_text(void **state) {
  struct comment c = {.author = "Ada"};
  (void)state;
  struct arena *a = arena_new(1 << 20);
  char *deep = arena_alloc(a, 2 * 200 + 3);
  for (size_t i = 0; i < 200; i++)
    memcpy(deep + 2 * i, "> ", 2);
  memcpy(deep + 400, "*x", 3);
  c.source = deep;
  assert_err(comment_render_markdown(a, &c), OK);
  assert_non_null(strstr(c.html, "&gt; *x</p>"));
  assert_null(strstr(c.html, "<blockquote>"));
  assert_int_equal(c.renderer, COMMENT_RENDERER_MARKDOWN);
  arena_free(a);
}

static void rules_see_what_readers_see(void **state) {
  static const struct {
    const char *source, *seen;
    int64_t links;
  } rows[] = {
      {"a \\*x\\* &lt;", "a *x* <\n", 0},
      {"<b>cas</b>ino cas\\ino &#99;asino", "casino cas\\ino casino\n", 0},
      {"[x](ht&#116;p://b.example/) https://a.example",
          "x https://a.example http://b.example/\n", 2},
      {"a\nb\n\n- c\n- d", "a\n\nb\n\n\nc\n\nd\n\n", 0},
  };
  struct comment c = {.author = "Ada"};
  const char *seen;
  int64_t links;
  (void)state;
  struct arena *a = arena_new(1 << 20);
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    c.source = rows[i].source;
    assert_err(comment_render_markdown(a, &c), OK);
    assert_err(comment_render_seen(a, &c, &seen, &links), OK);
    assert_int_equal(links, rows[i].links);
    if (i < 3)
      assert_non_null(strstr(seen, rows[i].seen));
  }
  c.source = "<b>x</b> https://a.example";
  assert_err(comment_render_html(a, &c), OK);
  assert_err(comment_render_seen(a, &c, &seen, &links), OK);
  assert_string_equal(seen, c.source);
  arena_free(a);
}

/* Whatever is inside a word, its readers see the word; what looks apart stays apart. */
static void words_are_those_that_readers_see(void **state) {
  static const struct {
    const char *source;
    bool is_one;
  } rows[] = {{"ca**sino**", true}, {"ca*si*no", true}, {"ca~~sino~~", true},
      {"ca`si`no", true}, {"ca<b>s</b>ino", true}, {"c&#97;sino", true},
      {"[ca](https://a.example)sino", true}, {"ca[si](https://a.example)no", true},
      {"![ca](https://a.example/x.png)sino", true},
      {"*ca[s](https://a.example)*ino", true}, {"ca\n\nsino", false},
      {"ca  \nsino", false}, {"ca\nsino", false}, {"- ca\n- sino", false},
      {"> ca\n\nsino", false}, {"ca\n```\nsino\n```", false}, {"1. ca\n2. sino", false},
      {"ca [x](https://a.example) sino", false},
      /* Shown as they are, and read over all the same. */
      {"ca\\sino", true}, {"ca\\*sino", true}, {"ca_si_no", true}};
  struct comment c = {.author = "Ada"};
  const struct settings settings = {
      .moderation = MODERATION_RULES, .block_words = "casino", .block_urls = ""};
  const char *seen, *detail;
  int64_t links;
  (void)state;
  struct arena *a = arena_new(64 << 20);
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    c.source = rows[i].source;
    assert_err(comment_render_markdown(a, &c), OK);
    assert_err(comment_render_seen(a, &c, &seen, &links), OK);
    const struct comment_facts facts = {.author = "Ada",
        .email = "",
        .url = "",
        .source = c.source,
        .seen = seen,
        .form_age = -1,
        .links = links};
    enum comment_rule rule;
    enum comment_status status;
    assert_err(comment_rules_judge(a, &settings, &facts, &rule, &status, &detail), OK);
    if ((rule == COMMENT_RULE_WORD) != rows[i].is_one)
      fail_msg("%s: \"%s\"", rows[i].source, seen);
    /* Nor does an address get lost. */
    assert_int_equal(strstr(seen, "https://a.example") != NULL,
        strstr(rows[i].source, "https://a.example") != NULL);
  }
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(html_from_elsewhere_is_sanitised),
      cmocka_unit_test(html_keeps_lists_and_tables),
      cmocka_unit_test(a_text_is_rendered_as_before),
      cmocka_unit_test(what_is_refused_stays_text),
      cmocka_unit_test(rules_see_what_readers_see),
      cmocka_unit_test(words_are_those_that_readers_see),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
