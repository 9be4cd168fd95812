#include "site/mail/mail_notice.h"

#include "base/clock.h"
#include "db/model/author_private.h"
#include "db/model/mail.h"
#include "site/site_open.h"
#include "support_site.h"

#define NOW (SUPPORT_DATE + CLOCK_HOUR)

struct world {
  struct blog *b;
  struct site *sender;
  int64_t article;
  int64_t comment;
};

static struct world begin(void **state) {
  struct world w = {.b = *state};
  char why[400];
  assert_err(site_open(&w.sender, w.b->site->dir, ROLE_SENDER, why, sizeof why), OK);
  w.sender->settings.mail.notify = w.sender->settings.mail.from = "owner@example.org";
  const struct article_input input = support_article_input("tide");
  w.article = support_save(w.b, &input);
  return w;
}

static enum err expand(struct db *s, void *context) {
  struct world *w = context;
  const struct mail_event event = {1, MAIL_NOTICE, w->comment, 0, NOW};
  (void)s;
  return mail_notice_expand(w->sender, w->b->arena, &event, NOW);
}

static void tell(struct world *w, int64_t comment) {
  w->comment = comment;
  assert_err(txn_write(w->sender->db, expand, w), OK);
}

static int64_t queued(struct world *w, const char *kind) {
  char sql[100];
  snprintf(sql, sizeof sql, "SELECT count(*) FROM mail WHERE kind = '%s'", kind);
  return support_number(w->b, sql);
}

static void who_is_told_of_what(void **state) {
  struct world w = begin(state);
  tell(&w, support_comment(w.b, w.article, 0, COMMENT_HOLD));
  assert_int_equal(queued(&w, MAIL_NOTICE), 1);
  /* Spam is not worth a mail, unless it is asked for. */
  int64_t spam = support_comment(w.b, w.article, 0, COMMENT_SPAM);
  tell(&w, spam);
  tell(&w, 99999);
  assert_int_equal(queued(&w, MAIL_NOTICE), 1);
  w.sender->settings.mail.notify_spam = true;
  tell(&w, spam);
  assert_int_equal(queued(&w, MAIL_NOTICE), 2);
  w.sender->settings.mail.notices = NOTICES_NONE;
  tell(&w, support_comment(w.b, w.article, 0, COMMENT_HOLD));
  w.sender->settings.mail.notices = NOTICES_IMMEDIATELY;
  w.sender->settings.mail.notify = "";
  tell(&w, support_comment(w.b, w.article, 0, COMMENT_HOLD));
  assert_int_equal(queued(&w, MAIL_NOTICE), 2);
  site_close(w.sender);
}

static enum err set_author(struct db *s, void *context) {
  return author_private_set(s, context, "writer@example.org");
}

static void an_author_with_an_address(void **state) {
  struct world w = begin(state);
  char slug[100];
  snprintf(slug, sizeof slug, "%s", support_article(w.b, w.article).author_slug);
  assert_err(txn_write(w.b->site->db, set_author, slug), OK);
  tell(&w, support_comment(w.b, w.article, 0, COMMENT_HOLD));
  assert_int_equal(
      support_number(
          w.b, "SELECT count(*) FROM mail WHERE recipient = 'writer@example.org'"),
      1);
  site_close(w.sender);
}

/* A flood is one mail more, not a hundred. */
static void a_flood(void **state) {
  struct world w = begin(state);
  w.sender->settings.mail.notice_limit = 3;
  for (int i = 0; i < 10; i++)
    tell(&w, support_comment(w.b, w.article, 0, COMMENT_HOLD));
  assert_int_equal(queued(&w, MAIL_NOTICE), 3);
  assert_int_equal(queued(&w, MAIL_NOTICE_DIGEST), 1);
  assert_int_equal(support_number(w.b, "SELECT count(*) FROM mail_comment"), 7);
  site_close(w.sender);
}

static struct mail next_mail(struct world *w, int64_t now) {
  struct mail m;
  bool found = false;
  assert_err(
      mail_due(w->sender->db, w->b->arena, now, now + 30 * CLOCK_DAY, &m, &found), OK);
  assert_true(found);
  return m;
}

static void what_a_notice_says(void **state) {
  struct world w = begin(state);
  struct mail_message message = {0};
  int64_t id = support_comment(w.b, w.article, 0, COMMENT_HOLD);
  tell(&w, id);
  struct mail m = next_mail(&w, NOW);
  assert_err(mail_notice_compose(w.sender, w.b->arena, &m, NOW, &message), OK);
  assert_int_equal(message.article_id, w.article);
  assert_non_null(strstr(message.text, "Approve:\n"));
  assert_non_null(strstr(message.html, "do=approve"));
  assert_null(strstr(message.text, "View:\n"));
  /* It is composed when it is sent. */
  assert_err(support_moderate(w.b->site, id, COMMENT_APPROVE), OK);
  assert_err(mail_notice_compose(w.sender, w.b->arena, &m, NOW, &message), OK);
  assert_null(strstr(message.text, "Approve:\n"));
  assert_non_null(strstr(message.text, "View:\n"));
  assert_err(support_moderate(w.b->site, id, COMMENT_TRASH), OK);
  assert_err(
      mail_notice_compose(w.sender, w.b->arena, &m, NOW, &message), ERR_NOT_FOUND);
  site_close(w.sender);
}

static void what_a_digest_says(void **state) {
  struct world w = begin(state);
  struct mail_message message = {0};
  w.sender->settings.mail.notices = NOTICES_DAILY;
  int64_t first = support_comment(w.b, w.article, 0, COMMENT_HOLD);
  int64_t second = support_comment(w.b, w.article, 0, COMMENT_HOLD);
  tell(&w, first);
  tell(&w, second);
  struct mail m = next_mail(&w, NOW + CLOCK_DAY);
  assert_true(m.due_at > NOW && m.due_at <= NOW + CLOCK_DAY);
  assert_err(mail_notice_compose_digest(w.sender, w.b->arena, &m, NOW, &message), OK);
  assert_string_equal(message.subject, "2 new comments");
  assert_err(support_moderate(w.b->site, first, COMMENT_TRASH), OK);
  assert_err(mail_notice_compose_digest(w.sender, w.b->arena, &m, NOW, &message), OK);
  assert_string_equal(message.subject, "1 new comment");
  assert_err(support_moderate(w.b->site, second, COMMENT_TRASH), OK);
  assert_err(
      mail_notice_compose_digest(w.sender, w.b->arena, &m, NOW, &message), ERR_GONE);
  site_close(w.sender);
}

static void the_hour_of_the_daily_mail(void **state) {
  int64_t noon;
  (void)state;
  assert_err(clock_set_zone("Europe/Berlin"), OK);
  assert_err(clock_parse("2026-03-28 12:00", &noon), OK);
  assert_int_equal(mail_notice_next(noon, 13), noon + CLOCK_HOUR);
  /* The clocks are set forward in that night. */
  assert_int_equal(mail_notice_next(noon, 7), noon + 18 * CLOCK_HOUR);
  assert_int_equal(mail_notice_next(noon, 12), noon + 23 * CLOCK_HOUR);
  assert_err(clock_set_zone("UTC"), OK);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(who_is_told_of_what),
      support_site_test(an_author_with_an_address),
      support_site_test(a_flood),
      support_site_test(what_a_notice_says),
      support_site_test(what_a_digest_says),
      cmocka_unit_test(the_hour_of_the_daily_mail),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
