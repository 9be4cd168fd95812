#include "site/comments/comment_path.h"

#include "support.h"

static void is_page(const char *path, size_t head, int64_t number) {
  size_t n = 0;
  int64_t found = -1;
  assert_true(comment_path_cut_page(path, &n, &found));
  assert_int_equal(n, head);
  assert_int_equal(found, number);
}

static void is_no_page(const char *path) {
  size_t n;
  int64_t found;
  if (comment_path_cut_page(path, &n, &found))
    fail_msg("%s is a page", path);
}

static void pages_of_an_article(void **state) {
  (void)state;
  is_page("/a/comment-page-2/", 3, 2);
  is_page("/2026/01/潮汐/comment-page-1138/", 16, 1138);
  is_page("/comment-page-3/comment-page-2/", 16, 2);
  is_page("/a/comment-page-last/", 3, COMMENT_PATH_LAST);
}

/* Each page has one address, and numbers that no thread reaches have none. */
static void other_paths(void **state) {
  (void)state;
  static const char *const paths[] = {"", "/", "/a/", "/a/comment-page-/",
      "/a/comment-page-0/", "/a/comment-page-02/", "/a/comment-page--2/",
      "/a/comment-page-+2/", "/a/comment-page-2x/", "/a/comment-page-2/feed/",
      "/a/comment-page-lastly/", "/comment-page-2/", "/a/xcomment-page-2/",
      "/a/comment-page-1234567890123456/", "/a/comment-page-99999999999999999999/"};
  for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++)
    is_no_page(paths[i]);
}

static void paths_are_made_and_read_alike(void **state) {
  struct arena *a = arena_new(1 << 20);
  int64_t id = 0;
  (void)state;
  is_page(comment_path_page(a, "/a/", 7), 3, 7);
  is_page(comment_path_page(a, "/a/", COMMENT_PATH_LAST), 3, COMMENT_PATH_LAST);
  assert_string_equal(comment_path_pages(a, "/a/"), "/a/comment-page-");
  assert_string_equal(comment_path_permanent(a, 12), "/comment/12/");
  assert_true(comment_path_cut_permanent("/comment/12/", &id));
  assert_int_equal(id, 12);
  arena_free(a);
}

static void other_permanent_paths(void **state) {
  static const char *const paths[] = {"/comment/", "/comment/0/", "/comment/x/",
      "/comment/1/2/", "/comments/1/", "/a/comment/1/", "/comment/-1/"};
  int64_t id;
  (void)state;
  for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++)
    assert_false(comment_path_cut_permanent(paths[i], &id));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(pages_of_an_article),
      cmocka_unit_test(other_paths),
      cmocka_unit_test(paths_are_made_and_read_alike),
      cmocka_unit_test(other_permanent_paths),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
