#include "import/wordpress/import_wxr_comments.h"

#include "site/comments/comment_move.h"
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

static void a_comment_without_a_date_is_not_of_1970(void **state) {
  struct blog *b = *state;
  struct support_import done;
  static const char undated[] =
      "<wp:comment><wp:comment_id>2</wp:comment_id><wp:comment_author>Bob"
      "</wp:comment_author><wp:comment_date_gmt>0000-00-00 00:00:00</wp:comment_date_gmt>"
      "<wp:comment_approved>1</wp:comment_approved><wp:comment_content>two"
      "</wp:comment_content></wp:comment>";
  char text[4000];
  snprintf(text, sizeof text, "%s%s%s%s",
      HEAD "<item><wp:post_id>7</wp:post_id><title>A"
           "</title><wp:post_type>post</wp:post_type><wp:status>publish</wp:status>"
           "<wp:post_date_gmt>2020-05-04 10:00:00</wp:post_date_gmt>",
      undated, COMMENT(1, 0, "1", "one"), "</item>" TAIL);
  wxr_import(b, text, &done);
  assert_int_equal(support_number(b,
                       "SELECT created_at / 1000000 FROM comment WHERE author = 'Bob'"),
      1588586400);
  assert_non_null(strstr(buf_text(&done.text), "invalid dates of comments"));
  buf_free(&done.text);
}

/* With another text, so that the import looks at the comments again. */
static void a_moved_comment_does_not_come_back(void **state) {
  struct blog *b = *state;
  struct support_import done;
  struct comment_move item = {.id = 1};
  wxr_import(b,
      HEAD ITEM(7, "A", COMMENT(1, 0, "1", "one") COMMENT(2, 1, "1", "two"))
          ITEM(8, "B", "") TAIL,
      &done);
  buf_free(&done.text);
  int64_t to = support_number(b, "SELECT id FROM article WHERE title = 'B'");
  assert_err(comment_move(b->site, to, &item, 1), OK);
  assert_int_equal(item.replies, 1);
  wxr_import(b,
      HEAD ITEM(7, "A",
          COMMENT(1, 0, "1", "changed") COMMENT(2, 1, "1", "two")
              COMMENT(3, 2, "1", "three")) ITEM(8, "B", "") TAIL,
      &done);
  buf_free(&done.text);
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment"), 3);
  assert_int_equal(
      support_number(b,
          "SELECT count(*) FROM comment WHERE article_id = (SELECT"
          " id FROM article WHERE title = 'B') AND (html LIKE '%one%' OR html LIKE '%two%')"),
      2);
  /* A new reply begins a thread where its parent was. */
  assert_int_equal(
      support_number(b,
          "SELECT count(*) FROM comment WHERE article_id = (SELECT"
          " id FROM article WHERE title = 'A') AND parent_id IS NULL AND html LIKE '%three%'"),
      1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(comments_keep_parent_status_and_address),
      support_site_test(empty_comments_are_left_out),
      support_site_test(a_comment_without_a_date_is_not_of_1970),
      support_site_test(a_moved_comment_does_not_come_back),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
