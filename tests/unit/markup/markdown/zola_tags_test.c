#include "markup/markdown/zola_tags.h"

#include <string.h>

#include "base/clock.h"
#include "support.h"

static char seen[200];

static void unknown(void *context, const char *name, bool stays, int line) {
  (void)context;
  assert_false(stays);
  snprintf(seen + strlen(seen), sizeof seen - strlen(seen), "%s:%d ", name, line);
}

static void shortcodes_are_expanded(void **state) {
  static const struct {
    const char *text, *expected, *unknown;
  } rows[] = {{"a {{ youtube(id=\"dQw4w9WgXcQ\", autoplay=true) }} b",
                  "a <https://www.youtube.com/watch?v=dQw4w9WgXcQ> b", ""},
      {"x\n{{ figure(path=\"a b.png\", alt='A (b), c') }}",
          "x\n\n\n<figure><img src=\"a b.png\" alt=\"A (b), c\"></figure>\n\n", ""},
      {"a\n{% quote(author=\"Vincent\") %}\nWords.\n{% end %}\n", "a\n\nWords.\n\n",
          "quote:2 "},
      {"{{ chart(\n  a=1) }}\n{{ other() }}", "\n", "chart:1 other:3 "},
      {"{{/* youtube(id=\"x\") */}} {%/* quote() */%}",
          "{{ youtube(id=\"x\") }} {% quote() %}", ""},
      {"`{{ a() }}`\n```\n{{ a() }}\n```\n{{ page.title }} {{ x",
          "`{{ a() }}`\n```\n{{ a() }}\n```\n{{ page.title }} {{ x", ""},
      {"{% if x %}a{% endif %} {{}} {", "{% if x %}a{% endif %} {{}} {", ""}};
  const struct template_tags tags = {.unknown = unknown};
  struct arena *a = arena_new(1 << 20);
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    struct buf out = {0};
    seen[0] = '\0';
    assert_err(zola_tags_expand(a, rows[i].text, 1, &tags, &out), OK);
    assert_string_equal(buf_text(&out), rows[i].expected);
    assert_string_equal(seen, rows[i].unknown);
    buf_free(&out);
  }
  arena_free(a);
}

static void ignore(void *context, const char *name, bool stays, int line) {
  (void)context, (void)name, (void)stays, (void)line;
}

/* A line of three hundred thousand of each would take minutes if it were searched
 * again. */
static void long_lines_take_linear_time(void **state) {
  static const char *const pieces[] = {"a", "{", "{{ ", "{{ a(", "{% end %}", "{{}}"};
  const struct template_tags quiet = {.unknown = ignore};
  (void)state;
  for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
    struct arena *a = arena_new(64 << 20);
    struct buf text = {0}, out = {0};
    for (int n = 0; n < 300000; n++)
      buf_puts(&text, pieces[i]);
    /* Of the processor, as other tests run at the same time. */
    int64_t began = clock_processor();
    assert_err(zola_tags_expand(a, buf_text(&text), 1, &quiet, &out), OK);
    assert_true(clock_processor() - began < 30 * CLOCK_SECOND);
    buf_free(&text);
    buf_free(&out);
    arena_free(a);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(shortcodes_are_expanded),
      cmocka_unit_test(long_lines_take_linear_time)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
