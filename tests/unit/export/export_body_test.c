#include "export/export_body.h"

#include "fail_alloc.h"
#include "support.h"

static struct article_body body_of(
    const char *format, const char *source, const char *html) {
  return (struct article_body){.format = format, .source = source, .html = html};
}

/* Asserts the exported source; NULL if the source cannot be used. */
static void assert_exported(const struct article_body *body, const char *want) {
  struct arena *a = arena_new(4 << 20);
  const char *out = "unset";
  assert_err(export_body(a, body, "Title", &out), OK);
  assert_string_equal(out ? out : "none", want ? want : "none");
  arena_free(a);
}

static void a_source_with_the_stored_urls_is_unchanged(void **state) {
  const struct article_body body =
      body_of("markdown", "See [a](/a/).", "<p>See <a href=\"/a/\">a</a>.</p>\n");
  (void)state;
  assert_exported(&body, "See [a](/a/).");
}

static void urls_become_those_of_the_stored_html(void **state) {
  const struct article_body markdown = body_of(
      "markdown", "[a](../a.md) a.md", "<p><a href=\"/2020/a/\">a</a> a.md</p>\n");
  const struct article_body html =
      body_of("html", "<p><a href='a.html'>a</a></p>", "<p><a href=\"/a/\">a</a></p>");
  (void)state;
  assert_exported(&markdown, "[a](/2020/a/) a.md");
  assert_exported(&html, "<p><a href='/a/'>a</a></p>");
}

/* "a" is a prefix of "a/b", so the longer URL must win. */
static void the_longest_url_is_replaced(void **state) {
  const struct article_body body = body_of("markdown", "[x](a) [y](a/b)",
      "<p><a href=\"/one/\">x</a> <a href=\"/two/\">y</a></p>\n");
  (void)state;
  assert_exported(&body, "[x](/one/) [y](/two/)");
}

static void other_html_makes_the_source_unusable(void **state) {
  const struct article_body count =
      body_of("markdown", "[x](a) [y](b)", "<p><a href=\"/one/\">x</a> y</p>\n");
  const struct article_body text =
      body_of("markdown", "[x](a)", "<p><a href=\"/one/\">other</a></p>\n");
  (void)state;
  assert_exported(&count, NULL);
  assert_exported(&text, NULL);
}

static enum err export_once(void *context) {
  const struct article_body *body = context;
  struct arena *a = arena_new(4 << 20);
  const char *out;
  enum err e = a ? export_body(a, body, "Title", &out) : ERR_NOMEM;
  arena_free(a);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  struct article_body body =
      body_of("markdown", "[x](a)", "<p><a href=\"/one/\">x</a></p>\n");
  (void)state;
  fail_alloc_each(export_once, &body);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_source_with_the_stored_urls_is_unchanged),
      cmocka_unit_test(urls_become_those_of_the_stored_html),
      cmocka_unit_test(the_longest_url_is_replaced),
      cmocka_unit_test(other_html_makes_the_source_unusable),
      cmocka_unit_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
