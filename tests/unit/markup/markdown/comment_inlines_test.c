#include "markup/markdown/comment_inlines.h"

#include <string.h>

#include "markup/markdown/comment_source.h"
#include "support.h"

/* What follows the first `from` bytes of a line, with letters for the marks. */
static void puts_rest(const char *line, size_t from, const char *want, size_t urls) {
  static const char shown[] = "?NUVSL";
  struct comment_source s = {0};
  comment_inlines_put(&s, line, line + from, line + strlen(line));
  for (char *c = s.text.data; c && *c; c++)
    if (*c > 0 && *c < 6)
      *c = shown[(int)*c];
  assert_string_equal(buf_text(&s.text), want);
  assert_int_equal(s.urls.len, urls * sizeof(struct comment_span));
  comment_source_free(&s);
}

static void what_precedes_is_considered(void **state) {
  (void)state;
  puts_rest("5*3", 1, "S3", 0);
  puts_rest("*3*", 0, "*3*", 0);
  puts_rest("xhttp://a.example", 1, "http://a.example", 0);
  puts_rest("> http://a.example", 2, "U0V", 1);
  puts_rest("", 0, "", 0);
}

/* They end at the line, or never. */
static void unfinished_tags_and_links_are_text(void **state) {
  (void)state;
  puts_rest("<a href=\"http://a.example", 0, "<a href=\"U0V", 1);
  puts_rest("<a *b*>", 0, "<a *b*>", 0);
  puts_rest("[a](b*c*d e*f*g", 0, "[a](b*c*d eSfSg", 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_precedes_is_considered),
      cmocka_unit_test(unfinished_tags_and_links_are_text),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
