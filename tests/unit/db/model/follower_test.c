#include "db/model/follower.h"

#include "site/site_open.h"
#include "support_follow.h"

static enum err request(struct db *s, void *context) {
  return follow_request_add(
      s, *(int64_t *)context, "Ada@Example.org", FOLLOW_REPLIES, 3);
}

static enum err remove_request(struct db *s, void *context) {
  return follow_request_remove(s, *(int64_t *)context);
}

static enum err set_asked(struct db *s, void *context) {
  return follower_set_asked(s, *(int64_t *)context, 100);
}

static enum err expire(struct db *s, void *context) {
  const int64_t *at = context;
  return follow_expire(s, at[0], at[1]);
}

static void a_request_waits_for_its_comment(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("talk");
  struct follow_request r;
  int64_t article = support_save(b, &d);
  int64_t id = support_comment(b, article, 0, COMMENT_HOLD);
  struct site *sender = support_sender(b);
  assert_err(txn_write(b->web->db, request, &id), OK);
  assert_err(follow_request_next(sender->db, b->arena, &r), ERR_NOT_FOUND);
  assert_err(support_moderate(b->site, id, COMMENT_APPROVE), OK);
  assert_err(follow_request_next(sender->db, b->arena, &r), OK);
  assert_int_equal(r.comment_id, id);
  assert_int_equal(r.article_id, article);
  assert_string_equal(r.email, "Ada@Example.org");
  assert_int_equal(r.scope, FOLLOW_REPLIES);
  assert_int_equal(r.proof_id, 3);
  assert_err(txn_write(sender->db, remove_request, &id), OK);
  assert_err(follow_request_next(sender->db, b->arena, &r), ERR_NOT_FOUND);
  site_close(sender);
}

static void an_address_is_one_follower(void **state) {
  struct blog *b = *state;
  struct site *sender = support_sender(b);
  struct support_follow f = {.email = "Ada@Example.org",
      .follow = {.article_id = 1, .comment_id = 1, .scope = FOLLOW_ALL}};
  const char *email = NULL;
  bool confirmed = true;
  support_follow(sender, &f);
  int64_t first = f.follow.follower_id;
  f.email = "ada@EXAMPLE.org";
  f.follow.comment_id = 2;
  f.follow.confirmed_at = 7;
  support_follow(sender, &f);
  assert_int_equal(f.follow.follower_id, first);
  assert_err(follower_email(sender->db, b->arena, first, &email), OK);
  assert_string_equal(email, "Ada@Example.org");
  int64_t found = 9;
  assert_err(follower_find(sender->db, "ADA@example.org", &found), OK);
  assert_int_equal(found, first);
  assert_err(follower_find(sender->db, "eve@example.org", &found), OK);
  assert_int_equal(found, 0);
  assert_err(follower_email(sender->db, b->arena, 99, &email), ERR_NOT_FOUND);
  assert_err(follow_is_confirmed(sender->db, first, 1, &confirmed), OK);
  assert_false(confirmed);
  assert_err(follow_is_confirmed(sender->db, first, 2, &confirmed), OK);
  assert_true(confirmed);
  site_close(sender);
}

static void nobody_is_asked_twice_in_the_same_time(void **state) {
  struct blog *b = *state;
  struct site *sender = support_sender(b);
  struct support_follow f = {.email = "ada@example.org",
      .follow = {
          .article_id = 1, .comment_id = 1, .scope = FOLLOW_ALL, .created_at = 50}};
  int64_t id = 0;
  assert_err(follower_to_ask(sender->db, 1, 200, &id), ERR_NOT_FOUND);
  support_follow(sender, &f);
  assert_err(follower_to_ask(sender->db, 1, 200, &id), OK);
  assert_int_equal(id, f.follow.follower_id);
  assert_err(txn_write(sender->db, set_asked, &id), OK);
  assert_err(follower_to_ask(sender->db, 100, 200, &id), ERR_NOT_FOUND);
  /* The clock was set back. */
  assert_err(follower_to_ask(sender->db, 1, 99, &id), OK);
  assert_err(follower_to_ask(sender->db, 101, 200, &id), OK);
  /* Not confirmed in time; but the address stays until it may be asked again. */
  assert_err(txn_write(sender->db, expire, (int64_t[]){51, 100}), OK);
  assert_int_equal(support_number(b, "SELECT count(*) FROM follow"), 0);
  assert_int_equal(support_number(b, "SELECT count(*) FROM follower"), 1);
  assert_err(txn_write(sender->db, expire, (int64_t[]){51, 101}), OK);
  assert_int_equal(support_number(b, "SELECT count(*) FROM follower"), 0);
  site_close(sender);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_request_waits_for_its_comment),
      support_site_test(an_address_is_one_follower),
      support_site_test(nobody_is_asked_twice_in_the_same_time),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
