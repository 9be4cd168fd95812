#include "site/pages/page_redirect.h"

#include "page_support.h"

static void an_id_leads_to_the_article(void **state) {
  struct blog *b = *state;
  struct page p = {0};
  struct article_input draft = support_article_input("draft"),
                       d = support_article_input("one");
  draft.status = ARTICLE_DRAFT;
  int64_t hidden = support_save(b, &draft), id = support_save(b, &d);
  struct page_request r = {.raw_path = "/", .path = "/", .id = id};
  assert_err(page_find(b->web, b->arena, &r, &p), OK);
  assert_non_null(p.location);
  assert_string_equal(p.location, "/2026/01/one/");
  assert_true(p.permanent);
  /* A reader does not learn that there is a draft. */
  r.id = hidden;
  assert_err(page_find(b->web, b->arena, &r, &p), ERR_NOT_FOUND);
  r.id = 999;
  assert_err(page_find(b->web, b->arena, &r, &p), ERR_NOT_FOUND);
}

static void a_redirect_without_location_is_out_of_memory(void **state) {
  struct page p = {0};
  (void)state;
  assert_err(page_redirect_to(&p, NULL, true), ERR_NOMEM);
  assert_null(p.location);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(an_id_leads_to_the_article),
      support_site_test(a_redirect_without_location_is_out_of_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
