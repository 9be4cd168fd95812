#include "site/pages/page_feed.h"

#include "base/clock.h"
#include "page_support.h"

static void every_subject_has_three_formats(void **state) {
  static const char *const tags[] = {"Sea"};
  static const char *const heads[] = {"/", "/comments/", "/tag/sea/", "/2026/01/one/"};
  static const char *const formats[][2] = {
      {"feed/", "<rss"}, {"feed/atom/", "<feed"}, {"feed/json/", "jsonfeed.org"}};
  struct blog *b = *state;
  struct article_input d = support_article_input("one");
  support_tags(&d, tags, 1);
  support_comment(b, support_save(b, &d), 0, COMMENT_APPROVE);
  for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
    for (size_t k = 0; k < 3; k++) {
      const char *path = arena_join(b->arena, heads[i], formats[k][0], NULL);
      assert_has(page_text(b, path), formats[k][1]);
    }
}

static void aliases_redirect(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("one");
  support_save(b, &d);
  struct page p = page_at(b, "/feed/rss2/");
  assert_non_null(p.location);
  assert_string_equal(p.location, "/feed/");
  assert_true(p.permanent);
}

static void nothing_else_has_feeds(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("one");
  support_save(b, &d);
  assert_err(page_error_at(b, "/2026/feed/"), ERR_NOT_FOUND);
  assert_err(page_error_at(b, "/page/2/feed/"), ERR_NOT_FOUND);
  assert_err(page_error_at(b, "/tag/none/feed/"), ERR_NOT_FOUND);
}

/* Its list is at the address where the feed of "/tag/" would be. */
static void a_tag_called_feed_has_a_list(void **state) {
  static const char *const tags[] = {"Feed"};
  struct blog *b = *state;
  struct article_input d = support_article_input("one");
  support_tags(&d, tags, 1);
  support_save(b, &d);
  struct page_paths paths;
  page_enumerated(b, "list", &paths);
  if (strstr(paths.text, "/tag/feed/"))
    assert_string_equal(page_at(b, "/tag/feed/").kind->name, "list");
}

static void a_feed_shows_no_character_that_xml_forbids(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("one");
  d.title = "Low \xef\xbf\xbe tide";
  support_save(b, &d);
  assert_has(page_text(b, "/feed/"), "Low  tide");
}

static void the_feeds_of_the_home_page_name_the_hub(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("one");
  support_save(b, &d);
  assert_null(strstr(page_text(b, "/feed/"), "hub"));
  b->web->settings.websub = "https://hub.example/?a&b";
  assert_has(page_text(b, "/feed/"),
      "<atom:link rel=\"hub\" href=\"https://hub.example/?a&amp;b\"/>");
  assert_has(page_text(b, "/feed/atom/"),
      "<link rel=\"hub\" href=\"https://hub.example/?a&amp;b\"/>");
  assert_has(page_text(b, "/feed/json/"),
      "\"hubs\":[{\"type\":\"WebSub\",\"url\":\"https://hub.example/?a&b\"}]");
  assert_null(strstr(page_text(b, "/comments/feed/"), "hub.example"));
}

static void every_feed_is_enumerated(void **state) {
  struct blog *b = *state;
  struct page_paths paths;
  page_save_at(b, "one", SUPPORT_DATE);
  page_enumerated(b, "feed", &paths);
  assert_has(paths.text, "/comments/feed/\n");
  assert_has(paths.text, "\n/feed/atom/\n");
  assert_has(paths.text, "/2026/01/one/feed/json/\n");
  assert_lacks(paths.text, "/2026/feed/");
}

static void comments_affect_feeds_of_comments_only(void **state) {
  struct blog *b = *state;
  struct page_paths paths;
  int64_t id = page_save_at(b, "one", SUPPORT_DATE);
  page_affected(
      b, "feed", (struct txn_invalidated){.kind = DEP_COMMENTS, .id = id}, &paths);
  assert_string_equal(paths.text, "/2026/01/one/feed/\n/2026/01/one/feed/atom/\n"
                                  "/2026/01/one/feed/json/\n");
  page_affected(b, "feed", (struct txn_invalidated){.kind = DEP_COMMENTS}, &paths);
  assert_string_equal(
      paths.text, "/comments/feed/\n/comments/feed/atom/\n/comments/feed/json/\n");
}

static void an_old_article_is_in_no_feed_of_articles(void **state) {
  struct blog *b = *state;
  struct page_paths paths;
  b->web->settings.feed_items = 1;
  int64_t old = page_save_at(b, "one", SUPPORT_DATE);
  int64_t new = page_save_at(b, "two", SUPPORT_DATE + CLOCK_SECOND);
  page_affected(
      b, "feed", (struct txn_invalidated){.kind = DEP_ARTICLE, .id = old}, &paths);
  assert_lacks(paths.text, "\n/feed/");
  page_affected(
      b, "feed", (struct txn_invalidated){.kind = DEP_ARTICLE, .id = new}, &paths);
  assert_has(paths.text, "\n/feed/");
}

static void failing_memory_is_reported(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("one");
  support_comment(b, support_save(b, &d), 0, COMMENT_APPROVE);
  page_survives_failing_memory(b, "/feed/");
  page_survives_failing_memory(b, "/comments/feed/atom/");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(every_subject_has_three_formats),
      support_site_test(aliases_redirect),
      support_site_test(nothing_else_has_feeds),
      support_site_test(a_tag_called_feed_has_a_list),
      support_site_test(a_feed_shows_no_character_that_xml_forbids),
      support_site_test(the_feeds_of_the_home_page_name_the_hub),
      support_site_test(every_feed_is_enumerated),
      support_site_test(comments_affect_feeds_of_comments_only),
      support_site_test(an_old_article_is_in_no_feed_of_articles),
      support_site_test(failing_memory_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
