#include "import/wordpress/import_wxr_link.h"

#include "wxr_support.h"

static void links_between_items_become_permalinks(void **state) {
  struct blog *b = *state;
  struct support_import done;
  wxr_import(b,
      HEAD ITEM(7, "A",
          "<content:encoded>&lt;a href=\"http://old.example/old/8/#x\"&gt;b&lt;/a&gt; "
          "&lt;a href=\"http://old.example/?p=8\"&gt;c&lt;/a&gt; "
          "&lt;img src=\"http://old.example/wp-content/uploads/x.png\"&gt;</content:encoded>")
          ITEM(8, "B", "<wp:post_name>b</wp:post_name>") TAIL,
      &done);
  assert_int_equal(
      support_number(b,
          "SELECT count(*) FROM article_body WHERE "
          "html LIKE '%href=\"/2020/05/b/#x\"%' AND html LIKE '%href=\"/2020/05/b/\"%' AND "
          "html LIKE '%http://old.example/wp-content/uploads/x.png%'"),
      1);
  assert_non_null(strstr(buf_text(&done.text),
      "links to uploaded files, which still lead to the old site"));
  buf_free(&done.text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(links_between_items_become_permalinks),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
