#include "db/model/comment_admin.h"

#include "db/model/comment.h"
#include "db/model/comment_batch.h"
#include "support_site.h"

struct seen {
  int count;
  enum err result;
};

static enum err on_comment(void *context, const struct comment *c, const char *email) {
  struct seen *seen = context;
  seen->count++;
  assert_true(c->id > 0);
  assert_non_null(email);
  return seen->result;
}

static int64_t add_post(struct blog *b) {
  struct article_input post = support_article_input("one");
  return support_save(b, &post);
}

static void comments_are_counted_by_status(void **state) {
  struct blog *b = *state;
  int64_t article = add_post(b), counts[4];
  support_comment(b, article, 0, COMMENT_APPROVE);
  support_comment(b, article, 0, COMMENT_SPAM);
  assert_err(comment_admin_count(b->site->db, article, counts), OK);
  assert_int_equal(counts[COMMENT_APPROVE], 1);
  assert_int_equal(counts[COMMENT_HOLD], 0);
  assert_int_equal(counts[COMMENT_SPAM], 1);
}

static void a_not_found_of_the_visitor_is_returned(void **state) {
  struct blog *b = *state;
  struct seen seen = {.result = ERR_NOT_FOUND};
  const struct comment_admin_filter any = {.status = -1};
  int64_t article = add_post(b);
  support_comment(b, article, 0, COMMENT_APPROVE);
  support_comment(b, article, 0, COMMENT_HOLD);
  assert_err(comment_admin_each(b->site->db, b->arena, &any, on_comment, &seen),
      ERR_NOT_FOUND);
  assert_int_equal(seen.count, 1);
}

static enum err delete_one(struct db *s, void *context) {
  return comment_batch_delete(s, context, 1);
}

static void a_comment_with_replies_stays(void **state) {
  struct blog *b = *state;
  struct comment found;
  int64_t article = add_post(b);
  int64_t parent = support_comment(b, article, 0, COMMENT_APPROVE);
  int64_t reply = support_comment(b, article, parent, COMMENT_APPROVE);
  assert_err(txn_write(b->site->db, delete_one, &parent), ERR_EXISTS);
  assert_err(comment_by_id(b->site->db, b->arena, parent, &found), OK);
  assert_err(txn_write(b->site->db, delete_one, &reply), OK);
  assert_err(txn_write(b->site->db, delete_one, &parent), OK);
  assert_err(comment_by_id(b->site->db, b->arena, parent, &found), ERR_NOT_FOUND);
}

static void the_web_cannot_read_addresses(void **state) {
  struct blog *b = *state;
  const char *email = NULL;
  assert_err(comment_admin_email(b->web->db, b->arena, 1, &email), ERR_DENIED);
  assert_err(comment_admin_email(b->site->db, b->arena, 999, &email), OK);
  assert_string_equal(email, "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(comments_are_counted_by_status),
      support_site_test(a_not_found_of_the_visitor_is_returned),
      support_site_test(a_comment_with_replies_stays),
      support_site_test(the_web_cannot_read_addresses),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
