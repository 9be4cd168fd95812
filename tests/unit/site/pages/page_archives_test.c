#include "site/pages/page_archives.h"

#include "base/clock.h"
#include "page_support.h"

#define YEAR (366 * CLOCK_DAY)

static void years_have_pages_and_the_newest_is_first(void **state) {
  struct blog *b = *state;
  page_save_at(b, "new", SUPPORT_DATE);
  page_save_at(b, "old", SUPPORT_DATE - 2 * YEAR);
  const char *text = page_text(b, "/archives/");
  assert_has(text, ">new<");
  assert_lacks(text, ">old<");
  assert_has(text, "href=\"/archives/2023/\"");
  assert_has(page_text(b, "/archives/2023/"), ">old<");
  struct page p = page_at(b, "/archives/2026/");
  assert_non_null(p.location);
  assert_string_equal(p.location, "/archives/");
  assert_false(p.permanent);
}

static void other_addresses_are_not_archives(void **state) {
  static const char *const paths[] = {"/archives/2025/", "/archives/0000/",
      "/archives/25/", "/archives/20251/", "/archives/2026/01/", "/archives/x/"};
  struct blog *b = *state;
  page_save_at(b, "new", SUPPORT_DATE);
  for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++)
    if (page_error_at(b, paths[i]) != ERR_NOT_FOUND)
      fail_msg("%s is a page", paths[i]);
}

static void an_empty_blog_has_archives(void **state) {
  assert_has(page_text(*state, "/archives/"), "class=\"empty\"");
}

static void drafts_and_static_pages_are_not_listed(void **state) {
  struct blog *b = *state;
  struct article_input draft = support_article_input("draft"),
                       about = support_article_input("about");
  draft.status = ARTICLE_DRAFT;
  about.type = ARTICLE_PAGE;
  support_save(b, &draft);
  support_save(b, &about);
  assert_has(page_text(b, "/archives/"), "class=\"empty\"");
}

/* A month is listed whole or not at all. */
static void a_page_lists_a_bounded_number_of_articles(void **state) {
  struct blog *b = *state;
  char slug[20];
  for (int i = 0; i < ARCHIVES_MOST; i++) {
    snprintf(slug, sizeof slug, "n%d", i);
    page_save_at(b, slug, SUPPORT_DATE + i * CLOCK_SECOND);
    arena_reset(b->arena);
  }
  page_save_at(b, "february", SUPPORT_DATE + 31 * CLOCK_DAY);
  const char *text = page_text(b, "/archives/");
  assert_has(text, ">february<");
  assert_has(text, "<a href=\"/2026/01/\">January 2026</a> <small>500 articles");
  assert_lacks(text, ">n1<");
  char why[400];
  struct page p = page_at(b, "/2026/02/february/");
  assert_err(publish_set_status(b->site, b->arena, p.subject, ARTICLE_WITHDRAWN, NULL,
                 why, sizeof why),
      OK);
  assert_has(page_text(b, "/archives/"), ">n1<");
}

static void a_new_title_changes_the_revision(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("one");
  d.id = support_save(b, &d);
  page_save_at(b, "old", SUPPORT_DATE - 2 * YEAR);
  uint64_t newest = page_at(b, "/archives/").revision;
  uint64_t old = page_at(b, "/archives/2023/").revision;
  d.title = "Another title";
  support_save(b, &d);
  assert_true(page_at(b, "/archives/").revision > newest);
  assert_true(page_at(b, "/archives/2023/").revision == old);
}

static void changes_affect_the_year_or_all_years(void **state) {
  struct blog *b = *state;
  struct page_paths paths;
  struct listing all;
  int64_t new = page_save_at(b, "new", SUPPORT_DATE);
  int64_t old = page_save_at(b, "old", SUPPORT_DATE - 2 * YEAR);
  page_affected(
      b, "archives", (struct txn_invalidated){.kind = DEP_ARTICLE, .id = new}, &paths);
  assert_string_equal(paths.text, "/archives/\n");
  page_affected(
      b, "archives", (struct txn_invalidated){.kind = DEP_ARTICLE, .id = old}, &paths);
  assert_string_equal(paths.text, "/archives/2023/\n");
  page_affected(
      b, "archives", (struct txn_invalidated){.kind = DEP_COMMENTS, .id = old}, &paths);
  assert_string_equal(paths.text, "");
  assert_err(listing_find(b->web->db, LISTING_ALL, 0, &all), OK);
  page_affected(b, "archives",
      (struct txn_invalidated){.kind = DEP_LISTING, .id = all.id}, &paths);
  assert_string_equal(paths.text, "/archives/\n/archives/ 1--1\n");
}

static void an_authors_page_is_not_enumerated(void **state) {
  struct blog *b = *state;
  struct page_paths paths;
  page_save_at(b, "new", SUPPORT_DATE);
  page_save_at(b, "old", SUPPORT_DATE - 2 * YEAR);
  page_enumerated(b, "archives", &paths);
  assert_string_equal(paths.text, "/archives/\n/archives/2023/\n");
  struct article_input d = support_article_input("archives");
  d.type = ARTICLE_PAGE;
  support_save(b, &d);
  page_enumerated(b, "archives", &paths);
  assert_string_equal(paths.text, "/archives/2023/\n");
}

/* Every footer links there. */
static void a_page_that_is_gone_gives_the_address_back(void **state) {
  struct blog *b = *state;
  struct page_paths paths;
  struct article_input d = support_article_input("archives");
  d.type = ARTICLE_PAGE;
  int64_t id = support_save(b, &d);
  assert_string_equal(page_at(b, "/archives/").kind->name, "article");
  assert_err(publish_delete(b->site, b->arena, id), OK);
  assert_string_equal(page_at(b, "/archives/").kind->name, "archives");
  page_enumerated(b, "archives", &paths);
  assert_string_equal(paths.text, "/archives/\n");
}

static void failing_memory_is_reported(void **state) {
  struct blog *b = *state;
  page_save_at(b, "new", SUPPORT_DATE);
  page_save_at(b, "old", SUPPORT_DATE - 2 * YEAR);
  page_survives_failing_memory(b, "/archives/2023/");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(years_have_pages_and_the_newest_is_first),
      support_site_test(other_addresses_are_not_archives),
      support_site_test(an_empty_blog_has_archives),
      support_site_test(drafts_and_static_pages_are_not_listed),
      support_site_test(a_page_lists_a_bounded_number_of_articles),
      support_site_test(a_new_title_changes_the_revision),
      support_site_test(changes_affect_the_year_or_all_years),
      support_site_test(an_authors_page_is_not_enumerated),
      support_site_test(a_page_that_is_gone_gives_the_address_back),
      support_site_test(failing_memory_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
