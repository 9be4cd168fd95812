#include "site/pages/article_body.h"

#include "page_support.h"

static void three_headings_make_a_table_of_contents(void **state) {
  struct blog *b = *state;
  struct view_article_page v = {0};
  struct article_input d = support_article_input("one");
  d.html = "<h2>A</h2><h3>B</h3><h4>Deep</h4><p>x</p>";
  d.id = support_save(b, &d);
  assert_err(article_body_fill(b->web, b->arena, d.id, &v), OK);
  assert_int_equal(v.contents.count, 0);
  assert_has(v.article.body_html, "<h2 id=\"a\">");
  d.html = "<h2>A</h2><h3>B</h3><h4>Deep</h4><h2>C</h2>";
  support_save(b, &d);
  assert_err(article_body_fill(b->web, b->arena, d.id, &v), OK);
  assert_int_equal(v.contents.count, 3);
  assert_string_equal(v.contents.items[2].text, "C");
  assert_err(article_body_fill(b->web, b->arena, 99, &v), ERR_NOT_FOUND);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(three_headings_make_a_table_of_contents),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
