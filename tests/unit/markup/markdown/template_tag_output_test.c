#include "markup/markdown/template_tag_output.h"

#include "support.h"

static void read_tag(struct arena *a, const char *text, struct shortcode *c) {
  assert_true(shortcode_read(a, text, strlen(text), c));
}

static void a_figure_is_one_block(void **state) {
  struct shortcode c;
  struct buf out = {0};
  struct arena *a = arena_new(1 << 16);
  (void)state;
  read_tag(a, "figure src=\"a.png\" title=\"<b>\" link=\"/x/\"", &c);
  template_tag_output_figure(&out, &c);
  assert_string_equal(buf_text(&out),
      "\n\n<figure><a href=\"/x/\"><img src=\"a.png\" alt=\"\"></a>"
      "<figcaption>&lt;b&gt;</figcaption></figure>\n\n");
  buf_free(&out);
  arena_free(a);
}

static void a_fence_is_longer_than_its_code(void **state) {
  struct shortcode c;
  struct buf out = {0};
  struct arena *a = arena_new(1 << 16);
  (void)state;
  read_tag(a, "highlight c", &c);
  template_tag_output_code(&out, &c, false, "\n```\n", 5);
  assert_string_equal(buf_text(&out), "\n````c\n```\n````\n");
  buf_clear(&out);
  template_tag_output_code(&out, &c, true, "\na<b\n", 5);
  assert_string_equal(
      buf_text(&out), "<pre><code class=\"language-c\">a&lt;b\n</code></pre>");
  buf_free(&out);
  arena_free(a);
}

static void words_about_lines_are_kept(void **state) {
  static const char *const tags[][2] = {
      {"highlight go \"linenos=table,hl_lines=8 15-17,linenostart=199\"",
          "\n```go {linenos=table,hl_lines=8 15-17,linenostart=199}\nx\n```\n"},
      {"highlight ruby linenos mark_lines=\"1 2\"",
          "\n```ruby {linenos mark_lines=\"1 2\"}\nx\n```\n"},
      {"highlight lang=\"c\" linenos", "\n```c {linenos}\nx\n```\n"},
      {"highlight c \"a}\" `b`", "\n```c {b}\nx\n```\n"}};
  struct shortcode c;
  struct buf out = {0};
  struct arena *a = arena_new(1 << 16);
  (void)state;
  for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
    buf_clear(&out);
    read_tag(a, tags[i][0], &c);
    template_tag_output_code(&out, &c, false, "x", 1);
    assert_string_equal(buf_text(&out), tags[i][1]);
  }
  buf_clear(&out);
  read_tag(a, "highlight c linenos", &c);
  template_tag_output_code(&out, &c, true, "x", 1);
  assert_string_equal(buf_text(&out),
      "<pre><code class=\"language-c\" data-first=\"1\">x</code></pre>");
  buf_free(&out);
  arena_free(a);
}

static void embeds_become_links(void **state) {
  struct shortcode c;
  struct buf out = {0};
  struct arena *a = arena_new(1 << 16);
  (void)state;
  read_tag(a, "tweet ada 7", &c);
  assert_true(template_tag_output_embed(&out, &c));
  assert_string_equal(buf_text(&out), "<https://twitter.com/ada/status/7>");
  buf_clear(&out);
  read_tag(a, "youtube \"../x\"", &c);
  assert_false(template_tag_output_embed(&out, &c));
  read_tag(a, "mystery 7", &c);
  assert_false(template_tag_output_embed(&out, &c));
  assert_int_equal(out.len, 0);
  buf_free(&out);
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_figure_is_one_block),
      cmocka_unit_test(a_fence_is_longer_than_its_code),
      cmocka_unit_test(words_about_lines_are_kept),
      cmocka_unit_test(embeds_become_links),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
