#include "site/comments/comment_move.h"

#include "fail_alloc.h"
#include "support_site.h"

enum { DEEP = 200 };

/* Two articles; the first has a thread of a comment, a reply to it, and a reply to
 * that. */
struct threads {
  struct blog *blog;
  int64_t from, to, ids[3];
};

static int64_t add(const struct threads *t, int64_t parent) {
  int64_t id = support_comment(t->blog, t->from, parent, COMMENT_HOLD);
  assert_err(support_moderate(t->blog->site, id, COMMENT_APPROVE), OK);
  return id;
}

static struct threads threads(void **state) {
  struct article_input one = support_article_input("one");
  struct article_input two = support_article_input("two");
  struct threads t = {.blog = *state};
  t.from = support_save(t.blog, &one);
  t.to = support_save(t.blog, &two);
  for (int i = 0; i < 3; i++)
    t.ids[i] = add(&t, i ? t.ids[i - 1] : 0);
  return t;
}

static struct comment comment(const struct threads *t, int i) {
  struct comment c = {0};
  assert_err(comment_by_id(t->blog->site->db, t->blog->arena, t->ids[i], &c), OK);
  return c;
}

static void counts(const struct threads *t, int from, int to) {
  assert_int_equal(support_article(t->blog, t->from).comment_count, from);
  assert_int_equal(support_article(t->blog, t->to).comment_count, to);
}

static void a_thread_moves_as_a_whole(void **state) {
  struct threads t = threads(state);
  assert_err(support_moderate(t.blog->site, t.ids[2], COMMENT_SPAM), OK);
  int64_t left = support_revision(t.blog, DEP_COMMENTS, t.from);
  int64_t reached = support_revision(t.blog, DEP_COMMENTS, t.to);
  struct comment_move item = {.id = t.ids[0]};
  assert_err(comment_move(t.blog->site, t.to, &item, 1), OK);
  assert_err(item.result, OK);
  assert_int_equal(item.replies, 2);
  assert_false(item.is_detached);
  for (int i = 0; i < 3; i++) {
    assert_int_equal(comment(&t, i).article_id, t.to);
    assert_int_equal(comment(&t, i).parent_id, i ? t.ids[i - 1] : 0);
  }
  counts(&t, 0, 2);
  assert_true(support_revision(t.blog, DEP_COMMENTS, t.from) > left);
  assert_true(support_revision(t.blog, DEP_COMMENTS, t.to) > reached);
}

static void a_reply_leaves_the_thread_with_those_below_it(void **state) {
  struct threads t = threads(state);
  struct comment_move item = {.id = t.ids[1]};
  assert_err(comment_move(t.blog->site, t.to, &item, 1), OK);
  assert_int_equal(item.replies, 1);
  assert_true(item.is_detached);
  assert_int_equal(comment(&t, 0).article_id, t.from);
  assert_int_equal(comment(&t, 1).parent_id, 0);
  assert_int_equal(comment(&t, 2).parent_id, t.ids[1]);
  counts(&t, 1, 2);
  assert_err(comment_move(t.blog->site, t.from, &item, 1), OK);
  assert_false(item.is_detached);
  counts(&t, 3, 0);
}

/* All comments of an article can be named without sorting them. */
static void any_order_keeps_the_thread(void **state) {
  static const int orders[][3] = {{0, 1, 2}, {2, 1, 0}, {1, 0, 1}, {2, 0, 2}};
  struct threads t = threads(state);
  int64_t to = t.to, from = t.from;
  for (size_t k = 0; k < sizeof orders / sizeof orders[0]; k++) {
    struct comment_move items[3] = {{0}};
    for (int i = 0; i < 3; i++)
      items[i].id = t.ids[orders[k][i]];
    assert_err(comment_move(t.blog->site, to, items, 3), OK);
    for (int i = 0; i < 3; i++) {
      assert_err(items[i].result, OK);
      assert_false(items[i].is_detached);
      assert_int_equal(comment(&t, i).article_id, to);
      assert_int_equal(comment(&t, i).parent_id, i ? t.ids[i - 1] : 0);
    }
    /* Each reply counts once: where it was moved first. */
    assert_int_equal(items[0].replies, k == 0 ? 2 : k == 2 ? 1 : 0);
    assert_int_equal(items[1].replies, k == 3 ? 1 : 0);
    assert_int_equal(items[2].replies, 0);
    int64_t other = to;
    to = from;
    from = other;
  }
  counts(&t, 3, 0);
}

static void what_cannot_move_changes_nothing(void **state) {
  struct threads t = threads(state);
  struct comment_move items[3] = {{.id = 99}, {.id = t.ids[0]}, {.id = t.ids[1]}};
  int64_t before = support_revision(t.blog, DEP_COMMENTS, t.from);
  assert_err(comment_move(t.blog->site, 99, items, 3), ERR_NOT_FOUND);
  assert_err(comment_move(t.blog->site, t.from, items, 3), OK);
  assert_err(items[0].result, ERR_NOT_FOUND);
  assert_err(items[1].result, ERR_EXISTS);
  assert_err(items[2].result, ERR_EXISTS);
  assert_int_equal(support_revision(t.blog, DEP_COMMENTS, t.from), before);
  assert_int_equal(comment(&t, 1).parent_id, t.ids[0]);
  /* One that is missing does not stop the others. */
  assert_err(comment_move(t.blog->site, t.to, items, 3), OK);
  assert_err(items[0].result, ERR_NOT_FOUND);
  assert_int_equal(comment(&t, 2).article_id, t.to);
}

static void comments_that_nobody_sees_evict_nothing(void **state) {
  struct threads t = threads(state);
  struct comment_move item = {.id = support_comment(t.blog, t.from, 0, COMMENT_HOLD)};
  int64_t before = support_revision(t.blog, DEP_COMMENTS, t.from);
  assert_err(comment_move(t.blog->site, t.to, &item, 1), OK);
  assert_int_equal(support_revision(t.blog, DEP_COMMENTS, t.from), before);
  counts(&t, 3, 0);
}

static void deep_threads_and_circles_end(void **state) {
  struct threads t = threads(state);
  int64_t last = t.ids[2];
  for (int i = 3; i < DEEP; i++)
    last = support_comment(t.blog, t.from, last, COMMENT_HOLD);
  support_number(t.blog, "UPDATE comment SET parent_id = (SELECT max(id) FROM comment)"
                         " WHERE id = 1 RETURNING 1");
  struct comment_move item = {.id = t.ids[0]};
  assert_err(comment_move(t.blog->site, t.to, &item, 1), OK);
  assert_int_equal(item.replies, DEEP - 1);
  assert_int_equal(
      support_number(t.blog, "SELECT count(*) FROM comment WHERE article_id = 1"), 0);
}

static enum err move_once(void *context) {
  const struct threads *t = context;
  struct comment_move item = {.id = t->ids[0]};
  enum err e = comment_move(t->blog->site, t->to, &item, 1);
  if (e)
    counts(t, 3, 0);
  return e;
}

static void a_failed_allocation_moves_nothing(void **state) {
  struct threads t = threads(state);
  fail_alloc_each(move_once, &t);
  counts(&t, 0, 3);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_thread_moves_as_a_whole),
      support_site_test(a_reply_leaves_the_thread_with_those_below_it),
      support_site_test(any_order_keeps_the_thread),
      support_site_test(what_cannot_move_changes_nothing),
      support_site_test(comments_that_nobody_sees_evict_nothing),
      support_site_test(deep_threads_and_circles_end),
      support_site_test(a_failed_allocation_moves_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
