#include "site/comments/comment_limits.h"

#include "base/clock.h"
#include "support_site.h"

/* A comment that is judged and, if it may be, counted. */
struct sent {
  struct blog *blog;
  struct comment_arrival c;
};

static enum err count(struct db *s, void *context) {
  const struct sent *t = context;
  return comment_limits_count(s, &t->blog->web->settings, &t->c);
}

static enum comment_limit send(struct blog *b, int64_t article, uint8_t network,
    int64_t known, enum comment_status status) {
  uint8_t hash[CRYPT_HASH] = {network};
  struct sent t = {b, {article, network ? hash : NULL, known, status, SUPPORT_DATE}};
  enum comment_limit limit;
  int64_t wait;
  assert_err(
      comment_limits_check(b->web->db, &b->web->settings, &t.c, &limit, &wait), OK);
  assert_int_equal(wait > 0, limit != COMMENT_LIMIT_NONE);
  if (!limit)
    assert_err(txn_write(b->web->db, count, &t), OK);
  return limit;
}

/* How many of ten pass. */
static int pass(struct blog *b, int64_t article, uint8_t network, int64_t known,
    enum comment_status status) {
  int n = 0;
  for (int i = 0; i < 10; i++)
    n += !send(b, article, network, known, status);
  return n;
}

static void each_limit_holds(void **state) {
  struct blog *b = *state;
  b->web->settings.network_limit = 2;
  b->web->settings.article_limit = 5;
  b->web->settings.site_limit = 7;
  assert_int_equal(pass(b, 1, 1, 0, COMMENT_SPAM), 2);
  assert_int_equal(send(b, 1, 1, 0, COMMENT_HOLD), COMMENT_LIMIT_NETWORK);
  assert_int_equal(pass(b, 1, 2, 0, COMMENT_HOLD), 2);
  assert_int_equal(pass(b, 1, 0, 0, COMMENT_HOLD), 1);
  assert_int_equal(send(b, 1, 3, 0, COMMENT_HOLD), COMMENT_LIMIT_BUSY);
  assert_int_equal(pass(b, 2, 3, 0, COMMENT_APPROVE), 2);
  assert_int_equal(send(b, 2, 4, 0, COMMENT_HOLD), COMMENT_LIMIT_BUSY);
  /* A known commenter is bound by limits that only they can use up: those of their
   * network and of their proof. */
  assert_int_equal(pass(b, 1, 5, 9, COMMENT_APPROVE), 2);
  assert_int_equal(send(b, 1, 5, 9, COMMENT_APPROVE), COMMENT_LIMIT_NETWORK);
  assert_int_equal(send(b, 1, 6, 9, COMMENT_APPROVE), COMMENT_LIMIT_BUSY);
  assert_int_equal(send(b, 1, 0, 9, COMMENT_APPROVE), COMMENT_LIMIT_BUSY);
  assert_int_equal(pass(b, 1, 6, 10, COMMENT_APPROVE), 2);
  b->web->settings.network_limit = b->web->settings.article_limit = 0;
  b->web->settings.site_limit = 0;
  assert_int_equal(pass(b, 1, 1, 0, COMMENT_HOLD), 10);
}

static void a_full_queue_takes_no_more(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("talk");
  int64_t article = support_save(b, &d);
  b->web->settings.pending_limit = 2;
  support_comment(b, article, 0, COMMENT_HOLD);
  assert_int_equal(send(b, article, 1, 0, COMMENT_HOLD), COMMENT_LIMIT_NONE);
  support_comment(b, article, 0, COMMENT_HOLD);
  assert_int_equal(send(b, article, 2, 0, COMMENT_HOLD), COMMENT_LIMIT_BUSY);
  assert_int_equal(send(b, article, 3, 0, COMMENT_SPAM), COMMENT_LIMIT_NONE);
  assert_int_equal(send(b, article, 4, 9, COMMENT_APPROVE), COMMENT_LIMIT_NONE);
  b->web->settings.pending_limit = 0;
  assert_int_equal(send(b, article, 5, 0, COMMENT_HOLD), COMMENT_LIMIT_NONE);
}

int main(void) {
  const struct CMUnitTest tests[] = {support_site_test(each_limit_holds),
      support_site_test(a_full_queue_takes_no_more)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
