#include "site/comments/follow_match.h"

#include "db/model/comment_admin.h"
#include "site/site_open.h"
#include "support_follow.h"

static struct follow_match match(struct blog *b, struct site *sender, int64_t id) {
  struct follow_match m;
  struct comment c;
  assert_err(comment_shown(sender->db, b->arena, id, &c), OK);
  assert_err(follow_match_open(sender, b->arena, &c, &m), OK);
  return m;
}

static void replies_are_those_below(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("talk");
  int64_t article = support_save(b, &d);
  int64_t first = support_comment(b, article, 0, COMMENT_APPROVE);
  int64_t reply = support_comment(b, article, first, COMMENT_APPROVE);
  int64_t deep = support_comment(b, article, reply, COMMENT_APPROVE);
  int64_t other = support_comment(b, article, 0, COMMENT_APPROVE);
  struct site *sender = support_sender(b);
  struct follow f = {.follower_id = 99,
      .article_id = article,
      .comment_id = first,
      .scope = FOLLOW_REPLIES,
      .confirmed_at = 1};
  struct follow_match to_deep = match(b, sender, deep),
                      to_other = match(b, sender, other);
  assert_true(follow_match_has(&to_deep, &f));
  assert_false(follow_match_has(&to_other, &f));
  f.comment_id = deep;
  assert_false(follow_match_has(&to_deep, &f));
  f.scope = FOLLOW_ALL;
  assert_true(follow_match_has(&to_other, &f));
  f.confirmed_at = 0;
  assert_false(follow_match_has(&to_other, &f));
  site_close(sender);
}

/* The addresses of support_comment differ from this one in case only. */
static void nobody_is_told_of_their_own(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("talk");
  int64_t article = support_save(b, &d);
  int64_t own = support_comment(b, article, 0, COMMENT_APPROVE);
  struct site *sender = support_sender(b);
  const char *email = NULL;
  assert_err(comment_admin_email(b->site->db, b->arena, own, &email), OK);
  struct support_follow f = {.email = email,
      .follow = {.article_id = article,
          .comment_id = own,
          .scope = FOLLOW_ALL,
          .confirmed_at = 1}};
  support_follow(sender, &f);
  struct follow_match m = match(b, sender, own);
  assert_int_equal(m.writer, f.follow.follower_id);
  assert_false(follow_match_has(&m, &f.follow));
  site_close(sender);
}

/* More replies than are looked at, and one whose parents have gone. */
static void a_long_way_up_ends(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("talk");
  int64_t article = support_save(b, &d), id = 0;
  for (int i = 0; i < 250; i++)
    id = support_comment(b, article, id, COMMENT_APPROVE);
  struct site *sender = support_sender(b);
  struct follow_match m = match(b, sender, id);
  assert_int_equal(m.count, 200);
  struct comment c;
  assert_err(comment_shown(sender->db, b->arena, id, &c), OK);
  c.parent_id = 123456;
  assert_err(follow_match_open(sender, b->arena, &c, &m), OK);
  assert_int_equal(m.count, 0);
  site_close(sender);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(replies_are_those_below),
      support_site_test(nobody_is_told_of_their_own),
      support_site_test(a_long_way_up_ends),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
