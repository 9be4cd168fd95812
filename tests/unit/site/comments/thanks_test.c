#include "site/comments/thanks.h"

#include "base/clock.h"
#include "db/model/blocked_network.h"
#include "site/comments/comment_expiry.h"
#include "site/comments/comment_moderate.h"
#include "site/comments/comment_network.h"
#include "site/site_open.h"
#include "support_site.h"

static int64_t article_of(struct blog *b) {
  struct article_input d = support_article_input("talk");
  b->web->settings.thanks = true;
  return support_save(b, &d);
}

static enum err press_at(
    struct blog *b, int64_t article, const char *address, int64_t now) {
  const char *location = NULL;
  const struct thanks_press press = {article, address, now};
  enum err e = thanks_press(b->web, b->arena, &press, &location);
  if (!e)
    assert_string_equal(location, "/2026/01/talk/#comment-thanks");
  else
    assert_null(location);
  return e;
}

static enum err press(struct blog *b, int64_t article, const char *address) {
  return press_at(b, article, address, SUPPORT_DATE);
}

static int64_t count(struct blog *b) {
  return support_number(b, "SELECT coalesce(sum(count), 0) FROM thanks");
}

static int64_t remembered(struct blog *b) {
  return support_number(b, "SELECT count(*) FROM thanks_network");
}

static void a_network_counts_once(void **state) {
  struct blog *b = *state;
  int64_t article = article_of(b);
  assert_err(press(b, article, "192.0.2.1"), OK);
  int64_t revision = support_revision(b, DEP_NEIGHBOURS, article);
  int64_t comments = support_revision(b, DEP_COMMENTS, article);
  assert_err(press(b, article, "192.0.2.1"), OK);
  assert_int_equal(count(b), 1);
  /* A press that does not count changes no page. */
  assert_int_equal(support_revision(b, DEP_NEIGHBOURS, article), revision);
  assert_err(press(b, article, "2001:db8:1:2::3"), OK);
  assert_err(press(b, article, "2001:db8:1:2:ffff::4"), OK);
  assert_int_equal(count(b), 2);
  assert_true(support_revision(b, DEP_NEIGHBOURS, article) > revision);
  assert_int_equal(support_revision(b, DEP_COMMENTS, article), comments);
  assert_err(press(b, article, NULL), OK);
  assert_err(press(b, article, "unknown"), OK);
  assert_int_equal(count(b), 2);
}

/* The hash of one article is not that of another, nor that of comments. */
static void no_hash_names_a_network(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("other");
  int64_t one = article_of(b), two = support_save(b, &d);
  const char *location = NULL;
  const struct thanks_press other = {two, "192.0.2.1", SUPPORT_DATE};
  assert_err(press(b, one, "192.0.2.1"), OK);
  assert_err(thanks_press(b->web, b->arena, &other, &location), OK);
  assert_int_equal(
      support_number(b, "SELECT count(DISTINCT hash) FROM thanks_network"), 2);
  assert_int_equal(support_number(b, "SELECT count(*) FROM thanks_network WHERE hash IN"
                                     " (SELECT key FROM comment_rate)"),
      0);
}

static enum err block(struct db *s, void *context) {
  uint8_t network[CRYPT_HASH];
  int64_t id;
  assert_true(comment_network_hash(context, "192.0.2.1", network));
  return blocked_network_add(s, network, SUPPORT_DATE, &id);
}

static void who_may_not_comment_may_not_thank(void **state) {
  struct blog *b = *state;
  int64_t article = article_of(b);
  assert_err(press(b, article + 1, "192.0.2.1"), ERR_NOT_FOUND);
  b->web->settings.thanks = false;
  assert_err(press(b, article, "192.0.2.1"), ERR_NOT_FOUND);
  b->web->settings.thanks = true;
  assert_err(txn_write(b->site->db, block, b->site), OK);
  assert_err(press(b, article, "192.0.2.1"), OK);
  assert_int_equal(
      support_number(b, "UPDATE article SET comments_open = 0 RETURNING 1"), 1);
  assert_err(press(b, article, "192.0.2.1"), ERR_CLOSED);
  assert_int_equal(support_number(b, "UPDATE article SET comments_open = 1,"
                                     " status = 'draft' RETURNING 1"),
      1);
  assert_err(press(b, article, "192.0.2.1"), ERR_NOT_FOUND);
  assert_int_equal(count(b), 0);
}

static void presses_have_limits(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("other");
  int64_t one = article_of(b), two = support_save(b, &d);
  const char *location = NULL;
  struct thanks_press other = {two, "192.0.2.1", SUPPORT_DATE};
  b->web->settings.network_limit = 1;
  b->web->settings.site_limit = 2;
  assert_err(press(b, one, "192.0.2.1"), OK);
  assert_err(thanks_press(b->web, b->arena, &other, &location), ERR_TOO_QUICK);
  /* A repeated press is answered all the same. */
  assert_err(press(b, one, "192.0.2.1"), OK);
  assert_err(press(b, one, "192.0.2.2"), OK);
  assert_err(press(b, one, "192.0.2.3"), ERR_TOO_QUICK);
  other.now += CLOCK_HOUR;
  assert_err(thanks_press(b->web, b->arena, &other, &location), OK);
  assert_int_equal(count(b), 3);
}

static void networks_are_forgotten(void **state) {
  struct blog *b = *state;
  int64_t article = article_of(b);
  bool more = false;
  struct site *scheduler = support_scheduler(b);
  assert_err(press(b, article, "192.0.2.1"), OK);
  assert_err(comment_forget_networks(scheduler, SUPPORT_DATE + 30 * CLOCK_DAY), OK);
  assert_int_equal(remembered(b), 1);
  assert_err(comment_forget_networks(scheduler, SUPPORT_DATE + 31 * CLOCK_DAY), OK);
  assert_int_equal(remembered(b), 0);
  assert_int_equal(count(b), 1);
  assert_err(press_at(b, article, "192.0.2.1", SUPPORT_DATE + 31 * CLOCK_DAY), OK);
  assert_int_equal(count(b), 2);
  /* A clock that was set back would make them younger. */
  assert_err(comment_expiry_run(scheduler, SUPPORT_DATE + 31 * CLOCK_DAY, &more), OK);
  assert_err(comment_expiry_run(scheduler, SUPPORT_DATE + 29 * CLOCK_DAY, &more), OK);
  assert_int_equal(remembered(b), 0);
  assert_int_equal(count(b), 2);
  site_close(scheduler);
}

static void a_deleted_article_leaves_nothing(void **state) {
  struct blog *b = *state;
  int64_t article = article_of(b);
  assert_err(press(b, article, "192.0.2.1"), OK);
  assert_err(publish_delete(b->site, b->arena, article), OK);
  assert_int_equal(count(b) + remembered(b), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_network_counts_once),
      support_site_test(no_hash_names_a_network),
      support_site_test(who_may_not_comment_may_not_thank),
      support_site_test(presses_have_limits),
      support_site_test(networks_are_forgotten),
      support_site_test(a_deleted_article_leaves_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
