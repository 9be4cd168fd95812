#include "site/comments/moderate_by_link.h"

#include "fail_alloc.h"
#include "site/comments/comment_moderate.h"
#include "site/site_link.h"
#include "support_site.h"

struct linked {
  struct blog *blog;
  struct site *link;
  int64_t article, id;
};

static void begin(struct linked *l, struct blog *b, enum comment_status status) {
  struct article_input d = support_article_input("talk");
  *l = (struct linked){.blog = b, .article = support_save(b, &d)};
  l->id = support_comment(b, l->article, 0, status);
  assert_err(site_link_open(&l->link, b->web), OK);
}

static struct moderate_outcome order(struct linked *l, struct moderate_order o) {
  struct moderate_outcome out = {.result = MODERATE_REPLY_FAULTY};
  o.id = l->id;
  o.now = SUPPORT_DATE;
  assert_err(moderate_by_link(l->link, l->blog->arena, &o, &out), OK);
  return out;
}

static enum moderate_result set(
    struct linked *l, enum comment_status from, enum comment_status to) {
  return order(l, (struct moderate_order){.from = from, .to = to}).result;
}

static enum comment_status status(struct linked *l, int64_t id) {
  struct comment c = {0};
  assert_err(comment_by_id(l->blog->site->db, l->blog->arena, id, &c), OK);
  return c.status;
}

static void a_decision_and_its_undo(void **state) {
  struct linked l;
  begin(&l, *state, COMMENT_HOLD);
  assert_int_equal(set(&l, COMMENT_HOLD, COMMENT_APPROVE), MODERATE_DONE);
  assert_int_equal(support_article(l.blog, l.article).comment_count, 1);
  /* The form is sent twice. */
  assert_int_equal(set(&l, COMMENT_HOLD, COMMENT_APPROVE), MODERATE_BEFORE);
  assert_int_equal(set(&l, COMMENT_APPROVE, COMMENT_APPROVE), MODERATE_BEFORE);
  /* From the page as it was before. */
  assert_int_equal(set(&l, COMMENT_HOLD, COMMENT_SPAM), MODERATE_MEANWHILE);
  assert_int_equal(status(&l, l.id), COMMENT_APPROVE);
  assert_int_equal(set(&l, COMMENT_APPROVE, COMMENT_HOLD), MODERATE_DONE);
  assert_int_equal(support_article(l.blog, l.article).comment_count, 0);
  assert_int_equal(set(&l, COMMENT_HOLD, COMMENT_SPAM), MODERATE_DONE);
  assert_int_equal(
      support_number(l.blog, "SELECT count(*) FROM spam_learned WHERE class = 'spam'"),
      1);
  site_link_close(l.link);
}

static void a_reply_and_its_undo(void **state) {
  struct linked l;
  begin(&l, *state, COMMENT_HOLD);
  const struct moderate_order reply = {.from = COMMENT_HOLD, .reply = "Thank you."};
  struct moderate_outcome o = order(&l, reply);
  assert_int_equal(o.result, MODERATE_REPLIED);
  assert_int_equal(status(&l, l.id), COMMENT_APPROVE);
  assert_int_equal(status(&l, o.reply), COMMENT_APPROVE);
  assert_int_equal(order(&l, reply).result, MODERATE_REPLY_TWICE);
  o = order(
      &l, (struct moderate_order){
              .from = COMMENT_APPROVE, .to = COMMENT_HOLD, .undo_reply = o.reply});
  assert_int_equal(o.result, MODERATE_DONE);
  assert_int_equal(status(&l, l.id), COMMENT_HOLD);
  assert_int_equal(support_article(l.blog, l.article).comment_count, 0);
  assert_int_equal(
      support_number(l.blog, "SELECT count(*) FROM comment WHERE status = 'trash'"), 1);
  site_link_close(l.link);
}

/* The comment was approved before: only the reply goes. */
static void undoing_a_reply_leaves_the_comment(void **state) {
  struct linked l;
  begin(&l, *state, COMMENT_APPROVE);
  struct moderate_outcome o =
      order(&l, (struct moderate_order){.from = COMMENT_APPROVE, .reply = "Thanks."});
  o = order(
      &l, (struct moderate_order){
              .from = COMMENT_APPROVE, .to = COMMENT_APPROVE, .undo_reply = o.reply});
  assert_int_equal(o.result, MODERATE_DONE);
  assert_int_equal(status(&l, l.id), COMMENT_APPROVE);
  site_link_close(l.link);
}

static void what_cannot_be_replied_to(void **state) {
  struct linked l;
  begin(&l, *state, COMMENT_SPAM);
  assert_int_equal(
      order(&l, (struct moderate_order){.from = COMMENT_SPAM, .reply = "Hm."}).result,
      MODERATE_REPLY_REFUSED);
  struct moderate_outcome o =
      order(&l, (struct moderate_order){.from = COMMENT_SPAM, .reply = " "});
  assert_int_equal(o.result, MODERATE_REPLY_FAULTY);
  assert_int_equal(o.fault, COMMENT_FAULT_TEXT_MISSING);
  struct moderate_order gone = {.id = l.id, .from = COMMENT_SPAM, .to = COMMENT_TRASH};
  assert_err(comment_moderate_delete(l.blog->site, l.id), OK);
  assert_err(moderate_by_link(l.link, l.blog->arena, &gone, &o), ERR_NOT_FOUND);
  gone.reply = "Hello";
  assert_err(moderate_by_link(l.link, l.blog->arena, &gone, &o), ERR_NOT_FOUND);
  site_link_close(l.link);
}

static enum err approve_and_back(void *context) {
  struct linked *l = context;
  struct moderate_outcome o;
  struct moderate_order there = {
      .id = l->id, .from = COMMENT_HOLD, .to = COMMENT_APPROVE};
  struct moderate_order back = {
      .id = l->id, .from = COMMENT_APPROVE, .to = COMMENT_HOLD};
  enum err e = moderate_by_link(l->link, l->blog->arena, &there, &o);
  enum err undone = moderate_by_link(l->link, l->blog->arena, &back, &o);
  return e ? e : undone;
}

static void a_failed_allocation_changes_nothing(void **state) {
  struct linked l;
  begin(&l, *state, COMMENT_HOLD);
  fail_alloc_each(approve_and_back, &l);
  assert_int_equal(support_article(l.blog, l.article).comment_count, 0);
  site_link_close(l.link);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_decision_and_its_undo),
      support_site_test(a_reply_and_its_undo),
      support_site_test(undoing_a_reply_leaves_the_comment),
      support_site_test(what_cannot_be_replied_to),
      support_site_test(a_failed_allocation_changes_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
