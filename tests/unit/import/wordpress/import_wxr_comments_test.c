#include "import/wordpress/import_wxr_comments.h"

#include "wxr_support.h"

#define COMMENT(id, parent, approved, text)                                            \
  "<wp:comment><wp:comment_id>" #id "</wp:comment_id><wp:comment_parent>" #parent      \
  "</wp:comment_parent><wp:comment_author>Ada</wp:comment_author>"                     \
  "<wp:comment_author_email>ada@example.org</wp:comment_author_email>"                 \
  "<wp:comment_date_gmt>2020-05-05 10:00:00</wp:comment_date_gmt>"                     \
  "<wp:comment_approved>" approved "</wp:comment_approved><wp:comment_content>" text   \
  "</wp:comment_content></wp:comment>"

static void comments_keep_parent_status_and_address(void **state) {
  struct blog *b = *state;
  struct support_import done;
  wxr_import(b,
      HEAD ITEM(7, "A",
          COMMENT(1, 0, "1", "one") COMMENT(2, 1, "0", "two")
              COMMENT(3, 1, "spam", "three")) TAIL,
      &done);
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment"), 3);
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM comment WHERE status = 'approve'"), 1);
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM comment WHERE parent_id = 1"), 2);
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment_private"), 3);
  buf_free(&done.text);
}

/* Replies to a comment that is left out move up. */
static void empty_comments_are_left_out(void **state) {
  struct blog *b = *state;
  struct support_import done;
  wxr_import(b,
      HEAD ITEM(7, "A", COMMENT(1, 0, "1", "") COMMENT(2, 1, "1", "two")) TAIL, &done);
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM comment WHERE parent_id IS NULL"), 1);
  assert_non_null(strstr(buf_text(&done.text), "ignored: comments that are empty"));
  buf_free(&done.text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(comments_keep_parent_status_and_address),
      support_site_test(empty_comments_are_left_out),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
