#include "site/pages/suggest.h"

#include "base/limits.h"
#include "support_site.h"

static int64_t post(struct blog *b, const char *slug, const char *title) {
  struct article_input d = support_article_input(slug);
  d.title = title;
  return support_save(b, &d);
}

/* Returns the addresses offered for a path, without the date. */
static const char *near(struct blog *b, const char *path) {
  struct view_links links;
  char *all = arena_strdup(b->arena, "");
  assert_err(suggest_find(b->web, b->arena, path, &links), OK);
  for (size_t i = 0; i < links.count; i++)
    all = arena_printf(b->arena, "%s%s%s", all, i ? " " : "",
        links.items[i].url + strlen("/2026/01/"));
  return all;
}

#define assert_near(b, path, urls) assert_string_equal(near(b, path), urls)

static void a_typo_is_corrected(void **state) {
  struct blog *b = *state;
  post(b, "low-tide-at-dawn", "One");
  post(b, "harbour", "Two");
  post(b, "море", "Three");
  assert_near(b, "/2026/01/low-tide-at-dwan/", "low-tide-at-dawn/");
  assert_near(b, "/2026/01/low-tide-dawn/", "low-tide-at-dawn/");
  assert_near(b, "/2026/01/Low_Tide_at_Dawn.html", "low-tide-at-dawn/");
  assert_near(b, "/1999/12/low-tide-at-dawn/", "low-tide-at-dawn/");
  assert_near(b, "/low-tide-at-dawn/feed/", "low-tide-at-dawn/");
  assert_near(b, "/2026/01/low-tide-at-dawn/2/", "low-tide-at-dawn/");
  assert_near(b, "/2026/01/harbuor", "harbour/");
  assert_near(b, "/2026/01/моер/", "%D0%BC%D0%BE%D1%80%D0%B5/");
  post(b, "潮汐", "Four");
  assert_near(b, "/2026/01/潮汐表/", "%E6%BD%AE%E6%B1%90/");
  assert_near(b, "/2026/01/潮水/", "");
  assert_near(b, "/2026/01/high-water/", "");
  assert_near(b, "/2026/01/harness/", "");
}

static void a_truncated_address_is_completed(void **state) {
  struct blog *b = *state;
  post(b, "low-tide-at-dawn", "One");
  assert_near(b, "/2026/01/low-ti", "low-tide-at-dawn/");
  assert_near(b, "/2026/01/lo", "");
}

static void words_of_a_title_are_found(void **state) {
  struct blog *b = *state;
  post(b, "a", "The tide, and the harbour");
  post(b, "wet-sand-again", "Wet sand again");
  assert_near(b, "/harbour-tide/", "a/");
  assert_near(b, "/harbour-beach/", "");
  /* These are neither adjacent in the order of slugs nor have all words in their
   * titles. */
  assert_near(b, "/net-sand-again/", "wet-sand-again/");
}

static void the_five_most_similar_are_offered_newest_first(void **state) {
  struct blog *b = *state;
  static const char *const slugs[] = {
      "tides", "tide-1", "tide-2", "tide-3", "tide-4", "tide-table"};
  for (size_t i = 0; i < sizeof slugs / sizeof *slugs; i++)
    post(b, slugs[i], "x");
  assert_near(b, "/tide-5/", "tide-4/ tide-3/ tide-2/ tide-1/ tides/");
  assert_near(b, "/tide/", "tides/ tide-table/ tide-4/ tide-3/ tide-2/");
}

static void the_parent_is_tried_if_the_last_part_finds_nothing(void **state) {
  struct blog *b = *state;
  post(b, "ferry", "The ferry");
  assert_near(b, "/2026/01/ferry/nope/", "ferry/");
  assert_near(b, "/2026/01/fery/amp/", "ferry/");
  assert_near(b, "/2026/01/ferry/a/b/", "ferry/");
  assert_near(b, "/2026/01/ferry/a/b/c/", "");
  /* Words of titles would find too much. */
  post(b, "a", "Nothing of the blog");
  assert_near(b, "/blog/nope/", "");
}

static void filed(struct blog *b, const char *slug, const char *category,
    const char *tag, const char *author, enum article_status status) {
  struct article_input d = support_article_input(slug);
  support_categories(&d, &category, 1);
  support_tags(&d, &tag, 1);
  d.author = author;
  d.status = status;
  support_save(b, &d);
}

/* Returns the suggestions for a path, "ADDRESS TEXT" each, separated by '|'. */
static const char *offered(struct blog *b, const char *path) {
  struct view_links links;
  const char *all = "";
  assert_err(suggest_find(b->web, b->arena, path, &links), OK);
  for (size_t i = 0; i < links.count; i++)
    all = arena_join(b->arena, all, i ? "|" : "", links.items[i].url, " ",
        links.items[i].text, NULL);
  return all;
}

#define assert_offered(b, path, links) assert_string_equal(offered(b, path), links)

static void terms_below_their_prefix(void **state) {
  struct blog *b = *state;
  filed(b, "tide-table", "Harbour/Boats", "Tides", "Mara Linden", ARTICLE_PUBLISH);
  filed(b, "plans", "Secret", "Hidden", "Nobody Here", ARTICLE_DRAFT);
  assert_offered(b, "/category/harbor/", "/category/harbour/ Category: Harbour");
  assert_offered(
      b, "/category/harbor/boats/feed/", "/category/harbour/boats/ Category: Boats");
  assert_offered(b, "/category/boat/", "/category/harbour/boats/ Category: Boats");
  assert_offered(b, "/categories/harbour/nothing/",
      "/category/harbour/ Category: Harbour|/category/harbour/boats/ Category: Boats");
  assert_offered(b, "/tag/tide/", "/tag/tides/ Tag: Tides");
  assert_offered(b, "/tags/tides/page/9/", "/tag/tides/ Tag: Tides");
  assert_offered(b, "/author/mara/", "/author/mara-linden/ Articles by Mara Linden");
  assert_offered(b, "/author/tides/", "");
  assert_offered(b, "/tag/tide-tabel/", "/2026/01/tide-table/ tide-table");
  assert_offered(b, "/category/secret/", "");
  assert_offered(b, "/tag/hiden/", "");
  assert_offered(b, "/author/nobody/", "");
  assert_offered(b, "/tag/", "");
}

static void the_nearest_of_many_terms(void **state) {
  struct blog *b = *state;
  for (int i = 0; i < 3; i++) {
    const char *names[LIMIT_TERMS];
    struct article_input d = support_article_input(arena_printf(b->arena, "d%d", i));
    for (int k = 0; k < LIMIT_TERMS; k++)
      names[k] = arena_printf(b->arena, "Tide %d", i * LIMIT_TERMS + k);
    support_tags(&d, names, LIMIT_TERMS);
    support_save(b, &d);
  }
  assert_offered(b, "/tag/tide-1000/",
      "/tag/tide-100/ Tag: Tide 100|/tag/tide-10/ Tag: Tide 10|/tag/tide-101/ Tag: Tide "
      "101|/tag/tide-102/ Tag: Tide 102|/tag/tide-103/ Tag: Tide 103");
}

static void only_public_articles_are_offered(void **state) {
  static const enum article_status hidden[] = {
      ARTICLE_DRAFT, ARTICLE_PRIVATE, ARTICLE_WITHDRAWN};
  struct blog *b = *state;
  int64_t id = post(b, "low-tide", "Low tide");
  assert_near(b, "/low-tdie/", "low-tide/");
  for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++) {
    char why[200];
    assert_err(
        publish_set_status(b->site, b->arena, id, hidden[i], NULL, why, sizeof why),
        OK);
    assert_near(b, "/low-tdie/", "");
    assert_near(b, "/low/", "");
    assert_near(b, "/tide/", "");
  }
  struct article_input d = support_article_input("high-tide");
  d.published_at = INT64_C(4102444800) * 1000000;
  support_save(b, &d);
  assert_near(b, "/hihg-tide/", "");
}

static void files_and_numbers_get_no_suggestions(void **state) {
  struct blog *b = *state;
  post(b, "style", "Style");
  post(b, "2026-in-review", "2026");
  assert_near(b, "/assets/stlye.css", "");
  assert_near(b, "/media/style", "");
  assert_near(b, "/stlye", "style/");
  assert_near(b, "/", "");
  assert_near(b, "/page/99/", "");
  assert_near(b, "/2026/13/", "");
  assert_near(b, "/---/", "");
}

static void an_article_without_a_title_shows_its_date(void **state) {
  struct blog *b = *state;
  struct view_links links;
  post(b, "untitled", "");
  assert_err(suggest_find(b->web, b->arena, "/untilted/", &links), OK);
  assert_int_equal(links.count, 1);
  assert_string_equal(links.items[0].text, "1 January 2026");
}

static void words_to_search_for(void **state) {
  static const char *const paths[][2] = {
      {"/2026/11/Low-Tide_at.dawn/", "low tide at dawn"}, {"/a/feed/", "a"},
      {"/潮汐.html", "潮汐"}, {"/", NULL}, {"/2026/11/", NULL}, {"/\"x\"-*/", "x"}};
  struct blog *b = *state;
  for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
    const char *words = NULL;
    assert_err(suggest_words(b->arena, paths[i][0], &words), OK);
    if (paths[i][1])
      assert_string_equal(words, paths[i][1]);
    else
      assert_null(words);
  }
}

int main(void) {
#define T(name) support_site_test(name)
  const struct CMUnitTest tests[] = {T(a_typo_is_corrected),
      T(a_truncated_address_is_completed), T(words_of_a_title_are_found),
      T(the_five_most_similar_are_offered_newest_first),
      T(the_parent_is_tried_if_the_last_part_finds_nothing),
      T(terms_below_their_prefix), T(the_nearest_of_many_terms),
      T(only_public_articles_are_offered), T(files_and_numbers_get_no_suggestions),
      T(an_article_without_a_title_shows_its_date), T(words_to_search_for)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
