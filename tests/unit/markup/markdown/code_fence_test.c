#include "markup/markdown/code_fence.h"

#include <string.h>

#include "support.h"

static void fences_are_followed(void **state) {
  static const struct {
    const char *line;
    bool is_code;
  } lines[] = {{"text", false}, {"``` c", true}, {"~~~", true}, {"``` c", true},
      {"``", true}, {"````", true}, {"text", false}, {"> ~~~~", true}, {"~~~", true},
      {"~~~~  ", true}, {"", false}};
  struct code_fence f = {0};
  (void)state;
  for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
    const char *s = lines[i].line;
    if (code_fence_follow(&f, s, s + strlen(s)) != lines[i].is_code)
      fail_msg("line %zu", i);
  }
}

static void html_blocks_are_followed(void **state) {
  static const struct {
    const char *line;
    bool is_code;
  } lines[] = {{"text <pre>", false}, {"<PRE class=\"x\">", true}, {"", true},
      {"a </pre> b", true}, {"text", false}, {"<!-- a -->", true}, {"text", false},
      {"<!--", true}, {"</pre>", true}, {"-->", true}, {"<p", false}};
  struct code_fence f = {0};
  (void)state;
  for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
    const char *s = lines[i].line;
    if (code_fence_follow_html(&f, s, s + strlen(s)) != lines[i].is_code)
      fail_msg("line %zu", i);
  }
}

static void spans_are_measured(void **state) {
  static const struct {
    const char *text;
    size_t length;
  } spans[] = {{"`a` b", 3}, {"``a`b`` c", 7}, {"`open", 1}, {"```", 3}, {"`a``b`", 6}};
  (void)state;
  for (size_t i = 0; i < sizeof spans / sizeof spans[0]; i++) {
    const char *s = spans[i].text;
    assert_int_equal(code_fence_span(s, s + strlen(s)), spans[i].length);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(fences_are_followed),
      cmocka_unit_test(html_blocks_are_followed),
      cmocka_unit_test(spans_are_measured),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
