#include "fail_alloc.h"
#include "support.h"

#include "markup/html/search_text.h"

static void expect(const char *html, const char *headings, const char *body) {
  struct buf h = {0}, b = {0};
  assert_err(search_text_from_html(html, &h, &b), OK);
  assert_string_equal(buf_text(&h), headings);
  assert_string_equal(buf_text(&b), body);
  buf_free(&h);
  buf_free(&b);
}

static void headings_are_collected_separately(void **state) {
  (void)state;
  expect("<p>One  two</p><h2>Low <em>tide</em></h2><ul><li>a</li><li>b</li></ul>",
      "Low tide\n", "One two\na\nb\n");
  expect("", "", "");
}

/* "tide" with a note is not the word "tide1". */
static void footnote_numbers_are_not_part_of_words(void **state) {
  (void)state;
  expect("<h2>Note<sup class=\"footnote-ref\"><a href=\"#fn-1\">1</a></sup></h2>"
         "<p>The tide<sup class=\"footnote-ref\"><a href=\"#fn-2\">2</a></sup>.</p>"
         "<div class=\"footnotes\"><ol><li><p>By the moon. "
         "<a href=\"#fnref-2\" class=\"footnote-backref\">back</a></p></li></ol></div>",
      "Note\n", "The tide.\nBy the moon. \n");
}

static enum err read_once(void *context) {
  struct buf h = {0}, b = {0};
  enum err e = search_text_from_html(context, &h, &b);
  if (!e && (strcmp(buf_text(&h), "Low\n") != 0 || strcmp(buf_text(&b), "a\nb\n") != 0))
    e = ERR_INTERNAL;
  buf_free(&h);
  buf_free(&b);
  return e;
}

static void a_failed_allocation_loses_no_word(void **state) {
  char html[] = "<h2>Low</h2><p>a</p><p>b</p>";
  (void)state;
  fail_alloc_each(read_once, html);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(headings_are_collected_separately),
      cmocka_unit_test(footnote_numbers_are_not_part_of_words),
      cmocka_unit_test(a_failed_allocation_loses_no_word),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
