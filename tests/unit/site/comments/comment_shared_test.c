#include "site/comments/comment_shared.h"

#include "fail_alloc.h"
#include "support_site.h"

/* Three translations, 1 to 3, and an article alone, 4. */
static void add_articles(struct blog *b) {
  static int line;
  static const char *const langs[] = {"en", "de", "es", NULL};
  for (size_t i = 0; i < 4; i++) {
    struct article_input in =
        support_article_input(arena_printf(b->arena, "post-%zu", i + 1));
    const char *of = "post-1";
    in.lang = langs[i];
    if (i == 1 || i == 2)
      in.translations = (struct front_matter_list){&of, &line, 1};
    assert_int_equal(support_save(b, &in), i + 1);
  }
}

static bool has(struct blog *b, int64_t article, int64_t other) {
  bool out = false;
  assert_err(comment_shared_has(b->web, b->arena, article, other, &out), OK);
  return out;
}

static int64_t count(struct blog *b, int64_t article) {
  int64_t out = -1;
  assert_err(comment_shared_count(b->web, b->arena, article, &out), OK);
  return out;
}

static void only_if_the_setting_says_so(void **state) {
  struct blog *b = *state;
  add_articles(b);
  support_comment(b, 1, 0, COMMENT_APPROVE);
  support_comment(b, 2, 0, COMMENT_APPROVE);
  support_comment(b, 4, 0, COMMENT_APPROVE);
  assert_true(has(b, 1, 1));
  assert_false(has(b, 1, 2));
  assert_int_equal(count(b, 1), 1);
  b->web->settings.shares_comments = true;
  assert_true(has(b, 1, 2) && has(b, 2, 1) && has(b, 3, 1));
  assert_false(has(b, 1, 4) || has(b, 4, 1));
  assert_int_equal(count(b, 3), 2);
  assert_int_equal(count(b, 4), 1);
}

static void places_are_in_the_order_of_their_ids(void **state) {
  struct blog *b = *state;
  struct comment_place *list = NULL;
  size_t n = 0;
  int64_t ids[4];
  b->web->settings.shares_comments = true;
  add_articles(b);
  ids[0] = support_comment(b, 3, 0, COMMENT_APPROVE);
  ids[1] = support_comment(b, 1, 0, COMMENT_APPROVE);
  support_comment(b, 2, 0, COMMENT_HOLD);
  ids[2] = support_comment(b, 2, 0, COMMENT_APPROVE);
  ids[3] = support_comment(b, 1, ids[1], COMMENT_APPROVE);
  assert_err(comment_shared_places(b->web, b->arena, 2, &list, &n), OK);
  assert_int_equal(n, 4);
  for (size_t i = 0; i < n; i++)
    assert_int_equal(list[i].id, ids[i]);
  assert_int_equal(list[3].parent_id, ids[1]);
}

static void the_newest_places_of_all(void **state) {
  struct blog *b = *state;
  struct comment_place *list = NULL;
  size_t n = 0;
  bool alone = true;
  b->web->settings.shares_comments = true;
  add_articles(b);
  support_comment(b, 1, 0, COMMENT_APPROVE);
  int64_t second = support_comment(b, 2, 0, COMMENT_APPROVE);
  int64_t third = support_comment(b, 1, 0, COMMENT_APPROVE);
  assert_err(comment_shared_places_from(b->web, b->arena, 3, second, 2, &list, &n), OK);
  assert_int_equal(n, 2);
  assert_int_equal(list[0].id + list[1].id, second + third);
  support_comment(b, 3, 0, COMMENT_APPROVE);
  assert_err(comment_shared_places_from(b->web, b->arena, 3, second, 2, &list, &n), OK);
  assert_true(n > 2);
  assert_err(comment_shared_is_alone(b->web, b->arena, 3, &alone), OK);
  assert_false(alone);
  assert_err(comment_shared_is_alone(b->web, b->arena, 4, &alone), OK);
  assert_true(alone);
  b->web->settings.shares_comments = false;
  assert_err(comment_shared_is_alone(b->web, b->arena, 3, &alone), OK);
  assert_true(alone);
}

static void the_newest_of_all(void **state) {
  struct blog *b = *state;
  struct comment *list = NULL;
  size_t n = 0;
  b->web->settings.shares_comments = true;
  add_articles(b);
  int64_t first = support_comment(b, 1, 0, COMMENT_APPROVE);
  int64_t second = support_comment(b, 2, 0, COMMENT_APPROVE);
  int64_t third = support_comment(b, 1, 0, COMMENT_APPROVE);
  assert_err(comment_shared_newest(b->web, b->arena, 3, 2, &list, &n), OK);
  assert_int_equal(n, 2);
  assert_int_equal(list[0].id, third);
  assert_int_equal(list[1].id, second);
  /* 0: of all articles, once each. */
  assert_err(comment_shared_newest(b->web, b->arena, 0, 9, &list, &n), OK);
  assert_int_equal(n, 3);
  assert_int_equal(list[2].id, first);
}

/* The pages of the others change with a comment. */
static void a_comment_raises_the_revision_of_all(void **state) {
  struct blog *b = *state;
  add_articles(b);
  int64_t before = support_revision(b, DEP_COMMENTS, 3);
  int64_t alone = support_revision(b, DEP_COMMENTS, 4);
  int64_t id = support_comment(b, 1, 0, COMMENT_HOLD);
  assert_err(support_moderate(b->site, id, COMMENT_APPROVE), OK);
  assert_true(support_revision(b, DEP_COMMENTS, 3) > before);
  assert_int_equal(support_revision(b, DEP_COMMENTS, 4), alone);
}

static enum err read_all(void *context) {
  struct blog *b = context;
  struct comment_place *list = NULL;
  struct comment *newest = NULL;
  size_t n = 0;
  int64_t all = 0;
  bool shown;
  struct arena *a = arena_new(1 << 20);
  enum err e = a ? comment_shared_places(b->web, a, 2, &list, &n) : ERR_NOMEM;
  if (!e)
    e = comment_shared_newest(b->web, a, 2, 5, &newest, &n);
  if (!e)
    e = comment_shared_count(b->web, a, 2, &all);
  if (!e)
    e = comment_shared_has(b->web, a, 2, 4, &shown);
  arena_free(a);
  return e;
}

static void failing_memory_is_reported(void **state) {
  struct blog *b = *state;
  b->web->settings.shares_comments = true;
  add_articles(b);
  support_comment(b, 1, 0, COMMENT_APPROVE);
  support_comment(b, 2, 0, COMMENT_APPROVE);
  assert_true(fail_alloc_each(read_all, b) > 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(only_if_the_setting_says_so),
      support_site_test(places_are_in_the_order_of_their_ids),
      support_site_test(the_newest_places_of_all),
      support_site_test(the_newest_of_all),
      support_site_test(a_comment_raises_the_revision_of_all),
      support_site_test(failing_memory_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
