#include "site/comments/own_edit.h"

#include "base/clock.h"
#include "fail_alloc.h"
#include "site/comments/comment_moderate.h"
#include "site/site_link.h"
#include "support_site.h"

#include <string.h>

struct edited {
  struct blog *blog;
  struct site *link;
  int64_t article, id;
  struct own_edit in;
};

/* The settings are copied when the link is opened. */
static void begin(struct edited *t, struct blog *b, enum comment_status status) {
  struct article_input d = support_article_input("talk");
  struct comment c;
  *t = (struct edited){.blog = b, .article = support_save(b, &d)};
  t->id = support_comment(b, t->article, 0, status);
  assert_err(comment_by_id(b->site->db, b->arena, t->id, &c), OK);
  b->web->settings.moderation = MODERATION_RULES;
  b->web->settings.hold_score = 0;
  b->web->settings.spam_score = 0;
  b->web->settings.block_words = "casino";
  assert_err(site_link_open(&t->link, b->web), OK);
  t->in = (struct own_edit){.id = t->id,
      .author = "Ada",
      .comment = "Better",
      .address = "192.0.2.1",
      .now = c.created_at + CLOCK_SECOND};
}

static enum own_result edit(struct edited *t, const char *text) {
  struct own_outcome o;
  struct comment c;
  assert_err(comment_by_id(t->blog->site->db, t->blog->arena, t->id, &c), OK);
  t->in.rev = c.edited_at;
  t->in.comment = text;
  assert_err(own_edit(t->link, t->blog->arena, &t->in, &o), OK);
  return o.result;
}

static enum comment_status status(struct edited *t) {
  struct comment c = {0};
  assert_err(comment_by_id(t->blog->site->db, t->blog->arena, t->id, &c), OK);
  return c.status;
}

static void the_rules_only_lower(void **state) {
  static const struct {
    enum comment_status from;
    const char *text;
    enum comment_status to;
  } cases[] = {
      {COMMENT_APPROVE, "Fine", COMMENT_APPROVE},
      {COMMENT_APPROVE, "http://a http://b http://c", COMMENT_HOLD},
      {COMMENT_APPROVE, "The casino", COMMENT_SPAM},
      {COMMENT_HOLD, "Fine", COMMENT_HOLD},
      {COMMENT_HOLD, "The casino", COMMENT_SPAM},
      {COMMENT_SPAM, "Fine", COMMENT_SPAM},
      {COMMENT_SPAM, "http://a http://b http://c", COMMENT_SPAM},
  };
  struct edited t;
  begin(&t, *state, COMMENT_HOLD);
  t.link->settings.mail.from = "blog@example.org";
  t.link->settings.mail.notices = NOTICES_IMMEDIATELY;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    assert_err(support_moderate(t.blog->site, t.id, cases[i].from), OK);
    t.in.now += CLOCK_SECOND;
    assert_int_equal(edit(&t, cases[i].text), OWN_DONE);
    if (status(&t) != cases[i].to)
      fail_msg("case %zu: %s", i, comment_status_name(status(&t)));
    assert_int_equal(support_article(t.blog, t.article).comment_count,
        status(&t) == COMMENT_APPROVE);
  }
  /* The owner is told of the one that was approved and waits now. */
  assert_int_equal(
      support_number(t.blog, "SELECT count(*) FROM mail_event WHERE subject_id > 0"),
      1);
  site_link_close(t.link);
}

static void spam_cannot_make_the_filter_forget(void **state) {
  static const char count[] = "SELECT count(*) FROM spam_learned WHERE class = 'spam'";
  struct edited t;
  begin(&t, *state, COMMENT_HOLD);
  assert_err(support_moderate(t.blog->site, t.id, COMMENT_SPAM), OK);
  assert_int_equal(support_number(t.blog, count), 1);
  assert_int_equal(edit(&t, "Innocent words"), OWN_DONE);
  assert_int_equal(support_number(t.blog, count), 1);
  assert_err(support_moderate(t.blog->site, t.id, COMMENT_APPROVE), OK);
  t.in.now += CLOCK_SECOND;
  assert_int_equal(edit(&t, "Other words"), OWN_DONE);
  assert_int_equal(support_number(t.blog, "SELECT count(*) FROM spam_learned"), 0);
  site_link_close(t.link);
}

static void what_is_refused(void **state) {
  struct edited t;
  struct own_outcome o;
  begin(&t, *state, COMMENT_APPROVE);
  assert_int_equal(edit(&t, " "), OWN_FAULTY);
  t.in.comment = "Better";
  t.in.rev = 5;
  assert_err(own_edit(t.link, t.blog->arena, &t.in, &o), OK);
  assert_int_equal(o.result, OWN_MEANWHILE);
  assert_int_equal(o.rev, 0);
  const int64_t now = t.in.now;
  t.in.now += CLOCK_HOUR;
  assert_int_equal(edit(&t, "Better"), OWN_OVER);
  t.in.now = now;
  /* flood_seconds have not passed. */
  assert_err(own_withdraw(t.link, t.blog->arena, t.id, now, &o), OK);
  assert_int_equal(o.result, OWN_TOO_QUICK);
  assert_int_equal(o.retry_after, 15);
  assert_err(
      own_withdraw(t.link, t.blog->arena, t.id, now + 30 * CLOCK_SECOND, &o), OK);
  assert_int_equal(o.result, OWN_DONE);
  assert_err(own_edit(t.link, t.blog->arena, &t.in, &o), OK);
  assert_int_equal(o.result, OWN_GONE);
  assert_string_equal(o.comment, "Better");
  site_link_close(t.link);
}

static enum err edit_once(void *context) {
  struct edited *t = context;
  struct own_outcome o;
  struct comment c;
  enum err e = comment_by_id(t->link->db, t->blog->arena, t->id, &c);
  t->in.rev = e ? 0 : c.edited_at;
  t->in.now++;
  t->in.comment = !e && strcmp(c.source, "One") == 0 ? "Two" : "One";
  if (!e)
    e = own_edit(t->link, t->blog->arena, &t->in, &o);
  arena_reset(t->blog->arena);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  struct edited t;
  begin(&t, *state, COMMENT_APPROVE);
  t.link->settings.network_limit = 0;
  fail_alloc_each(edit_once, &t);
  site_link_close(t.link);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(the_rules_only_lower),
      support_site_test(spam_cannot_make_the_filter_forget),
      support_site_test(what_is_refused),
      support_site_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
