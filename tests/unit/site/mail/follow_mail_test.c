#include "site/mail/follow_mail.h"

#include "fail_alloc.h"
#include "site/site_open.h"
#include "support_follow.h"

#include <string.h>

static void expect_in(const char *text, const char *piece) {
  if (!strstr(text, piece))
    fail_msg("no \"%s\" in:\n%s", piece, text);
}

static void expect_not_in(const char *text, const char *piece) {
  if (strstr(text, piece))
    fail_msg("\"%s\" in:\n%s", piece, text);
}

/* A follower of an article, and a comment of somebody else on it. */
struct mailing {
  struct blog *blog;
  struct site *sender;
  struct support_follow follow;
  struct mail mail;
};

static struct mailing make(struct blog *b, int64_t confirmed_at) {
  struct article_input d = support_article_input("talk");
  d.title = "Low <tide>";
  struct mailing m = {b, support_sender(b), {.email = "bea@example.org"}, {0}};
  int64_t article = support_save(b, &d);
  m.follow.follow = (struct follow){.article_id = article,
      .comment_id = support_comment(b, article, 0, COMMENT_APPROVE),
      .scope = FOLLOW_ALL,
      .created_at = SUPPORT_DATE,
      .confirmed_at = confirmed_at};
  support_follow(m.sender, &m.follow);
  m.mail = (struct mail){.recipient = "bea@example.org",
      .comment_id = support_comment(b, article, 0, COMMENT_APPROVE),
      .subject_id = m.follow.follow.follower_id};
  return m;
}

static enum err news(struct mailing *m, struct mail_message *out) {
  return follow_mail_compose_news(
      m->sender, m->blog->arena, &m->mail, SUPPORT_DATE, out);
}

static enum err question(struct mailing *m, struct mail_message *out) {
  return follow_mail_compose_confirm(
      m->sender, m->blog->arena, &m->mail, SUPPORT_DATE, out);
}

static void the_question_has_no_words_of_readers(void **state) {
  struct mailing m = make(*state, 0);
  struct mail_message out = {0};
  struct comment c;
  assert_err(question(&m, &out), OK);
  assert_err(comment_by_id(m.blog->web->db, m.blog->arena, 1, &c), OK);
  expect_in(out.subject, "Harbour Notes");
  expect_in(out.text, "“Low <tide>”");
  expect_in(out.html, "Low &lt;tide&gt;");
  expect_in(out.text, "https://example.org/comment/follow/?t=");
  expect_not_in(out.text, c.author);
  expect_not_in(out.text, c.source);
  expect_not_in(out.text, "bea@");
  assert_null(out.unsubscribe);
  /* Nobody may be told before the answer. */
  assert_err(news(&m, &out), ERR_GONE);
  site_close(m.sender);
}

static void news_have_an_unsubscribe_link(void **state) {
  struct mailing m = make(*state, 5);
  struct mail_message out = {0};
  assert_err(news(&m, &out), OK);
  assert_string_equal(out.subject, "Comment on “Low <tide>”");
  expect_in(out.unsubscribe, "https://example.org/comment/follow/stop/?t=1.");
  expect_in(out.text, "?replytocom=");
  expect_in(out.text, "all new comments");
  expect_not_in(out.text, "bea@");
  assert_int_equal(out.article_id, m.follow.follow.article_id);
  assert_err(question(&m, &out), ERR_GONE);
  site_close(m.sender);
}

static void what_is_gone_is_not_sent(void **state) {
  struct blog *b = *state;
  struct mailing m = make(b, 5);
  struct mail_message out = {0};
  int64_t comment = m.mail.comment_id;
  m.mail.comment_id = 98765;
  assert_err(news(&m, &out), ERR_GONE);
  m.mail.comment_id = comment;
  assert_err(support_moderate(b->site, comment, COMMENT_SPAM), OK);
  assert_err(news(&m, &out), ERR_GONE);
  assert_err(support_moderate(b->site, comment, COMMENT_APPROVE), OK);
  m.mail.subject_id = 4711;
  assert_err(news(&m, &out), ERR_GONE);
  assert_err(question(&m, &out), ERR_GONE);
  site_close(m.sender);
}

static enum err compose_once(void *context) {
  struct mailing *m = context;
  struct arena *a = arena_new(1 << 20);
  struct mail_message out = {0};
  enum err e = a ? follow_mail_compose_news(m->sender, a, &m->mail, SUPPORT_DATE, &out)
                 : ERR_NOMEM;
  arena_free(a);
  return e;
}

static void without_memory_nothing_is_sent(void **state) {
  struct mailing m = make(*state, 5);
  fail_alloc_each(compose_once, &m);
  site_close(m.sender);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(the_question_has_no_words_of_readers),
      support_site_test(news_have_an_unsubscribe_link),
      support_site_test(what_is_gone_is_not_sent),
      support_site_test(without_memory_nothing_is_sent),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
