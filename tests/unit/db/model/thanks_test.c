#include "db/model/thanks.h"

#include <string.h>

#include "support_site.h"

struct press {
  int64_t article, now;
  uint8_t hash[CRYPT_HASH];
};

static enum err add(struct db *s, void *context) {
  const struct press *p = context;
  return thanks_add(s, p->article, p->hash, p->now);
}

static enum err forget(struct db *s, void *context) {
  const int64_t *now = context;
  return thanks_forget(s, *now - 10, *now + 10);
}

static int64_t count(struct blog *b, int64_t article) {
  int64_t n = -1;
  assert_err(thanks_count(b->web->db, article, &n), OK);
  return n;
}

static bool has(struct blog *b, const struct press *p) {
  bool out = false;
  assert_err(thanks_has(b->web->db, p->article, p->hash, &out), OK);
  return out;
}

static void the_number_outlives_the_hashes(void **state) {
  struct blog *b = *state;
  struct press p = {3, 100, "a"}, other = {3, 120, "b"}, elsewhere = {4, 100, "a"};
  int64_t now = 115;
  assert_int_equal(count(b, 3), 0);
  assert_false(has(b, &p));
  assert_err(txn_write(b->web->db, add, &p), OK);
  assert_err(txn_write(b->web->db, add, &p), ERR_EXISTS);
  assert_err(txn_write(b->web->db, add, &other), OK);
  assert_err(txn_write(b->web->db, add, &elsewhere), OK);
  assert_int_equal(count(b, 3), 2);
  assert_int_equal(count(b, 4), 1);
  assert_true(has(b, &p));
  assert_err(txn_write(b->web->db, forget, &now), ERR_DENIED);
  assert_err(txn_write(b->site->db, forget, &now), OK);
  assert_false(has(b, &p));
  assert_true(has(b, &other));
  /* Those of a clock that was set back. */
  now = 105;
  assert_err(txn_write(b->site->db, forget, &now), OK);
  assert_false(has(b, &other));
  assert_int_equal(count(b, 3), 2);
  assert_err(txn_write(b->web->db, add, &p), OK);
  assert_int_equal(count(b, 3), 3);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(the_number_outlives_the_hashes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
