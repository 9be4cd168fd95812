#include "site/comments/comment_location.h"

#include "fail_alloc.h"
#include "support_site.h"

static const char *where(struct blog *b, int64_t article, int64_t id) {
  const struct article r = support_article(b, article);
  struct comment c;
  const char *out = NULL;
  assert_err(comment_shown(b->web->db, b->arena, id, &c), OK);
  assert_err(comment_location(b->web, b->arena, &r, &c, &out), OK);
  return out;
}

static void assert_where(
    struct blog *b, int64_t article, int64_t id, const char *page) {
  char want[80];
  snprintf(want, sizeof want, "/2026/01/talk/%s#comment-%lld", page, (long long)id);
  assert_string_equal(where(b, article, id), want);
}

static void a_comment_is_on_the_page_of_its_thread(void **state) {
  struct blog *b = *state;
  const struct article_input input = support_article_input("talk");
  int64_t article = support_save(b, &input), ids[7];
  for (int i = 0; i < 7; i++)
    ids[i] = support_comment(b, article, 0, COMMENT_APPROVE);
  int64_t held = support_comment(b, article, 0, COMMENT_HOLD);
  assert_where(b, article, ids[6], "");
  b->web->settings.page_size = 3;
  assert_where(b, article, ids[2], "");
  assert_where(b, article, ids[3], "comment-page-2/");
  assert_where(b, article, ids[6], "comment-page-3/");
  assert_where(b, article, held, "comment-page-3/");
  /* A reply moves those after it, and is next to its parent itself. */
  int64_t reply = support_comment(b, article, ids[0], COMMENT_APPROVE);
  assert_where(b, article, reply, "");
  assert_where(b, article, ids[2], "comment-page-2/");
  b->web->settings.newest_first = true;
  assert_where(b, article, reply, "comment-page-1/");
  assert_where(b, article, ids[2], "comment-page-2/");
  assert_where(b, article, ids[6], "");
  b->web->settings.page_size = 0;
  assert_where(b, article, reply, "");
}

struct locating {
  struct site *site;
  struct article article;
  struct comment comment;
};

static enum err locate(void *context) {
  const struct locating *l = context;
  const char *out = NULL;
  struct arena *a = arena_new(1 << 20);
  enum err e =
      a ? comment_location(l->site, a, &l->article, &l->comment, &out) : ERR_NOMEM;
  arena_free(a);
  return e;
}

static void failing_memory_is_reported(void **state) {
  struct blog *b = *state;
  const struct article_input input = support_article_input("talk");
  struct locating l = {.site = b->web};
  l.article = support_article(b, support_save(b, &input));
  l.comment.id = support_comment(b, l.article.id, 0, COMMENT_APPROVE);
  assert_true(fail_alloc_each(locate, &l) > 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_comment_is_on_the_page_of_its_thread),
      support_site_test(failing_memory_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
