#include "import/wordpress/import_wxr_terms.h"

#include "wxr_support.h"

static void terms_keep_their_slugs(void **state) {
  struct blog *b = *state;
  struct support_import done;
  wxr_import(b,
      HEAD ITEM(7, "A",
          "<dc:creator>ada@example.org</dc:creator>"
          "<category domain=\"category\" nicename=\"boote\">Boats</category>"
          "<category domain=\"post_tag\" nicename=\"ebb\">Low tide</category>"
          "<category domain=\"odd\" nicename=\"x\">X</category>") TAIL,
      &done);
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM category WHERE slug = 'boote'"), 1);
  assert_int_equal(
      support_number(
          b, "SELECT count(*) FROM tag WHERE slug = 'ebb' AND name = 'Low tide'"),
      1);
  assert_int_equal(
      support_number(b,
          "SELECT count(*) FROM author WHERE name LIKE '%@%' OR slug LIKE '%example%'"),
      0);
  assert_non_null(strstr(buf_text(&done.text), "ignored: the taxonomy odd"));
  buf_free(&done.text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(terms_keep_their_slugs),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
