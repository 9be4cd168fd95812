#include "site/publish/article_more.h"

#include <time.h>

#include "base/buf.h"
#include "fail_alloc.h"
#include "support.h"

static void expect(const char *format, const char *source, const char *want) {
  struct arena *a = arena_new(1 << 20);
  const char *head = "?";
  assert_err(article_more_head(a, format, source, &head), OK);
  if (want)
    assert_string_equal(head, want);
  else
    assert_null(head);
  arena_free(a);
}

/* As Hugo, Hexo, Zola and Jekyll's users write it. */
static void the_text_ends_at_the_mark(void **state) {
  (void)state;
  expect("markdown", "a\n\n<!--more-->\n\nb\n", "<p>a</p>\n<p></p>");
  expect("markdown", "a\n<!-- more -->\nb\n", "<p>a</p>\n<p></p>");
  expect("markdown", "a <!-- More --> b\n\n<!--more-->\n", "<p>a </p>");
  expect("markdown", "<!--more-->\nb\n", "<p></p>");
  expect("html", "<p>a</p>\n<!-- more --><p>b</p>", "<p>a</p>\n");
  expect("html", "<div>a<!-- x --> b<!--more-->c</div>", "<div>a b</div>");
}

/* Definitions may follow the mark. */
static void the_whole_text_is_read(void **state) {
  (void)state;
  expect("markdown", "[a] b\n\n<!--more-->\n\n[a]: /x\n",
      "<p><a href=\"/x\">a</a> b</p>\n<p></p>");
}

static void other_texts_have_no_head(void **state) {
  static const char *const sources[] = {"a\n", "a <!-- b --> c\n",
      "a <!--more b--> c\n", "a `<!--more-->` b\n", "```\n<!--more-->\n```\n",
      "a\n\n    <!--more-->\n", "<pre>\n<!--more-->\n</pre>\n", "<!--\n\n<!--more\n",
      "<!--more"};
  (void)state;
  for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
    expect("markdown", sources[i], NULL);
  expect("html", "a <!-- b --> c", NULL);
  expect("html", "<!--more", NULL);
  expect(NULL, NULL, NULL);
}

static void long_texts_take_linear_time(void **state) {
  static const char *const parts[] = {
      "<!-- ", "<!--more ", "<!--more-->", "`<!--", "<"};
  (void)state;
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    struct buf in = {0};
    for (int j = 0; j < 100000; j++)
      buf_puts(&in, parts[i]);
    for (int k = 0; k < 2; k++) {
      struct arena *a = arena_new(1 << 22);
      const char *head;
      clock_t began = clock();
      assert_err(
          article_more_head(a, k ? "html" : "markdown", buf_text(&in), &head), OK);
      assert_true(clock() - began < 10 * CLOCKS_PER_SEC);
      arena_free(a);
    }
    buf_free(&in);
  }
}

static enum err read(void *context) {
  struct arena *a = arena_new(1 << 16);
  const char *head;
  (void)context;
  enum err e = a ? article_more_head(a, "html", "a<!--more-->b", &head) : ERR_NOMEM;
  arena_free(a);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  (void)state;
  fail_alloc_each(read, NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_text_ends_at_the_mark),
      cmocka_unit_test(the_whole_text_is_read),
      cmocka_unit_test(other_texts_have_no_head),
      cmocka_unit_test(long_texts_take_linear_time),
      cmocka_unit_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
