#include "markup/markdown/mdx_tags.h"

#include <string.h>

#include "base/clock.h"
#include "support.h"

static char seen[200];

static void unknown(void *context, const char *name, bool stays, int line) {
  (void)context;
  assert_false(stays);
  snprintf(seen + strlen(seen), sizeof seen - strlen(seen), "%s:%d ", name, line);
}

static const struct template_tags tags = {.unknown = unknown};

static void programs_are_left_out(void **state) {
  static const struct {
    const char *text, *expected, *unknown;
  } rows[] = {
      {"import A from './A.astro'\nimport {\n  B\n} from \"b\";\n\nText.\n\nexport const x = "
       "{\n\n  a: 1\n};\n\nimport duties rose.\nexport is a word\n",
          "\nText.\n\n\n", ""},
      {"A word\nimport is one.\n\nAn export.", "A word\nimport is one.\n\nAn export.",
          ""},
      {"a {/* no { brace */} b{' '}c {\"} {\"} {d.title}\n{e\n}", "a  b c } { \n",
          "d.title:1 e:2 "},
      {"<Note type=\"a > b\" x={{y: \"}\"}}>\n\n*Keep* this.\n\n</Note> <></> <A.B />",
          "\n\n*Keep* this.\n\n  ", "Note:1 A.B:5 "},
      {"x <YouTube id=\"dQw4w9WgXcQ\" /> y",
          "x <https://www.youtube.com/watch?v=dQw4w9WgXcQ> y", ""},
      {"<Image src=\"/a.png\" alt=\"A\" />",
          "\n\n<figure><img src=\"/a.png\" alt=\"A\"></figure>\n\n", ""},
      {"<Image src={hero} alt=\"A\" />", "", "Image:1 "},
      {"<div style={{color: 'red'}} id=\"a={b}\" {...rest}>1</div>",
          "<div id=\"a={b}\" >1</div>", ""},
      {"`{a}` \\{b\\} ``<C/>``\n```jsx\nimport x\n\n<D/> {e}\n```\n",
          "`{a}` \\{b\\} ``<C/>``\n```jsx\nimport x\n\n<D/> {e}\n```\n", ""},
      {"<https://a.example/{b> 1 < 2 <!-- c -->",
          "<https://a.example/{b> 1 < 2 <!-- c -->", ""},
      {"<Open one\n\n<B/> {never {closed}\n<C d={/>",
          "<Open one\n\n {never {closed}\n<C d={/>", "B:3 "},
      {"", "", ""}, {"\\", "\\", ""}, {"<", "<", ""}, {"{", "{", ""}, {"</", "</", ""}};
  struct arena *a = arena_new(1 << 20);
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    struct buf out = {0};
    seen[0] = '\0';
    assert_err(mdx_tags_expand(a, rows[i].text, 1, &tags, &out), OK);
    assert_string_equal(buf_text(&out), rows[i].expected);
    assert_string_equal(seen, rows[i].unknown);
    buf_free(&out);
  }
  arena_free(a);
}

static void ignore(void *context, const char *name, bool stays, int line) {
  (void)context, (void)name, (void)stays, (void)line;
}

/* Three hundred thousand of each would take minutes if they were searched again. */
static void what_is_never_closed_takes_linear_time(void **state) {
  static const char *const pieces[] = {
      "{", "<A ", "<A b={", "{'", "import {\n\n", "<b ", "{}", "a"};
  const struct template_tags quiet = {.unknown = ignore};
  (void)state;
  for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
    struct arena *a = arena_new(64 << 20);
    struct buf text = {0}, out = {0};
    for (int n = 0; n < 300000; n++)
      buf_puts(&text, pieces[i]);
    /* Of the processor, as other tests run at the same time. */
    int64_t began = clock_processor();
    assert_err(mdx_tags_expand(a, buf_text(&text), 1, &quiet, &out), OK);
    assert_true(clock_processor() - began < 30 * CLOCK_SECOND);
    buf_free(&text);
    buf_free(&out);
    arena_free(a);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(programs_are_left_out),
      cmocka_unit_test(what_is_never_closed_takes_linear_time)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
