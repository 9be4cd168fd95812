#include "cli/moderation/queue.h"

#include "fail_alloc.h"
#include "site/comments/comment_moderate.h"
#include "support_site.h"

static const struct queue_step nothing = {.undo = NULL};

static struct queue opened(struct blog *b) {
  struct queue q;
  const struct comment_queue_filter held = {COMMENT_HOLD, 0};
  assert_err(queue_open(&q, b->site, &held), OK);
  return q;
}

static int64_t article(struct blog *b) {
  struct article_input d = support_article_input("talk");
  return support_save(b, &d);
}

static void decide(struct queue *q, enum comment_status to) {
  size_t done = 0;
  struct comment_decision d = {.id = queue_current(q), .from = COMMENT_HOLD, .to = to};
  assert_err(queue_decide(q, &d, 1, nothing, &done), OK);
}

static int64_t number_of(struct blog *b, const char *status) {
  return support_number(
      b, arena_printf(
             b->arena, "SELECT count(*) FROM comment WHERE status = '%s'", status));
}

static void the_queue_goes_on_and_back(void **state) {
  struct blog *b = *state;
  int64_t post = article(b);
  for (int i = 0; i < 3; i++)
    support_comment(b, post, 0, COMMENT_HOLD);
  struct queue q = opened(b);
  assert_int_equal(queue_current(&q), 1);
  decide(&q, COMMENT_SPAM);
  assert_int_equal(queue_current(&q), 2);
  assert_int_equal(queue_left(&q), 2);
  queue_next(&q);
  decide(&q, COMMENT_TRASH);
  assert_int_equal(queue_current(&q), 0);
  assert_true(queue_back(&q) && queue_back(&q) && queue_back(&q));
  assert_false(queue_back(&q));
  /* Going on passes over what is decided. */
  queue_next(&q);
  assert_int_equal(queue_current(&q), 2);
  queue_next(&q);
  assert_int_equal(queue_current(&q), 0);
  queue_next(&q);
  assert_int_equal(queue_current(&q), 0);
  queue_close(&q);
}

static void a_new_comment_appears_at_the_end(void **state) {
  struct blog *b = *state;
  int64_t post = article(b);
  size_t added = 9;
  struct queue q = opened(b);
  assert_int_equal(queue_current(&q), 0);
  support_comment(b, post, 0, COMMENT_SPAM);
  support_comment(b, post, 0, COMMENT_HOLD);
  assert_err(queue_refresh(&q, &added), OK);
  assert_int_equal(added, 1);
  assert_int_equal(queue_current(&q), 2);
  assert_err(queue_refresh(&q, &added), OK);
  assert_int_equal(added, 0);
  queue_close(&q);
}

static void everything_can_be_undone(void **state) {
  struct blog *b = *state;
  int64_t post = article(b);
  struct queue_undone undone;
  for (int i = 0; i < 200; i++)
    support_comment(b, post, 0, COMMENT_HOLD);
  struct queue q = opened(b);
  for (int i = 0; i < 200; i++)
    decide(&q, i % 2 ? COMMENT_APPROVE : COMMENT_SPAM);
  assert_int_equal(number_of(b, "hold"), 0);
  assert_int_equal(support_article(b, post).comment_count, 100);
  for (int i = 200; i > 0; i--) {
    assert_err(queue_undo_last(&q, &undone), OK);
    assert_int_equal(undone.restored, 1);
    assert_int_equal(queue_current(&q), i);
  }
  assert_int_equal(number_of(b, "hold"), 200);
  assert_int_equal(support_article(b, post).comment_count, 0);
  assert_int_equal(queue_left(&q), 200);
  assert_err(queue_undo_last(&q, &undone), ERR_NOT_FOUND);
  queue_close(&q);
}

static void a_batch_is_undone_at_once_but_not_what_others_did(void **state) {
  struct blog *b = *state;
  int64_t post = article(b);
  struct comment_decision all[4];
  struct queue_undone undone;
  size_t done = 0;
  for (int i = 0; i < 4; i++) {
    support_comment(b, post, 0, COMMENT_HOLD);
    all[i] = (struct comment_decision){
        .id = i + 1, .from = COMMENT_HOLD, .to = COMMENT_SPAM};
  }
  struct queue q = opened(b);
  assert_err(support_moderate(b->site, 4, COMMENT_APPROVE), OK);
  assert_err(queue_decide(&q, all, 4, nothing, &done), OK);
  assert_int_equal(done, 3);
  assert_int_equal(queue_current(&q), 0);
  assert_err(comment_moderate_delete(b->site, 3), OK);
  assert_err(support_moderate(b->site, 2, COMMENT_TRASH), OK);
  assert_err(queue_undo_last(&q, &undone), OK);
  assert_int_equal(undone.restored, 1);
  assert_int_equal(undone.changed, 2);
  assert_int_equal(queue_current(&q), 1);
  assert_int_equal(number_of(b, "approve"), 1);
  assert_int_equal(number_of(b, "trash"), 1);
  queue_close(&q);
}

static enum err step_undo(struct site *site, void *context, char *said) {
  int *calls = context;
  (void)site;
  snprintf(said, QUEUE_SAID, "call %d", ++*calls);
  return *calls == 1 ? ERR_BUSY : OK;
}

static void a_step_that_fails_is_undone_later(void **state) {
  struct blog *b = *state;
  struct queue_undone undone;
  size_t done = 9;
  support_comment(b, article(b), 0, COMMENT_HOLD);
  struct queue q = opened(b);
  struct queue_step step = {step_undo, calloc(1, sizeof(int)), 0};
  assert_err(queue_decide(&q, NULL, 0, step, &done), OK);
  assert_int_equal(done, 0);
  assert_int_equal(queue_current(&q), 1);
  assert_err(queue_undo_last(&q, &undone), ERR_BUSY);
  assert_string_equal(undone.said, "call 1");
  assert_err(queue_undo_last(&q, &undone), OK);
  assert_string_equal(undone.said, "call 2");
  assert_int_equal(undone.restored, 0);
  assert_err(queue_undo_last(&q, &undone), ERR_NOT_FOUND);
  queue_close(&q);
}

static enum err decided_undo(struct site *site, void *context, char *said) {
  (void)site;
  (void)context;
  *said = '\0';
  return OK;
}

static void a_step_may_decide_by_itself(void **state) {
  struct blog *b = *state;
  struct queue_undone undone;
  size_t done;
  int64_t post = article(b);
  support_comment(b, post, 0, COMMENT_HOLD);
  support_comment(b, post, 0, COMMENT_HOLD);
  struct queue q = opened(b);
  struct queue_step step = {decided_undo, NULL, 1};
  assert_err(queue_decide(&q, NULL, 0, step, &done), OK);
  assert_int_equal(queue_current(&q), 2);
  assert_int_equal(queue_left(&q), 1);
  assert_err(queue_undo_last(&q, &undone), OK);
  assert_int_equal(queue_current(&q), 1);
  assert_int_equal(queue_left(&q), 2);
  queue_close(&q);
}

static enum err session(void *context) {
  struct blog *b = context;
  struct queue q;
  size_t done = 0;
  struct queue_undone undone;
  const struct comment_queue_filter held = {COMMENT_HOLD, 0};
  /* A run that failed may have left it as spam. */
  enum err e = support_moderate(b->site, 1, COMMENT_HOLD);
  if (e)
    return e;
  e = queue_open(&q, b->site, &held);
  struct comment_decision d = {.id = 1, .from = COMMENT_HOLD, .to = COMMENT_SPAM};
  if (!e)
    e = queue_decide(&q, &d, 1, nothing, &done);
  if (!e)
    e = queue_undo_last(&q, &undone);
  queue_close(&q);
  return e;
}

static void failing_memory_loses_nothing(void **state) {
  struct blog *b = *state;
  support_comment(b, article(b), 0, COMMENT_HOLD);
  fail_alloc_each(session, b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(the_queue_goes_on_and_back),
      support_site_test(a_new_comment_appears_at_the_end),
      support_site_test(everything_can_be_undone),
      support_site_test(a_batch_is_undone_at_once_but_not_what_others_did),
      support_site_test(a_step_that_fails_is_undone_later),
      support_site_test(a_step_may_decide_by_itself),
      support_site_test(failing_memory_loses_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
