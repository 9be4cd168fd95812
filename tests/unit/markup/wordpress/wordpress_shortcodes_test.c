#include "markup/wordpress/wordpress_shortcodes.h"

#include "fail_alloc.h"
#include "support.h"

static struct wordpress_picture by_id(void *context, const char *id) {
  (void)context;
  return (struct wordpress_picture){
      strcmp(id, "7") == 0 ? "/seven.png" : NULL, "Seven"};
}

static struct wordpress_picture picture(void *context, size_t i) {
  (void)context;
  return (struct wordpress_picture){i < 1 ? "/attached.png" : NULL, NULL};
}

static const char *block(void *context, const char *id) {
  (void)context;
  (void)id;
  return NULL;
}

static const struct wordpress_media media = {NULL, by_id, picture, block};

static void expand(struct arena *a, const char *text, struct wordpress_unknown *unknown,
    const char *want) {
  struct buf out = {0};
  wordpress_shortcodes(a, text, strlen(text), &media, unknown, &out);
  /* Blocks are surrounded by blank lines, which autop turns into paragraphs. */
  const char *got = buf_text(&out) + strspn(buf_text(&out), "\n");
  size_t n = strlen(got);
  while (n && got[n - 1] == '\n')
    n--;
  assert_int_equal(n, strlen(want));
  assert_memory_equal(got, want, n);
  buf_free(&out);
}

static void known_shortcodes_are_expanded(void **state) {
  struct wordpress_unknown unknown = {0};
  (void)state;
  struct arena *a = arena_new(1 << 20);
  expand(a, "[gallery ids=\"7,8\"]", &unknown,
      "<figure class=\"gallery columns-3\">\n"
      "<figure><img src=\"/seven.png\" alt=\"Seven\"></figure>\n</figure>");
  expand(a, "[caption align=\"alignleft\"]<img src=\"a\">C[/caption]", &unknown,
      "<figure class=\"alignleft\"><img src=\"a\"><figcaption>C</figcaption></figure>");
  expand(a, "[video src='a.mp4']", &unknown, "<video controls src=\"a.mp4\"></video>");
  expand(a, "[[gallery]]", &unknown, "[gallery]");
  expand(a, "no [shortcode", &unknown, "no [shortcode");
  arena_free(a);
}

static void code_keeps_its_lines_and_signs(void **state) {
  struct arena *a = arena_new(1 << 20);
  struct wordpress_unknown u = {0};
  (void)state;
  expand(a, "[code lang=\"c\"]\n#include <x.h>\na[gallery] &lt; b\n[/code]", &u,
      "<pre><code class=\"language-c\">#include &lt;x.h&gt;\n"
      "a[gallery] &lt; b</code></pre>");
  expand(a, "[sourcecode]x[/sourcecode]", &u, "<pre><code>x</code></pre>");
  expand(a, "[cc]y[/cc]", &u, "<pre><code>y</code></pre>");
  /* Without an end, it is a word in brackets. */
  expand(a, "see [code] and", &u, "see [code] and");
  assert_int_equal(u.count, 0);
  arena_free(a);
}

static void galleries_have_columns(void **state) {
  static const char *const rows[][2] = {{"", "3"}, {" columns=\"1\"", "1"},
      {" columns=4", "4"}, {" columns=9", "6"}, {" columns=0", "3"},
      {" columns=-2", "3"}, {" columns=x", "3"},
      {" columns=99999999999999999999", "6"}};
  struct wordpress_unknown unknown = {0};
  (void)state;
  struct arena *a = arena_new(1 << 20);
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    expand(a, arena_printf(a, "[gallery%s]", rows[i][0]), &unknown,
        arena_printf(a,
            "<figure class=\"gallery columns-%s\">\n"
            "<figure><img src=\"/attached.png\" alt=\"\"></figure>\n</figure>",
            rows[i][1]));
  expand(a, "[gallery ids=\"99\"]", &unknown, "");
  arena_free(a);
}

static void unknown_shortcodes_are_noted_once(void **state) {
  struct wordpress_unknown unknown = {0};
  (void)state;
  struct arena *a = arena_new(1 << 20);
  static const char text[] = "[contact-form id=1] x [contact-form][/contact-form]";
  expand(a, text, &unknown, text);
  const char *rest = wordpress_without_unknown(a, text, &unknown);
  assert_string_equal(rest, " x ");
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(known_shortcodes_are_expanded),
      cmocka_unit_test(code_keeps_its_lines_and_signs),
      cmocka_unit_test(galleries_have_columns),
      cmocka_unit_test(unknown_shortcodes_are_noted_once),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
