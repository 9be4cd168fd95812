#include "site/core/article_link.h"

#include "support_site.h"

static void an_untitled_article_is_called_by_its_day(void **state) {
  struct blog *b = *state;
  const struct article titled = {.title = "Low tide"},
                       untitled = {.title = "", .published_at = SUPPORT_DATE};
  assert_string_equal(article_link_text(b->web, b->arena, &titled), "Low tide");
  assert_string_equal(article_link_text(b->web, b->arena, &untitled), "1 January 2026");
}

static void only_public_articles_have_links(void **state) {
  struct blog *b = *state;
  struct view_link link = {0};
  struct article_input d = support_article_input("one"),
                       draft = support_article_input("draft");
  draft.status = ARTICLE_DRAFT;
  int64_t id = support_save(b, &d), hidden = support_save(b, &draft);
  assert_err(article_link(b->web, b->arena, id, &link), OK);
  assert_string_equal(link.url, "/2026/01/one/");
  assert_err(article_link(b->web, b->arena, hidden, &link), ERR_NOT_FOUND);
  assert_err(article_link(b->web, b->arena, 99, &link), ERR_NOT_FOUND);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(an_untitled_article_is_called_by_its_day),
      support_site_test(only_public_articles_have_links),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
