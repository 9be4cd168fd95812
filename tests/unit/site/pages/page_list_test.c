#include "site/pages/page_list.h"

#include "base/clock.h"
#include "page_support.h"

static uint64_t revision(struct blog *b, const char *path) {
  return page_at(b, path).revision;
}

static void a_list_is_as_new_as_its_articles(void **state) {
  struct blog *b = *state;
  b->web->settings.per_page = 1;
  struct article_input d = support_article_input("old");
  d.published_at -= CLOCK_DAY;
  int64_t old = support_save(b, &d);
  d = support_article_input("new");
  support_save(b, &d);
  int64_t id = support_comment(b, old, 0, COMMENT_HOLD);
  uint64_t first = revision(b, "/"), second = revision(b, "/page/2/");
  assert_err(support_moderate(b->site, id, COMMENT_APPROVE), OK);
  assert_true(revision(b, "/page/2/") > second);
  assert_true(revision(b, "/") == first);
}

static void only_home_may_be_empty(void **state) {
  struct blog *b = *state;
  assert_has(page_text(b, "/"), "class=\"empty\"");
  static const char *const paths[] = {"/page/2/", "/2026/", "/tag/sea/", "/category/x/",
      "/author/nobody/", "/page/1/", "/page/02/", "/2026/1/", "/20260/", "/x/"};
  for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++)
    if (page_error_at(b, paths[i]) != ERR_NOT_FOUND)
      fail_msg("%s is a page", paths[i]);
}

static void every_list_has_a_heading(void **state) {
  static const char *const tags[] = {"Sea"}, *const categories[] = {"Harbour"};
  static const struct {
    const char *path, *heading;
  } lists[] = {{"/tag/sea/", "<h1><bdi>Tag: Sea"},
      {"/category/harbour/", "<h1><bdi>Category: Harbour"}, {"/2026/", "<h1><bdi>2026"},
      {"/2026/01/", "<h1><bdi>January 2026"},
      {"/2026/01/01/", "<h1><bdi>1 January 2026"}};
  struct blog *b = *state;
  struct article_input d = support_article_input("one");
  support_tags(&d, tags, 1);
  support_categories(&d, categories, 1);
  support_save(b, &d);
  for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
    assert_has(page_text(b, lists[i].path), lists[i].heading);
  assert_has(page_text(b, "/2026/01/01/"), "<a href=\"/2026/01/\">");
  assert_has(page_text(b, "/tag/sea/"), "href=\"/tag/sea/feed/atom/\"");
  assert_lacks(page_text(b, "/2026/"), "/2026/feed/");
}

static void all_numbers_are_enumerated(void **state) {
  struct blog *b = *state;
  struct page_paths paths;
  b->web->settings.per_page = 1;
  page_save_at(b, "one", SUPPORT_DATE);
  page_save_at(b, "two", SUPPORT_DATE + CLOCK_SECOND);
  page_enumerated(b, "list", &paths);
  assert_has(paths.text, "/\n/page/2/\n");
  assert_has(paths.text, "/2026/01/01/\n/2026/01/01/page/2/\n");
  assert_lacks(paths.text, "page/3/");
}

static bool has_line(const char *text, const char *line) {
  size_t n = strlen(line);
  for (; *text; text += strcspn(text, "\n") + 1)
    if (strncmp(text, line, n) == 0)
      return true;
  return false;
}

static void an_article_affects_the_one_page_that_shows_it(void **state) {
  struct blog *b = *state;
  struct page_paths paths;
  b->web->settings.per_page = 1;
  int64_t old = page_save_at(b, "one", SUPPORT_DATE);
  page_save_at(b, "two", SUPPORT_DATE + CLOCK_SECOND);
  page_affected(
      b, "list", (struct txn_invalidated){.kind = DEP_ARTICLE, .id = old}, &paths);
  assert_has(paths.text, "/page/2/\n");
  assert_has(paths.text, "/2026/page/2/\n");
  assert_has(paths.text, "/2026/01/01/page/2/\n");
  assert_lacks(paths.text, "\n/\n");
  static const char *const lists[] = {"/", "/2026/", "/2026/01/01/"};
  for (size_t i = 0; i < 3; i++) {
    char page[40], other[40];
    snprintf(page, sizeof page, "%spage/2/\n", lists[i]);
    snprintf(other, sizeof other, "%spage/2/\n", lists[(i + 1) % 3]);
    page_paths_empty = lists[i];
    page_affected(
        b, "list", (struct txn_invalidated){.kind = DEP_COMMENTS, .id = old}, &paths);
    page_paths_empty = NULL;
    assert_int_equal(has_line(paths.text, page), 0);
    assert_int_equal(has_line(paths.text, other), 1);
  }
  char path[] = "/one/";
  page_affected(
      b, "list", (struct txn_invalidated){.kind = DEP_PATH, .path = path}, &paths);
  assert_string_equal(paths.text, "");
}

static void a_new_article_affects_older_pages(void **state) {
  struct blog *b = *state;
  struct page_paths paths;
  struct listing home;
  int64_t position = SUPPORT_DATE;
  page_save_at(b, "one", position);
  assert_err(listing_find(b->web->db, LISTING_HOME, 0, &home), OK);
  page_affected(b, "list",
      (struct txn_invalidated){.kind = DEP_LISTING,
          .id = home.id,
          .newest = position,
          .oldest = position,
          .delta = 1},
      &paths);
  assert_string_equal(paths.text, "/\n/page/ 1--1\n");
  page_affected(b, "list",
      (struct txn_invalidated){
          .kind = DEP_DATE, .id = 2026, .newest = position, .oldest = position},
      &paths);
  assert_string_equal(paths.text, "/2026/\n/2026/page/ 1-1\n");
}

static void failing_memory_is_reported(void **state) {
  struct blog *b = *state;
  b->web->settings.per_page = 1;
  page_save_at(b, "one", SUPPORT_DATE);
  page_save_at(b, "two", SUPPORT_DATE + CLOCK_SECOND);
  page_survives_failing_memory(b, "/2026/01/01/page/2/");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_list_is_as_new_as_its_articles),
      support_site_test(only_home_may_be_empty),
      support_site_test(every_list_has_a_heading),
      support_site_test(all_numbers_are_enumerated),
      support_site_test(an_article_affects_the_one_page_that_shows_it),
      support_site_test(a_new_article_affects_older_pages),
      support_site_test(failing_memory_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
