#include "site/mail/person_mail.h"

#include <string.h>

#include "base/clock.h"
#include "db/model/comment.h"
#include "db/txn.h"
#include "site/comments/person_ask.h"
#include "site/site_open.h"
#include "support_site.h"

static enum err insert(struct db *s, void *context) {
  struct comment *c = context;
  return comment_insert(s, c, "Ada@example.org", NULL, &c->id);
}

static void comment(struct blog *b) {
  struct article_input d = support_article_input("talk");
  struct comment c = {.article_id = support_save(b, &d),
      .type = "comment",
      .status = COMMENT_SPAM,
      .author = "Ada",
      .url = "",
      .source = "Words",
      .html = "<p>Words</p>",
      .renderer = 2,
      .created_at = SUPPORT_DATE};
  assert_err(txn_write(b->site->db, insert, &c), OK);
}

static void ask(struct blog *b, const char *email) {
  const struct person_asked in = {
      .email = email, .wish = "copy", .address = "", .now = SUPPORT_DATE};
  assert_err(person_ask(b->web, b->arena, &in), OK);
}

static void take(struct blog *b, struct site *sender, int64_t now) {
  struct arena *a = arena_new(1 << 20);
  assert_err(person_mail_take(sender, a, now), OK);
  arena_free(a);
  (void)b;
}

static void only_a_known_address_gets_a_mail_a_day(void **state) {
  struct blog *b = *state;
  struct site *sender = support_sender(b);
  ask(b, "ada@example.org");
  take(b, sender, SUPPORT_DATE);
  assert_int_equal(support_number(b, "SELECT count(*) FROM person_request"), 0);
  comment(b);
  ask(b, "ada@EXAMPLE.org");
  ask(b, "ada@example.org");
  ask(b, "nobody@example.org");
  take(b, sender, SUPPORT_DATE);
  assert_int_equal(support_number(b, "SELECT count(*) FROM mail"), 1);
  assert_int_equal(support_number(b, "SELECT count(*) FROM person_request"), 1);
  ask(b, "ada@example.org");
  take(b, sender, SUPPORT_DATE + CLOCK_DAY + 1);
  assert_int_equal(support_number(b, "SELECT count(*) FROM mail"), 2);
  assert_err(person_mail_forget(sender, SUPPORT_DATE + 6 * CLOCK_DAY), OK);
  assert_int_equal(support_number(b, "SELECT count(*) FROM person_request"), 2);
  assert_err(person_mail_forget(sender, SUPPORT_DATE + 8 * CLOCK_DAY), OK);
  assert_int_equal(support_number(b, "SELECT count(*) FROM person_request"), 0);
  site_close(sender);
}

static void the_mail_has_a_link_and_nothing_else(void **state) {
  struct blog *b = *state;
  struct site *sender = support_sender(b);
  struct mail mail = {.kind = PERSON_MAIL};
  struct mail_message out = {0};
  ask(b, "ada@example.org");
  mail.subject_id = support_number(b, "SELECT id FROM person_request");
  assert_err(person_mail_compose(sender, b->arena, &mail, SUPPORT_DATE, &out), OK);
  assert_non_null(strstr(out.text, "/comment/privacy/?t="));
  assert_null(strstr(out.text, "ada@"));
  mail.subject_id = 99;
  assert_err(
      person_mail_compose(sender, b->arena, &mail, SUPPORT_DATE, &out), ERR_GONE);
  site_close(sender);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(only_a_known_address_gets_a_mail_a_day),
      support_site_test(the_mail_has_a_link_and_nothing_else),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
