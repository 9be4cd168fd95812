#include "markup/markdown/comment_link.h"

#include <string.h>

#include "support.h"

/* Each link of the text in brackets. */
static void finds(const char *text, const char *want) {
  struct buf b = {0};
  size_t n = strlen(text), from = 0, at = 0, link;
  while ((link = comment_link_find(text, n, from, &at)) > 0) {
    buf_add(&b, text + from, at - from);
    buf_printf(&b, "{%.*s}", (int)link, text + at);
    from = at + link;
  }
  assert_int_equal(at, n);
  buf_puts(&b, text + from);
  assert_string_equal(buf_text(&b), want);
  buf_free(&b);
}

static void finds_addresses_in_sentences(void **state) {
  (void)state;
  finds("", "");
  finds("h", "h");
  finds("See https://a.example/x. Or http://b.example, or (http://c.example/d_(e)).",
      "See {https://a.example/x}. Or {http://b.example}, or ({http://c.example/d_(e)}).");
  finds("**https://a.example/**", "**{https://a.example/}**");
  finds("[https://a.example](x) `https://b.example`",
      "[{https://a.example}](x) `{https://b.example}`");
  finds("xhttp://a.example http:// ftp://a.example",
      "xhttp://a.example http:// ftp://a.example");
}

static void a_part_of_a_line_is_read(void **state) {
  size_t at = 0;
  (void)state;
  assert_int_equal(comment_link_find("http://a.example/b", 16, 0, &at), 16);
  assert_int_equal(comment_link_find("http://a.example/", 17, 1, &at), 0);
}

static void writes_links(void **state) {
  struct buf b = {0};
  (void)state;
  comment_link_put_text(&b, "<http://a.example/?b&c>", 23);
  assert_string_equal(buf_text(&b),
      "&lt;<a href=\"http://a.example/?b&amp;c\" rel=\"nofollow ugc noopener\">"
      "http://a.example/?b&amp;c</a>&gt;");
  buf_free(&b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(finds_addresses_in_sentences),
      cmocka_unit_test(a_part_of_a_line_is_read),
      cmocka_unit_test(writes_links),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
