#include "markup/html/html_embed.h"

#include "fail_alloc.h"
#include "support.h"

static void assert_embeds(const char *html, const char *expected) {
  struct arena *a = arena_new(1 << 20);
  const char *out = NULL;
  assert_err(html_embed(a, html, "u-", 4, &out), OK);
  assert_string_equal(out, expected);
  arena_free(a);
}

static void ids_and_links_to_them_get_the_prefix(void **state) {
  (void)state;
  assert_embeds("<p id=\"a\">x<a href=\"#a\">y</a></p>",
      "<p id=\"u-a\">x<a href=\"#u-a\">y</a></p>");
  assert_embeds("<a class=\"footnote-ref\" href=\"#fn-1\" id=\"fnref-1\">1</a>",
      "<a class=\"footnote-ref\" href=\"#u-fn-1\" id=\"u-fnref-1\">1</a>");
  assert_embeds("<a id=\"x\" href=\"#y\">1</a>", "<a id=\"u-x\" href=\"#u-y\">1</a>");
}

static void everything_else_stays(void **state) {
  (void)state;
  static const char *const same[] = {"", "text &amp; more", "<a href=\"#\">top</a>",
      "<a href=\"/x/#id\">y</a>", "<img src=\"/a.png\" alt=\" id=&quot;x&quot;\">",
      "<p>id=\"x\"</p>", "<br>", "<math display=\"block\"><mi>x</mi></math>"};
  for (size_t i = 0; i < sizeof same / sizeof same[0]; i++)
    assert_embeds(same[i], same[i]);
}

static void headings_begin_at_the_level(void **state) {
  (void)state;
  assert_embeds("<h2 id=\"a\">A</h2><h3>B</h3><h6>C</h6>",
      "<h4 id=\"u-a\">A</h4><h5>B</h5><h6>C</h6>");
  assert_embeds("<h5>B</h5><h4>A</h4>", "<h5>B</h5><h4>A</h4>");
  assert_embeds("<h6>A</h6>", "<h4>A</h4>");
  assert_embeds("<hr><header>x</header>", "<hr><header>x</header>");
}

static enum err embed_once(void *context) {
  struct arena *a = arena_new(1 << 20);
  const char *out;
  (void)context;
  enum err e = a ? html_embed(a, "<h2 id=\"a\">A</h2>", "u-", 4, &out) : ERR_NOMEM;
  arena_free(a);
  return e;
}

static void memory_may_fail(void **state) {
  (void)state;
  assert_true(fail_alloc_each(embed_once, NULL) > 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(ids_and_links_to_them_get_the_prefix),
      cmocka_unit_test(everything_else_stays),
      cmocka_unit_test(headings_begin_at_the_level),
      cmocka_unit_test(memory_may_fail),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
