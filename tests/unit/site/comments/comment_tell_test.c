#include "site/comments/comment_tell.h"

#include "support_site.h"

struct telling {
  struct site *site;
  struct comment comment;
};

static enum err tell(struct db *s, void *context) {
  struct telling *t = context;
  (void)s;
  return comment_tell(t->site, &t->comment, 7, 5);
}

static int64_t told(struct blog *b, enum comment_status status) {
  struct telling t = {b->web, {.id = 3, .status = status}};
  int64_t before = support_number(b, "SELECT count(*) FROM mail_event");
  assert_err(txn_write(b->web->db, tell, &t), OK);
  return support_number(b, "SELECT count(*) FROM mail_event") - before;
}

static void the_settings_decide(void **state) {
  struct blog *b = *state;
  struct settings_mail *mail = &b->web->settings.mail;
  assert_int_equal(told(b, COMMENT_HOLD), 0);
  mail->from = "blog@example.org";
  assert_int_equal(told(b, COMMENT_HOLD), 1);
  assert_int_equal(told(b, COMMENT_APPROVE), 1);
  assert_int_equal(told(b, COMMENT_SPAM), 0);
  mail->notify_spam = true;
  assert_int_equal(told(b, COMMENT_SPAM), 1);
  mail->notices = NOTICES_NONE;
  assert_int_equal(told(b, COMMENT_HOLD), 0);
  assert_int_equal(support_number(b, "SELECT max(subject_id) FROM mail_event"), 7);
}

int main(void) {
  const struct CMUnitTest tests[] = {support_site_test(the_settings_decide)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
