#include "site/comments/follow_change.h"

#include "site/site_link.h"
#include "site/site_open.h"
#include "support_follow.h"

static void each_action_can_be_repeated(void **state) {
  struct blog *b = *state;
  struct site *sender = support_sender(b), *link = NULL;
  struct support_follow f = {.email = "ada@example.org",
      .follow = {.article_id = 1, .comment_id = 1, .scope = FOLLOW_ALL}};
  struct follow got;
  int64_t who = 0;
  support_follow(sender, &f);
  const int64_t ada = f.follow.follower_id, id = 1;
  site_close(sender);
  assert_err(site_link_open(&link, b->web), OK);
  assert_err(follow_change(link, ada, FOLLOW_LOOK, id, 9), OK);
  assert_err(follow_get(link->db, id, &got), OK);
  assert_int_equal(got.confirmed_at, 0);
  for (int i = 0; i < 2; i++)
    assert_err(follow_change(link, ada, FOLLOW_CONFIRM, 0, 9 + i), OK);
  assert_err(follow_get(link->db, id, &got), OK);
  assert_int_equal(got.confirmed_at, 9);
  /* Without a number, "stop" must not stop all. */
  assert_err(follow_change(link, ada, FOLLOW_STOP, 0, 9), OK);
  assert_err(follow_change_find(link, id, &who), OK);
  assert_int_equal(who, ada);
  for (int i = 0; i < 2; i++)
    assert_err(follow_change(link, ada, FOLLOW_STOP, id, 9), OK);
  assert_err(follow_change_find(link, id, &who), OK);
  assert_int_equal(who, 0);
  bool refused = false;
  assert_err(follow_change(link, ada, FOLLOW_REFUSE, 0, 9), OK);
  assert_err(follow_is_refused(link->db, ada, &refused), OK);
  assert_true(refused);
  assert_err(follow_change(link, ada, FOLLOW_ACCEPT, 0, 9), OK);
  assert_err(follow_is_refused(link->db, ada, &refused), OK);
  assert_false(refused);
  assert_err(follow_change(link, ada, FOLLOW_STOP_ALL, 0, 9), OK);
  site_link_close(link);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(each_action_can_be_repeated),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
