#include "site/comments/comment_quote.h"

#include <string.h>

#include "base/utf8.h"
#include "site/comments/comment_render.h"
#include "support.h"

static struct arena *arena;

static int setup(void **state) {
  (void)state;
  arena = arena_new(16 << 20);
  return arena ? 0 : -1;
}

static int teardown(void **state) {
  (void)state;
  arena_free(arena);
  return 0;
}

static const char *quote(comment_render *render, const char *source) {
  struct comment c = {.author = "Ada", .source = source};
  const char *out = NULL;
  assert_err(render(arena, &c), OK);
  assert_err(comment_quote(arena, &c, &out), OK);
  return out;
}

static void what_was_written_is_quoted(void **state) {
  (void)state;
  assert_string_equal(
      quote(comment_render_markdown, "*a*\n> b\n\nc\n\n"), "> *a*\n> > b\n>\n> c\n\n");
  assert_string_equal(quote(comment_render_text, "a\nb"), "> a\n> b\n\n");
}

static void of_html_the_text(void **state) {
  (void)state;
  assert_string_equal(quote(comment_render_html,
                          "<b>a</b> &amp; b\nc\n\n<ul><li>d</li><li>e</li></ul>f"),
      "> a & b\n> c\n>\n> d\n> e\n>\n> f\n\n");
}

static void a_long_one_is_cut_at_a_word(void **state) {
  struct buf text = {0};
  (void)state;
  for (size_t i = 0; i < 500; i++)
    buf_puts(&text, "w\xc3\xb6rd ");
  const char *q = quote(comment_render_markdown, buf_text(&text));
  /* 400 words with their spaces are 2,000 characters. */
  assert_int_equal(utf8_length(q), 2 + 1999 + 2 + 2);
  assert_non_null(strstr(q, "w\xc3\xb6rd \xe2\x80\xa6\n\n"));
  buf_clear(&text);
  for (size_t i = 0; i < 3000; i++)
    buf_puts(&text, "\xe8\xbf\x99");
  q = quote(comment_render_markdown, buf_text(&text));
  assert_int_equal(utf8_length(q), 2 + 2000 + 2 + 2);
  assert_true(utf8_is_valid(q, strlen(q)));
  buf_free(&text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_was_written_is_quoted),
      cmocka_unit_test(of_html_the_text),
      cmocka_unit_test(a_long_one_is_cut_at_a_word),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
