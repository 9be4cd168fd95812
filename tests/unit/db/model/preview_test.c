#include "db/model/preview.h"

#include "support_site.h"

static enum err revoke(struct db *s, void *context) {
  const int64_t *id = context;
  return preview_revoke(s, *id);
}

static void the_number_rises(void **state) {
  struct blog *b = *state;
  struct article_input input = support_article_input("one");
  int64_t id = support_save(b, &input), revoked = 9;
  assert_err(preview_revoked(b->web->db, id, &revoked), OK);
  assert_int_equal(revoked, 0);
  assert_err(txn_write(b->web->db, revoke, &id), ERR_DENIED);
  for (int i = 1; i < 3; i++) {
    assert_err(txn_write(b->site->db, revoke, &id), OK);
    assert_err(preview_revoked(b->web->db, id, &revoked), OK);
    assert_int_equal(revoked, i);
  }
  assert_int_equal(support_number(b, "SELECT count(*) FROM preview"), 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(the_number_rises),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
