#include "markup/markdown/comment_lists.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

/* The text as cmark writes it again, and the sum of all numbers. */
static void folds(const char *text, const char *want, long numbers) {
  long sum = 0;
  cmark_event_type event;
  cmark_node *root = cmark_parse_document(text, strlen(text), CMARK_OPT_DEFAULT);
  assert_err(comment_lists_fold(root, text), OK);
  cmark_iter *iter = cmark_iter_new(root);
  while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE)
    if (event == CMARK_EVENT_ENTER &&
        cmark_node_get_type(cmark_iter_get_node(iter)) == CMARK_NODE_ITEM)
      sum += comment_lists_number(cmark_iter_get_node(iter));
  cmark_iter_free(iter);
  char *html = cmark_render_html(root, CMARK_OPT_DEFAULT, NULL);
  assert_string_equal(html, want);
  assert_int_equal(sum, numbers);
  free(html);
  cmark_node_free(root);
}

static void one_item_is_text(void **state) {
  (void)state;
  folds("1. May", "<p>1. May</p>\n", 0);
  folds("007) Bond", "<p>007) Bond</p>\n", 0);
  folds("+", "<p>+</p>\n", 0);
  folds("> - Ada", "<blockquote>\n<p>- Ada</p>\n</blockquote>\n", 0);
  folds("Yours\n- Ada", "<p>Yours\n- Ada</p>\n<p></p>\n", 0);
  folds("Yours\n\n- Ada", "<p>Yours</p>\n<p>- Ada</p>\n", 0);
}

static void others_are_lists(void **state) {
  (void)state;
  folds("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n", 0);
  folds("- a\n\n  b", "<ul>\n<li>\n<p>a</p>\n<p>b</p>\n</li>\n</ul>\n", 0);
}

static void numbers_stay(void **state) {
  static const char three[] = "<ol>\n<li>a</li>\n<li>b</li>\n<li>c</li>\n</ol>\n";
  (void)state;
  folds("1. a\n2. b\n3. c", three, 0);
  folds("1. a\n1. b\n1. c", three, 0);
  folds("1. a\n5. b\n6. c", three, 5);
  folds("1. a\n5. b\n3. c", three, 8);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(one_item_is_text),
      cmocka_unit_test(others_are_lists),
      cmocka_unit_test(numbers_stay),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
