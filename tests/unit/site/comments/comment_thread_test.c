#include "site/comments/comment_thread.h"

#include "fail_alloc.h"
#include "support_site.h"

static int64_t add_post(struct blog *b) {
  const struct article_input input = support_article_input("talk");
  return support_save(b, &input);
}

static void replies_have_the_ranks_after_their_comment(void **state) {
  struct blog *b = *state;
  struct comment_thread t;
  int64_t article = add_post(b);
  int64_t first = support_comment(b, article, 0, COMMENT_APPROVE);
  int64_t second = support_comment(b, article, 0, COMMENT_APPROVE);
  int64_t reply = support_comment(b, article, first, COMMENT_APPROVE);
  int64_t held = support_comment(b, article, first, COMMENT_HOLD);
  assert_err(comment_thread_read(b->web, b->arena, article, NULL, &t), OK);
  assert_int_equal(t.count, 3);
  assert_int_equal(comment_thread_rank(&t, first), 0);
  assert_int_equal(comment_thread_rank(&t, reply), 1);
  assert_int_equal(comment_thread_rank(&t, second), 2);
  assert_int_equal(comment_thread_rank(&t, held), -1);
}

static void a_comment_that_is_not_approved_has_its_place_too(void **state) {
  struct blog *b = *state;
  struct comment_thread t;
  int64_t article = add_post(b);
  int64_t held = support_comment(b, article, 0, COMMENT_HOLD);
  int64_t first = support_comment(b, article, 0, COMMENT_APPROVE);
  const struct comment_place place = {held, 0}, approved = {first, 0};
  assert_err(comment_thread_read(b->web, b->arena, article, &place, &t), OK);
  assert_int_equal(t.count, 2);
  assert_int_equal(comment_thread_rank(&t, held), 0);
  /* One that was approved in the meantime is not there twice. */
  assert_err(comment_thread_read(b->web, b->arena, article, &approved, &t), OK);
  assert_int_equal(t.count, 1);
}

struct reading {
  struct site *site;
  int64_t article;
};

static enum err read_thread(void *context) {
  const struct reading *r = context;
  const struct comment_place extra = {99, 0};
  struct comment_thread t;
  struct arena *a = arena_new(1 << 20);
  enum err e = a ? comment_thread_read(r->site, a, r->article, &extra, &t) : ERR_NOMEM;
  arena_free(a);
  return e;
}

static void failing_memory_is_reported(void **state) {
  struct blog *b = *state;
  struct reading r = {b->web, add_post(b)};
  support_comment(b, r.article, 0, COMMENT_APPROVE);
  assert_true(fail_alloc_each(read_thread, &r) > 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(replies_have_the_ranks_after_their_comment),
      support_site_test(a_comment_that_is_not_approved_has_its_place_too),
      support_site_test(failing_memory_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
