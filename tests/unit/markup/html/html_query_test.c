#include "markup/html/html_query.h"

#include "support.h"

static struct html_tree tree_of(const char *html) {
  struct html_tree t;
  assert_err(html_parse(html, strlen(html), HTML_FRAGMENT, &t), OK);
  return t;
}

static const GumboNode *first_of(struct html_tree *t) {
  struct html_walk walk;
  const GumboNode *node;
  html_walk_start(&walk, t, t->root);
  assert_int_equal(html_walk_next(&walk, &node), HTML_ENTER);
  return node;
}

static void classes_are_whole_words(void **state) {
  struct html_tree t = tree_of("<p class=' graf  graf--p\n'>x</p>");
  (void)state;
  assert_true(html_query_has_class(first_of(&t), "graf"));
  assert_true(html_query_has_class(first_of(&t), "graf--p"));
  assert_false(html_query_has_class(first_of(&t), "graf--"));
  html_free(&t);
  t = tree_of("<p>x</p>");
  assert_false(html_query_has_class(first_of(&t), "graf"));
  html_free(&t);
}

static void white_space_is_folded(void **state) {
  struct arena *a = arena_new(1 << 20);
  struct html_tree t = tree_of("<p> a <b>b\n</b> c<br>d </p>");
  struct buf b = {0};
  const char *text = NULL;
  (void)state;
  buf_puts(&b, "x: ");
  html_query_text(&t, first_of(&t), &b);
  assert_string_equal(buf_text(&b), "x: a b cd");
  assert_err(html_query_text_of(a, &t, first_of(&t), &text), OK);
  assert_string_equal(text, "a b cd");
  html_free(&t);
  t = tree_of("<p> </p>");
  assert_err(html_query_text_of(a, &t, first_of(&t), &text), OK);
  assert_string_equal(text, "a b cd");
  html_free(&t);
  buf_free(&b);
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(classes_are_whole_words),
      cmocka_unit_test(white_space_is_folded),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
