#include "cli/moderation/session.h"

#include "fail_alloc.h"
#include "moderation_support.h"
#include "site/comments/comment_moderate.h"

static const struct comment_queue_filter held = {COMMENT_HOLD, 0};

static void others_decide_meanwhile(void **state) {
  struct blog *b = *state;
  struct session s;
  int64_t post = moderation_article(b);
  for (int i = 0; i < 3; i++)
    support_comment(b, post, 0, COMMENT_HOLD);
  assert_err(session_open(&s, b->site, &held), OK);
  assert_true(s.has_item);
  assert_int_equal(s.item.comment.id, 1);
  s.scroll = 5;
  session_look(&s);
  assert_int_equal(s.scroll, 5);
  assert_err(support_moderate(b->site, 1, COMMENT_APPROVE), OK);
  assert_err(comment_moderate_delete(b->site, 2), OK);
  session_look(&s);
  assert_int_equal(s.item.comment.id, 3);
  assert_int_equal(s.scroll, 0);
  assert_true(s.alert);
  assert_string_equal(s.message, "Comment 2 was deleted meanwhile.");
  assert_err(support_moderate(b->site, 3, COMMENT_SPAM), OK);
  session_look(&s);
  assert_false(s.has_item);
  assert_int_equal(queue_left(&s.queue), 0);
  int64_t fourth = support_comment(b, post, 0, COMMENT_HOLD);
  session_look(&s);
  assert_true(s.has_item);
  assert_int_equal(s.item.comment.id, fourth);
  session_layout(&s, 80, 24, false);
  assert_true(s.page.lines.count > 3);
  session_close(&s);
}

static void messages(void **state) {
  struct session s = {.alert = false};
  (void)state;
  session_fail_with(&s, "Not saved", ERR_BUSY);
  assert_true(s.alert);
  assert_string_equal(
      s.message, "Not saved: the database is locked by another process");
  session_say(&s, "%d left", 3);
  assert_false(s.alert);
  assert_string_equal(s.message, "3 left");
}

static enum err open_and_show(void *context) {
  struct blog *b = context;
  struct session s;
  enum err e = session_open(&s, b->site, &held);
  if (!e)
    session_layout(&s, 80, 24, false);
  /* What could not be read is not shown, and so is not decided. */
  if (!e && !s.has_item)
    e = ERR_NOMEM;
  session_close(&s);
  return e;
}

static void failing_memory_shows_nothing(void **state) {
  struct blog *b = *state;
  support_comment(b, moderation_article(b), 0, COMMENT_HOLD);
  fail_alloc_each(open_and_show, b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(others_decide_meanwhile),
      cmocka_unit_test(messages),
      support_site_test(failing_memory_shows_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
