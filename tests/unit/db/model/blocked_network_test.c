#include "db/model/blocked_network.h"

#include "support_site.h"

static const uint8_t here[CRYPT_HASH] = {1}, there[CRYPT_HASH] = {2};

static enum err block(struct db *s, void *context) {
  return blocked_network_add(s, here, 5, context);
}

static enum err unblock(struct db *s, void *context) {
  const int64_t *id = context;
  return blocked_network_remove(s, *id);
}

static enum err take(void *context, const struct blocked_network *n) {
  *(struct blocked_network *)context = *n;
  return OK;
}

static void a_network_is_blocked_and_unblocked(void **state) {
  struct blog *b = *state;
  struct blocked_network found = {0};
  int64_t id = 0, again = 0;
  bool has = true;
  assert_err(blocked_network_has(b->web->db, here, &has), OK);
  assert_false(has);
  assert_err(txn_write(b->site->db, block, &id), OK);
  assert_true(id > 0);
  assert_err(blocked_network_has(b->web->db, here, &has), OK);
  assert_true(has);
  assert_err(blocked_network_has(b->web->db, there, &has), OK);
  assert_false(has);
  assert_err(txn_write(b->site->db, block, &again), ERR_EXISTS);
  assert_int_equal(again, id);
  assert_err(blocked_network_each(b->site->db, take, &found), OK);
  assert_int_equal(found.id, id);
  assert_int_equal(found.created_at, 5);
  assert_int_equal(found.comments, 0);
  assert_err(txn_write(b->site->db, unblock, &id), OK);
  assert_err(txn_write(b->site->db, unblock, &id), ERR_NOT_FOUND);
  assert_err(blocked_network_has(b->web->db, here, &has), OK);
  assert_false(has);
}

/* Readers decide nothing: what a visitor manages to inject cannot end a block. */
static void the_web_may_only_ask(void **state) {
  struct blog *b = *state;
  int64_t id = 1;
  assert_err(txn_write(b->web->db, block, &id), ERR_DENIED);
  assert_err(txn_write(b->web->db, unblock, &id), ERR_DENIED);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_network_is_blocked_and_unblocked),
      support_site_test(the_web_may_only_ask),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
