#include "site/mail/mail_limit.h"

#include "base/clock.h"
#include "site/site_open.h"
#include "support_site.h"

#define NOW (INT64_C(1764460800) * CLOCK_SECOND)

struct counted {
  const struct site *site;
  const char *recipient;
};

static enum err count(struct db *s, void *context) {
  const struct counted *c = context;
  (void)s;
  return mail_limit_count(c->site, c->recipient, NOW);
}

static void limits(void **state) {
  struct blog *b = *state;
  struct site *sender = NULL;
  char why[400];
  int64_t wait = 1;
  bool all = true;
  assert_err(site_open(&sender, b->site->dir, ROLE_SENDER, why, sizeof why), OK);
  sender->settings.mail.address_limit = 2;
  sender->settings.mail.total_limit = 3;
  struct counted ada = {sender, "ada@example.org"}, bob = {sender, "bob@example.org"};
  assert_err(mail_limit_check(sender, ada.recipient, NOW, &wait, &all), OK);
  assert_int_equal(wait, 0);
  assert_err(txn_write(sender->db, count, &ada), OK);
  assert_err(txn_write(sender->db, count, &ada), OK);
  /* The same address in other letters. */
  assert_err(mail_limit_check(sender, "Ada@Example.ORG", NOW, &wait, &all), OK);
  assert_true(wait > 0 && wait <= CLOCK_HOUR);
  assert_false(all);
  assert_err(mail_limit_check(sender, bob.recipient, NOW, &wait, &all), OK);
  assert_int_equal(wait, 0);
  assert_err(txn_write(sender->db, count, &bob), OK);
  assert_err(mail_limit_check(sender, "c@example.org", NOW, &wait, &all), OK);
  assert_true(wait > 0 && all);
  /* A clock that leaps forward, and back, locks nobody out. */
  assert_err(
      mail_limit_check(sender, bob.recipient, NOW + 10 * 365 * CLOCK_DAY, &wait, &all),
      OK);
  assert_int_equal(wait, 0);
  assert_err(
      mail_limit_check(sender, bob.recipient, NOW - 10 * 365 * CLOCK_DAY, &wait, &all),
      OK);
  assert_int_equal(wait, 0);
  site_close(sender);
}

int main(void) {
  const struct CMUnitTest tests[] = {support_site_test(limits)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
