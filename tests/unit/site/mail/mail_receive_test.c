#include "site/mail/mail_receive.h"

#include "base/clock.h"
#include "db/model/mail.h"
#include "site/mail/reply_token.h"
#include "site/site_open.h"
#include "support_site.h"

#define NOW (SUPPORT_DATE + CLOCK_HOUR)

static int64_t begin(struct blog *b) {
  const struct article_input input = support_article_input("tide");
  int64_t article = support_save(b, &input);
  b->site->settings.mail.notify = b->site->settings.mail.from = "owner@example.org";
  b->site->settings.mail.reply_to = "reply@example.org";
  return support_comment(b, article, 0, COMMENT_HOLD);
}

static struct mail_received receive(
    struct blog *b, const char *from, const char *to, const char *rest) {
  struct mail_received got = {0};
  char *text =
      arena_printf(b->arena, "From: %s\nTo: %s\nSubject: Re: x\n%s", from, to, rest);
  assert_err(mail_receive(b->site, b->arena, text, strlen(text), NULL, NOW, &got), OK);
  return got;
}

static void an_answer_becomes_a_reply(void **state) {
  struct blog *b = *state;
  int64_t id = begin(b);
  struct comment c;
  const char *to = reply_token_address(b->site, b->arena, id, NOW);
  struct mail_received got = receive(b, "Me <Owner@Example.org>", to,
      "\nThank **you**.\n\nOn 30 Nov 2026, Ada wrote:\n> Hi\n");
  assert_int_equal(got.receipt, MAIL_RECEIPT_REPLY);
  assert_err(comment_by_id(b->site->db, b->arena, got.id, &c), OK);
  assert_string_equal(c.source, "Thank **you**.");
  assert_int_equal(c.parent_id, id);
  assert_true(c.by_author && c.status == COMMENT_APPROVE);
  assert_err(comment_by_id(b->site->db, b->arena, id, &c), OK);
  assert_int_equal(c.status, COMMENT_APPROVE);
  got = receive(b, "owner@example.org", to, "\nOnce more.\n");
  assert_int_equal(got.receipt, MAIL_RECEIPT_REFUSED);
  assert_non_null(strstr(got.says, "used already"));
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment"), 2);
}

static void others_may_not(void **state) {
  struct blog *b = *state;
  int64_t id = begin(b);
  const char *to = reply_token_address(b->site, b->arena, id, NOW);
  assert_int_equal(
      receive(b, "eve@example.org", to, "\nHi\n").receipt, MAIL_RECEIPT_REFUSED);
  assert_int_equal(
      receive(b, "owner@example.org, eve@example.org", to, "\nHi\n").receipt,
      MAIL_RECEIPT_REFUSED);
  assert_int_equal(
      receive(b, "owner@example.org", "reply@example.org", "\nHi\n").receipt,
      MAIL_RECEIPT_IGNORED);
  assert_int_equal(
      receive(b, "owner@example.org", to, "Auto-Submitted: auto-replied\n\nAway.\n")
          .receipt,
      MAIL_RECEIPT_IGNORED);
  assert_int_equal(
      receive(b, "owner@example.org", to, "\n> only a quotation\n").receipt,
      MAIL_RECEIPT_REFUSED);
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment"), 1);
  assert_int_equal(support_number(b, "SELECT count(*) FROM mail_reply"), 0);
  /* Deciding about spam takes more than an answer. */
  assert_err(support_moderate(b->site, id, COMMENT_SPAM), OK);
  struct mail_received got = receive(b, "owner@example.org", to, "\nHi\n");
  assert_int_equal(got.receipt, MAIL_RECEIPT_REFUSED);
  assert_non_null(strstr(got.says, "spam"));
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment"), 1);
}

static enum err add_sent(struct db *s, void *context) {
  const struct mail mail = {.kind = "x", .recipient = "b@x.example", .due_at = 1};
  int64_t *id = context;
  enum err e = mail_add(s, &mail, id);
  if (!e)
    e = mail_start(s, *id, "mail-1.abc@example.org", 1);
  return e ? e : mail_set(s, *id, MAIL_SENT, "", 1, 1);
}

static void a_bounce(void **state) {
  struct blog *b = *state;
  struct site *sender = NULL;
  struct mail m;
  char why[400];
  int64_t id = 0;
  begin(b);
  assert_err(site_open(&sender, b->site->dir, ROLE_SENDER, why, sizeof why), OK);
  assert_err(txn_write(sender->db, add_sent, &id), OK);
  site_close(sender);
  static const char report[] =
      "Content-Type: multipart/report; boundary=o\n\n--o\nContent-Type: "
      "message/delivery-status\n\nAction: failed\nDiagnostic-Code: smtp; 550 no\n\n--o\n"
      "Content-Type: message/rfc822\n\nMessage-ID: <mail-%d.abc@example.org>\n\nx\n--o--\n";
  const char *other = arena_printf(b->arena, report, 2);
  const char *ours = arena_printf(b->arena, report, 1);
  assert_int_equal(receive(b, "x@x.example", "bounce@example.org", other).receipt,
      MAIL_RECEIPT_IGNORED);
  struct mail_received got = receive(b, "x@x.example", "bounce@example.org", ours);
  assert_int_equal(got.receipt, MAIL_RECEIPT_BOUNCE);
  assert_int_equal(got.id, id);
  assert_err(mail_by_id(b->site->db, b->arena, id, &m), OK);
  assert_int_equal(m.state, MAIL_FAILED);
  assert_string_equal(m.reason, "smtp; 550 no");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(an_answer_becomes_a_reply),
      support_site_test(others_may_not),
      support_site_test(a_bounce),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
