#include "cli/mail.h"

#include <stdio.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "cli_support.h"
#include "db/model/mail.h"
#include "site/site_open.h"

struct state {
  const char *recipient;
  enum mail_state state;
  int64_t id;
};

static enum err add(struct db *s, void *context) {
  struct state *m = context;
  const struct mail mail = {
      .kind = "comment", .recipient = m->recipient, .due_at = 1, .created_at = 1};
  enum err e = mail_add(s, &mail, &m->id);
  return e ? e : mail_set(s, m->id, m->state, "\x1b[31mno such user", 1, 1);
}

static int64_t new_mail(struct blog *b, const char *recipient, enum mail_state state) {
  struct state m = {recipient, state, 0};
  struct site *sender = NULL;
  char why[400];
  assert_err(site_open(&sender, b->site->dir, ROLE_SENDER, why, sizeof why), OK);
  assert_err(txn_write(sender->db, add, &m), OK);
  site_close(sender);
  return m.id;
}

static void set_up(struct blog *b, const char *script) {
  char path[400], text[400];
  snprintf(path, sizeof path, "%s/mta", b->site->dir);
  support_write(b->site->dir, "mta", script);
  assert_int_equal(chmod(path, 0700), 0);
  snprintf(text, sizeof text, "%s/mta", b->site->dir);
  cli_said(b, stdout, 0, CLI("config", "set", "mail.notify", "me@example.org"));
  cli_said(b, stdout, 0, CLI("config", "set", "mail.sendmail", text));
}

static void without_an_address_mail_is_off(void **state) {
  struct blog *b = *state;
  const char *said = cli_said(b, stdout, 0, CLI("mail", "status"));
  assert_non_null(strstr(said, "mail is off: write \"notify = you@example.org\""));
  cli_refused(b, EX_CONFIG, "mail is off", CLI("mail", "test", "ada@example.org"));
  cli_refused(b, EX_USAGE, "not an email address", CLI("mail", "test", "ada"));
}

static void the_queue_is_shown(void **state) {
  struct blog *b = *state;
  new_mail(b, "ada@example.org", MAIL_FAILED);
  new_mail(b, "bob@example.org", MAIL_SENT);
  new_mail(b, "eve@example.org", MAIL_UNKNOWN);
  const char *said = cli_said(b, stdout, 0, CLI("mail", "status"));
  assert_non_null(strstr(said, "0 queued, 0 sending, 1 sent, 1 failed, 1 unknown.\n"));
  assert_non_null(strstr(said, "ada@example.org"));
  assert_null(strstr(said, "bob@example.org"));
  /* The mail system may repeat what a stranger has told it. */
  assert_null(strchr(said, '\x1b'));
  assert_non_null(strstr(said, "\"pamphlet mail retry\""));
  said = cli_said(
      b, stdout, 0, CLI("mail", "status", "--state=sent", "--field=recipient"));
  assert_string_equal(said, "bob@example.org\n");
  said = cli_said(b, stdout, 0, CLI("mail", "status", "--state=all", "--format=json"));
  assert_non_null(strstr(said, "\"state\": \"unknown\""));
  assert_non_null(strstr(said, "\"due\": null"));
  said = cli_said(b, stdout, 0, CLI("mail", "status", "--format=count"));
  assert_string_equal(said, "2\n");
  cli_refused(b, EX_USAGE, "--state must be", CLI("mail", "status", "--state=lost"));
}

static void mails_are_queued_again(void **state) {
  struct blog *b = *state;
  char id[24];
  snprintf(
      id, sizeof id, "%lld", (long long)new_mail(b, "ada@example.org", MAIL_FAILED));
  new_mail(b, "bob@example.org", MAIL_SENT);
  new_mail(b, "eve@example.org", MAIL_UNKNOWN);
  cli_refused(b, EX_USAGE, "name mails by ID", CLI("mail", "retry"));
  cli_refused(b, EX_USAGE, "name mails by ID", CLI("mail", "retry", id, "--failed"));
  cli_refused(b, EX_NOINPUT, "not found", CLI("mail", "retry", "99"));
  assert_non_null(
      strstr(cli_said(b, stdout, 0, CLI("mail", "retry", id)), "Requeued mail "));
  cli_refused(b, EX_DATAERR, "neither failed", CLI("mail", "retry", id));
  assert_string_equal(cli_said(b, stdout, 0, CLI("mail", "retry", "--failed")),
      "Queued 0 mails again.\n");
  assert_string_equal(cli_said(b, stdout, 0, CLI("mail", "retry", "--unknown")),
      "Queued 1 mail again.\n");
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM mail WHERE state = 'queued'"), 2);
}

static void a_test_mail_reports_what_the_mail_system_says(void **state) {
  struct blog *b = *state;
  set_up(b, "#!/bin/sh\ncat > got\necho queued as 7\n");
  const char *said = cli_said(b, stdout, 0, CLI("mail", "test", "ada@example.org"));
  assert_non_null(
      strstr(said, "has accepted a mail to ada@example.org: queued as 7.\n"));
  assert_non_null(strstr(
      cli_said(b, stdout, 0, CLI("mail", "status")), "From me@example.org, with \""));
  set_up(b, "#!/bin/sh\necho no >&2\nexit 67\n");
  cli_refused(b, EX_UNAVAILABLE, "refuses the mail (exit code 67): no",
      CLI("mail", "test", "ada@example.org"));
  set_up(b, "#!/bin/sh\nexit 75\n");
  cli_refused(
      b, EX_TEMPFAIL, "failed (exit code 75)", CLI("mail", "test", "ada@example.org"));
  cli_said(b, stdout, 0, CLI("config", "set", "mail.sendmail", "/nonexistent"));
  cli_refused(b, EX_TEMPFAIL, "cannot run /nonexistent: No such file",
      CLI("mail", "test", "ada@example.org"));
}

static void authors_have_addresses(void **state) {
  struct blog *b = *state;
  const struct article_input input = support_article_input("a");
  char slug[100];
  snprintf(
      slug, sizeof slug, "%s", support_article(b, support_save(b, &input)).author_slug);
  const char *said =
      cli_said(b, stdout, 0, CLI("mail", "author", slug, "ada@example.org"));
  assert_non_null(strstr(said, "are reported to ada@example.org.\n"));
  said = cli_said(b, stdout, 0, CLI("mail", "author", "--format=csv"));
  assert_non_null(strstr(said, ",ada@example.org\r\n"));
  cli_refused(b, EX_USAGE, "give the slug", CLI("mail", "author", slug));
  cli_refused(b, EX_USAGE, "not an email address", CLI("mail", "author", slug, "x"));
  cli_refused(
      b, EX_NOINPUT, "there is no author", CLI("mail", "author", "nobody", "--none"));
  cli_said(b, stdout, 0, CLI("mail", "author", slug, "--none"));
  assert_int_equal(support_number(b, "SELECT count(*) FROM author_private"), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(without_an_address_mail_is_off),
      support_site_test(the_queue_is_shown),
      support_site_test(mails_are_queued_again),
      support_site_test(a_test_mail_reports_what_the_mail_system_says),
      support_site_test(authors_have_addresses),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
