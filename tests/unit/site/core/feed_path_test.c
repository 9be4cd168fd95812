#include "site/core/feed_path.h"

#include "support_site.h"

static void feeds_are_cut_off(void **state) {
  static const struct {
    const char *path;
    size_t head;
    enum feed_format format;
    bool canonical;
  } cases[] = {{"/feed/", 1, FEED_RSS, true}, {"/feed/atom/", 1, FEED_ATOM, true},
      {"/tag/x/feed/json/", 7, FEED_JSON, true}, {"/feed/rss2/", 1, FEED_RSS, false}};
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    size_t head = 0;
    enum feed_format format;
    bool canonical;
    assert_true(feed_path_cut(cases[i].path, &head, &format, &canonical));
    assert_int_equal(head, cases[i].head);
    assert_int_equal(format, cases[i].format);
    assert_int_equal(canonical, cases[i].canonical);
  }
}

static void other_paths_are_not_feeds(void **state) {
  static const char *const paths[] = {"/", "feed/", "/myfeed/", "/feed/x/", "/feed"};
  (void)state;
  for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
    size_t head;
    enum feed_format format;
    bool canonical;
    assert_false(feed_path_cut(paths[i], &head, &format, &canonical));
  }
}

static void a_feed_path_can_be_split_again(void **state) {
  struct arena *a = arena_new(4096);
  (void)state;
  for (int i = 0; i < FEED_FORMATS; i++) {
    size_t head = 0;
    enum feed_format format;
    bool canonical = false;
    const char *path = feed_path_make(a, "/x/", (enum feed_format)i);
    assert_true(feed_path_cut(path, &head, &format, &canonical));
    assert_int_equal(format, i);
    assert_true(canonical);
    assert_int_equal(head, 3);
  }
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(feeds_are_cut_off),
      cmocka_unit_test(other_paths_are_not_feeds),
      cmocka_unit_test(a_feed_path_can_be_split_again),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
