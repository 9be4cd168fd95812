#include "site/mail/mail_outcome.h"

#include "site/site_open.h"
#include "support_site.h"

#define NOW (INT64_C(1764460800) * CLOCK_SECOND)

static enum err add(struct db *s, void *context) {
  const struct mail mail = {.kind = "x", .recipient = "a@example.org", .due_at = 1};
  return mail_add(s, &mail, context);
}

static struct site *open_sender(struct blog *b) {
  struct site *sender = NULL;
  char why[400];
  assert_err(site_open(&sender, b->site->dir, ROLE_SENDER, why, sizeof why), OK);
  return sender;
}

static struct mail after(
    struct blog *b, struct site *sender, struct mail *mail, struct handover_outcome o) {
  struct mail found;
  assert_err(mail_outcome_record(sender, mail, &o, NOW), OK);
  assert_err(mail_by_id(sender->db, b->arena, mail->id, &found), OK);
  return found;
}

static void pauses_grow_and_end(void **state) {
  int64_t all = 0, before = 0, n = 0;
  (void)state;
  for (int64_t p; (p = mail_outcome_pause(n + 1)) != 0; n++) {
    assert_true(p >= before);
    before = p;
    all += p;
  }
  assert_int_equal(mail_outcome_pause(1), 60 * CLOCK_SECOND);
  assert_int_equal(before, MAIL_OUTCOME_LONGEST);
  assert_true(all > 3 * CLOCK_DAY && all < 4 * CLOCK_DAY);
  assert_int_equal(mail_outcome_pause(0), 0);
}

static void states(void **state) {
  struct blog *b = *state;
  struct site *sender = open_sender(b);
  struct mail mail = {.kind = "x", .attempts = 2}, m;
  assert_err(txn_write(sender->db, add, &mail.id), OK);
  m = after(b, sender, &mail, (struct handover_outcome){HANDOVER_ENDED, 0, "queued"});
  assert_int_equal(m.state, MAIL_SENT);
  assert_string_equal(m.reason, "queued");
  m = after(b, sender, &mail, (struct handover_outcome){HANDOVER_ENDED, 75, ""});
  assert_int_equal(m.state, MAIL_QUEUED);
  assert_int_equal(m.due_at, NOW + mail_outcome_pause(2));
  assert_string_equal(m.reason, "exit code 75");
  m = after(b, sender, &mail, (struct handover_outcome){HANDOVER_ENDED, 67, "no user"});
  assert_int_equal(m.state, MAIL_FAILED);
  assert_string_equal(m.reason, "no user");
  m = after(b, sender, &mail, (struct handover_outcome){HANDOVER_TIMEOUT, 0, "450"});
  assert_int_equal(m.state, MAIL_QUEUED);
  assert_string_equal(m.reason, "the mail system took too long: 450");
  m = after(b, sender, &mail, (struct handover_outcome){HANDOVER_KILLED, 9, ""});
  assert_int_equal(m.state, MAIL_UNKNOWN);
  m = after(b, sender, &mail, (struct handover_outcome){HANDOVER_UNKNOWN, 0, ""});
  assert_int_equal(m.state, MAIL_UNKNOWN);
  m = after(b, sender, &mail, (struct handover_outcome){HANDOVER_NOT_BEGUN, 0, ""});
  assert_int_equal(m.state, MAIL_QUEUED);
  mail.attempts = 9;
  m = after(b, sender, &mail, (struct handover_outcome){HANDOVER_ENDED, 75, "full"});
  assert_int_equal(m.state, MAIL_FAILED);
  assert_string_equal(m.reason, "full");
  site_close(sender);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(pauses_grow_and_end),
      support_site_test(states),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
