#include "db/model/follow.h"

#include "site/site_link.h"
#include "site/site_open.h"
#include "support_follow.h"

#include <string.h>

/* Two readers who follow an article, one of them twice, and the connection of a link.
 */
struct follows {
  struct site *link;
  int64_t article, ada, bob;
};

static struct follows make(struct blog *b) {
  struct follows m = {0};
  struct article_input d = support_article_input("talk");
  m.article = support_save(b, &d);
  int64_t first = support_comment(b, m.article, 0, COMMENT_APPROVE);
  int64_t second = support_comment(b, m.article, 0, COMMENT_APPROVE);
  struct support_follow f = {.email = "ada@example.org",
      .follow = {.article_id = m.article,
          .comment_id = first,
          .scope = FOLLOW_REPLIES,
          .created_at = 5}};
  struct site *sender = support_sender(b);
  support_follow(sender, &f);
  m.ada = f.follow.follower_id;
  f.follow.comment_id = second;
  f.follow.scope = FOLLOW_ALL;
  support_follow(sender, &f);
  f.email = "bob@example.org";
  support_follow(sender, &f);
  m.bob = f.follow.follower_id;
  site_close(sender);
  assert_err(site_link_open(&m.link, b->web), OK);
  return m;
}

struct change {
  int64_t follower, id;
};

static enum err confirm(struct db *s, void *context) {
  const struct change *c = context;
  return follow_confirm(s, c->follower, 9);
}

static enum err end(struct db *s, void *context) {
  const struct change *c = context;
  return follow_end(s, c->follower, c->id);
}

static enum err refuse(struct db *s, void *context) {
  const struct change *c = context;
  return follow_refuse(s, c->follower, c->id != 0);
}

static struct follow *list(
    struct blog *b, const struct follows *m, int64_t follower, size_t expected) {
  struct follow *out = NULL;
  size_t count = 99;
  assert_err(follow_list(m->link->db, b->arena, follower, &out, &count), OK);
  assert_int_equal(count, expected);
  return out;
}

static void names_are_read_back(void **state) {
  (void)state;
  assert_int_equal(follow_scope_find(follow_scope_name(FOLLOW_ALL)), FOLLOW_ALL);
  assert_int_equal(
      follow_scope_find(follow_scope_name(FOLLOW_REPLIES)), FOLLOW_REPLIES);
  assert_int_equal(follow_scope_find(""), FOLLOW_NONE);
  assert_int_equal(follow_scope_find("ALL"), FOLLOW_NONE);
  assert_int_equal(follow_scope_find(NULL), FOLLOW_NONE);
}

static void one_follower_changes_nothing_of_another(void **state) {
  struct blog *b = *state;
  struct follows m = make(b);
  struct change c = {m.ada, 0};
  struct follow *of_ada = list(b, &m, m.ada, 2), *of_bob = list(b, &m, m.bob, 1);
  assert_int_equal(of_ada[0].scope, FOLLOW_ALL);
  assert_int_equal(of_ada[1].scope, FOLLOW_REPLIES);
  assert_int_equal(of_ada[1].created_at, 5);
  assert_err(txn_write(m.link->db, confirm, &c), OK);
  assert_int_equal(list(b, &m, m.ada, 2)[0].confirmed_at, 9);
  assert_int_equal(list(b, &m, m.bob, 1)[0].confirmed_at, 0);
  /* Ada's link with the number of Bob's. */
  c.id = of_bob[0].id;
  assert_err(txn_write(m.link->db, end, &c), OK);
  list(b, &m, m.bob, 1);
  c.id = of_ada[0].id;
  assert_err(txn_write(m.link->db, end, &c), OK);
  list(b, &m, m.ada, 1);
  c.id = 0;
  assert_err(txn_write(m.link->db, end, &c), OK);
  list(b, &m, m.ada, 0);
  list(b, &m, m.bob, 1);
  site_link_close(m.link);
}

static void who_refuses_follows_nothing(void **state) {
  struct blog *b = *state;
  struct follows m = make(b);
  struct change c = {m.ada, 1};
  bool refused = true;
  struct follow f;
  int64_t id = list(b, &m, m.ada, 2)[0].id;
  assert_err(follow_is_refused(m.link->db, m.ada, &refused), OK);
  assert_false(refused);
  assert_err(txn_write(m.link->db, refuse, &c), OK);
  assert_err(follow_is_refused(m.link->db, m.ada, &refused), OK);
  assert_true(refused);
  list(b, &m, m.ada, 0);
  assert_err(follow_get(m.link->db, id, &f), ERR_NOT_FOUND);
  c.id = 0;
  assert_err(txn_write(m.link->db, refuse, &c), OK);
  assert_err(follow_is_refused(m.link->db, m.ada, &refused), OK);
  assert_false(refused);
  assert_err(follow_is_refused(m.link->db, 99, &refused), ERR_NOT_FOUND);
  site_link_close(m.link);
}

static enum err request(struct db *s, void *context) {
  return follow_request_add(s, *(int64_t *)context, "eve@example.org", FOLLOW_ALL, 0);
}

static void the_web_may_only_ask(void **state) {
  struct blog *b = *state;
  struct follows m = make(b);
  struct change c = {m.ada, 1};
  int64_t comment = 1;
  assert_err(txn_write(b->web->db, request, &comment), OK);
  assert_err(txn_write(b->web->db, confirm, &c), ERR_DENIED);
  assert_err(txn_write(b->web->db, end, &c), ERR_DENIED);
  assert_err(txn_write(b->web->db, refuse, &c), ERR_DENIED);
  site_link_close(m.link);
}

static enum err count(void *context, const struct follow *f) {
  int *n = context;
  assert_true(f->confirmed_at > 0);
  ++*n;
  return OK;
}

/* The sender is told of new comments only where somebody has confirmed. */
static void a_new_comment_is_an_event_for_followers(void **state) {
  struct blog *b = *state;
  struct follows m = make(b);
  struct change c = {m.ada, 0};
  int n = 0;
  support_comment(b, m.article, 0, COMMENT_APPROVE);
  assert_int_equal(support_number(b, "SELECT count(*) FROM mail_event"), 0);
  assert_err(txn_write(m.link->db, confirm, &c), OK);
  int64_t held = support_comment(b, m.article, 0, COMMENT_HOLD);
  assert_int_equal(support_number(b, "SELECT count(*) FROM mail_event"), 0);
  assert_err(support_moderate(b->site, held, COMMENT_APPROVE), OK);
  assert_int_equal(support_number(b, "SELECT comment_id FROM mail_event"), held);
  support_comment(b, m.article, 0, COMMENT_APPROVE);
  assert_int_equal(support_number(b, "SELECT count(*) FROM mail_event"), 2);
  struct site *sender = support_sender(b);
  assert_err(follow_each_of(sender->db, m.article, count, &n), OK);
  assert_int_equal(n, 2);
  site_close(sender);
  site_link_close(m.link);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_are_read_back),
      support_site_test(one_follower_changes_nothing_of_another),
      support_site_test(who_refuses_follows_nothing),
      support_site_test(the_web_may_only_ask),
      support_site_test(a_new_comment_is_an_event_for_followers),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
