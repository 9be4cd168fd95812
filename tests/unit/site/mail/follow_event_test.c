#include "site/mail/follow_event.h"

#include "base/clock.h"
#include "site/site_link.h"
#include "site/site_open.h"
#include "support_follow.h"

enum { MANY = 100 };

/* The sender of a blog that sends mail, and an article. */
struct mailing {
  struct blog *blog;
  struct site *sender;
  int64_t article;
};

static struct mailing open_mailing(struct blog *b) {
  struct article_input d = support_article_input("talk");
  struct mailing m = {b, support_sender(b), support_save(b, &d)};
  m.sender->settings.mail.follow = true;
  return m;
}

struct asking {
  int64_t comment, proof;
  const char *email;
};

static enum err request(struct db *s, void *context) {
  const struct asking *a = context;
  return follow_request_add(s, a->comment, a->email, FOLLOW_REPLIES, a->proof);
}

/* A comment, approved, whose sender asks for mail. Returns its ID. */
static int64_t ask(struct mailing *m, const char *email, int64_t proof) {
  struct asking a = {
      support_comment(m->blog, m->article, 0, COMMENT_APPROVE), proof, email};
  assert_err(txn_write(m->blog->web->db, request, &a), OK);
  return a.comment;
}

static void take(struct mailing *m, int64_t now) {
  struct arena *a = arena_new(1 << 20);
  assert_err(follow_event_take(m->sender, a, now), OK);
  arena_free(a);
}

static int64_t count(struct mailing *m, const char *sql) {
  return support_number(m->blog, sql);
}

static enum err confirm_all(struct db *s, void *context) {
  return follow_confirm(s, *(int64_t *)context, 5);
}

static void confirm(struct mailing *m, int64_t follower) {
  struct site *link = NULL;
  assert_err(site_link_open(&link, m->blog->web), OK);
  assert_err(txn_write(link->db, confirm_all, &follower), OK);
  site_link_close(link);
}

/* However many comments are sent with it. */
static void a_stranger_is_asked_once_a_day(void **state) {
  struct mailing m = open_mailing(*state);
  int64_t now = SUPPORT_DATE;
  for (int i = 0; i < MANY; i++)
    ask(&m, i % 2 ? "victim@example.org" : "Victim@Example.org", 0);
  take(&m, now);
  assert_int_equal(count(&m, "SELECT count(*) FROM mail"), 1);
  assert_int_equal(
      count(&m, "SELECT count(*) FROM mail WHERE kind = 'follow-confirm'"), 1);
  assert_int_equal(count(&m, "SELECT count(*) FROM follow_request"), 0);
  assert_int_equal(count(&m, "SELECT count(*) FROM follow"), MANY);
  ask(&m, "victim@example.org", 0);
  take(&m, now + CLOCK_HOUR);
  assert_int_equal(count(&m, "SELECT count(*) FROM mail"), 1);
  take(&m, now + CLOCK_DAY + 1);
  assert_int_equal(count(&m, "SELECT count(*) FROM mail"), 2);
  /* Nothing new was asked for. */
  take(&m, now + 2 * CLOCK_DAY + 2);
  assert_int_equal(count(&m, "SELECT count(*) FROM mail"), 2);
  assert_err(follow_event_forget(m.sender, now + 9 * CLOCK_DAY), OK);
  assert_int_equal(count(&m, "SELECT count(*) FROM follow"), 0);
  site_close(m.sender);
}

static void a_proved_reader_is_not_asked_again(void **state) {
  struct mailing m = open_mailing(*state);
  int64_t first = ask(&m, "ada@example.org", 0);
  take(&m, SUPPORT_DATE);
  /* The proof of a comment that nobody confirmed is none. */
  ask(&m, "ada@example.org", first);
  take(&m, SUPPORT_DATE + 1);
  assert_int_equal(count(&m, "SELECT count(*) FROM follow WHERE confirmed_at > 0"), 0);
  confirm(&m, count(&m, "SELECT id FROM follower"));
  ask(&m, "ada@example.org", first);
  /* Somebody else's proof proves nothing about this address. */
  ask(&m, "eve@example.org", first);
  take(&m, SUPPORT_DATE + 2);
  assert_int_equal(count(&m, "SELECT count(*) FROM follow WHERE confirmed_at > 0"), 3);
  assert_int_equal(count(&m, "SELECT count(*) FROM follow"), 4);
  assert_int_equal(count(&m, "SELECT count(*) FROM mail"), 2);
  site_close(m.sender);
}

static enum err refuse(struct db *s, void *context) {
  return follow_refuse(s, *(int64_t *)context, true);
}

static void who_refuses_is_never_asked(void **state) {
  struct mailing m = open_mailing(*state);
  struct site *link = NULL;
  ask(&m, "victim@example.org", 0);
  take(&m, SUPPORT_DATE);
  int64_t follower = count(&m, "SELECT id FROM follower");
  assert_err(site_link_open(&link, m.blog->web), OK);
  assert_err(txn_write(link->db, refuse, &follower), OK);
  site_link_close(link);
  assert_err(follow_event_forget(m.sender, SUPPORT_DATE + 90 * CLOCK_DAY), OK);
  ask(&m, "victim@example.org", 0);
  take(&m, SUPPORT_DATE + 91 * CLOCK_DAY);
  assert_int_equal(count(&m, "SELECT count(*) FROM mail"), 1);
  assert_int_equal(count(&m, "SELECT count(*) FROM follow"), 0);
  site_close(m.sender);
}

struct expansion {
  struct mailing *mailing;
  struct mail_event event;
  int64_t now;
};

static enum err expand(struct db *s, void *context) {
  struct expansion *x = context;
  (void)s;
  return follow_event_expand(
      x->mailing->sender, x->mailing->blog->arena, &x->event, x->now);
}

static void tell(struct mailing *m, int64_t comment, int64_t now) {
  struct expansion x = {m, {.kind = FOLLOW_EVENT_NEWS, .comment_id = comment}, now};
  assert_err(txn_write(m->sender->db, expand, &x), OK);
}

static void a_follower_is_told_once(void **state) {
  struct mailing m = open_mailing(*state);
  struct blog *b = m.blog;
  static const char news[] = "SELECT count(*) FROM mail WHERE kind = 'follow'";
  int64_t now = SUPPORT_DATE + CLOCK_HOUR;
  int64_t first = ask(&m, "bob@example.org", 0), second = ask(&m, "bob@example.org", 0);
  take(&m, now);
  int64_t reply = support_comment(b, m.article, first, COMMENT_APPROVE);
  tell(&m, reply, now);
  assert_int_equal(count(&m, news), 0);
  confirm(&m, count(&m, "SELECT id FROM follower"));
  tell(&m, reply, now);
  tell(&m, reply, now);
  assert_int_equal(count(&m, news), 1);
  assert_int_equal(
      count(&m, "SELECT comment_id FROM mail WHERE kind = 'follow'"), reply);
  tell(&m, support_comment(b, m.article, second, COMMENT_HOLD), now);
  tell(&m, support_comment(b, m.article, 0, COMMENT_APPROVE), now);
  tell(&m, 987654, now);
  int64_t late = support_comment(b, m.article, second, COMMENT_APPROVE);
  tell(&m, late, now + 400 * CLOCK_DAY);
  assert_int_equal(count(&m, news), 1);
  m.sender->settings.mail.follow = false;
  tell(&m, late, now);
  assert_int_equal(count(&m, news), 1);
  site_close(m.sender);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_stranger_is_asked_once_a_day),
      support_site_test(a_proved_reader_is_not_asked_again),
      support_site_test(who_refuses_is_never_asked),
      support_site_test(a_follower_is_told_once),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
