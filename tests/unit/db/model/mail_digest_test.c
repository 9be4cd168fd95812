#include "db/model/mail_digest.h"

#include "db/model/mail.h"
#include "site/site_open.h"
#include "support_site.h"

static enum err add(struct db *s, void *context) {
  return mail_digest_add(
      s, "digest", "a@example.org", *(const int64_t *)context, 100, 1);
}

static enum err try_it(struct db *s, void *context) {
  enum err e = mail_start(s, *(const int64_t *)context, "1@example.org", 2);
  return e ? e : mail_set(s, *(const int64_t *)context, MAIL_QUEUED, "later", 200, 2);
}

static enum err drop(struct db *s, void *context) {
  return mail_remove(s, *(const int64_t *)context);
}

static void comments_are_collected(void **state) {
  struct blog *b = *state;
  struct site *sender = NULL;
  char why[400];
  struct mail first, second;
  bool found;
  int64_t ids[] = {5, 3, 5, 9}, *got, late = 11;
  size_t n;
  assert_err(site_open(&sender, b->site->dir, ROLE_SENDER, why, sizeof why), OK);
  for (int i = 0; i < 4; i++)
    assert_err(txn_write(sender->db, add, &ids[i]), OK);
  assert_err(mail_due(sender->db, b->arena, 100, 1000, &first, &found), OK);
  assert_true(found);
  assert_err(mail_digest_comments(sender->db, b->arena, first.id, 10, &got, &n), OK);
  assert_int_equal(n, 3);
  assert_int_equal(got[0], 3);
  assert_int_equal(got[2], 9);
  assert_err(mail_digest_comments(sender->db, b->arena, first.id, 2, &got, &n), OK);
  assert_int_equal(n, 2);
  /* One that was tried stays as it was. */
  assert_err(txn_write(sender->db, try_it, &first.id), OK);
  assert_err(txn_write(sender->db, add, &late), OK);
  assert_err(mail_due(sender->db, b->arena, 100, 1000, &second, &found), OK);
  assert_true(found);
  assert_int_not_equal(first.id, second.id);
  assert_err(txn_write(b->site->db, drop, &first.id), OK);
  assert_int_equal(support_number(b, "SELECT count(*) FROM mail_comment"), 1);
  site_close(sender);
}

int main(void) {
  const struct CMUnitTest tests[] = {support_site_test(comments_are_collected)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
