#include "site/pages/suggest_match.h"

#include "page_support.h"

static struct view_links match(struct blog *b, const char *slug, bool titles) {
  struct view_links links = {0};
  assert_err(suggest_match_articles(b->web, b->arena, slug, titles, &links), OK);
  return links;
}

static void the_most_similar_slug_is_first(void **state) {
  struct blog *b = *state;
  page_save_at(b, "lighthouses", SUPPORT_DATE);
  page_save_at(b, "lighthouse", SUPPORT_DATE + 1);
  struct view_links links = match(b, "lighthose", false);
  assert_int_equal(links.count, 2);
  assert_string_equal(links.items[0].url, "/2026/01/lighthouse/");
}

static void drafts_are_not_suggested(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("lighthouse");
  d.status = ARTICLE_DRAFT;
  support_save(b, &d);
  assert_int_equal(match(b, "lighthose", true).count, 0);
}

static void short_slugs_allow_no_typo(void **state) {
  struct blog *b = *state;
  page_save_at(b, "ab", SUPPORT_DATE);
  assert_int_equal(match(b, "ac", false).count, 0);
}

static void a_category_may_have_had_another_parent(void **state) {
  static const char *const categories[] = {"Town/Harbour"};
  struct blog *b = *state;
  struct view_links links = {0};
  struct article_input d = support_article_input("one");
  support_categories(&d, categories, 1);
  support_save(b, &d);
  assert_err(
      suggest_match_terms(b->web, b->arena, TERM_CATEGORY, "harbour", &links), OK);
  assert_int_equal(links.count, 1);
  assert_string_equal(links.items[0].url, "/category/town/harbour/");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(the_most_similar_slug_is_first),
      support_site_test(drafts_are_not_suggested),
      support_site_test(short_slugs_allow_no_typo),
      support_site_test(a_category_may_have_had_another_parent),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
