#include "site/pages/page_link.h"

#include "page_support.h"
#include "site/publish/publish_state.h"

static struct page_link found(struct blog *b, const char *path, const char *query) {
  struct page_link l = {PAGE_LINK_NOTHING, -1, NULL};
  assert_err(page_link_find(b->site, b->arena, path, query, &l), OK);
  return l;
}

static void articles_are_found_in_every_spelling(void **state) {
  struct blog *b = *state;
  int64_t id = page_save_at(b, "caf\xc3\xa9", SUPPORT_DATE);
  assert_int_equal(found(b, "/2026/01/caf%C3%A9/", NULL).article, id);
  assert_int_equal(found(b, "/2026/01/caf%c3%a9/", NULL).article, id);
  assert_int_equal(found(b, "/2026/01/caf\xc3\xa9/", NULL).article, id);
  /* One redirect away. */
  struct page_link l = found(b, "/2026/01/Caf%C3%A9", NULL);
  assert_int_equal(l.kind, PAGE_LINK_REDIRECT);
  assert_string_equal(l.location, "/2026/01/caf%C3%A9/");
  char query[32];
  snprintf(query, sizeof query, "x=1&p=%lld", (long long)id);
  l = found(b, "/", query);
  assert_int_equal(l.kind, PAGE_LINK_REDIRECT);
  assert_string_equal(l.location, "/2026/01/caf%C3%A9/");
  assert_int_equal(found(b, "/", "p=999").kind, PAGE_LINK_NOTHING);
  assert_int_equal(found(b, "/", "feed=atom").kind, PAGE_LINK_REDIRECT);
}

static void other_pages_are_found(void **state) {
  struct blog *b = *state;
  page_save_at(b, "one", SUPPORT_DATE);
  static const char *const paths[] = {
      "/", "/feed/", "/2026/", "/archives/", "/2026/01/one/feed/"};
  for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
    assert_int_equal(found(b, paths[i], NULL).kind, PAGE_LINK_PAGE);
  assert_int_equal(found(b, "/", "s=tide").kind, PAGE_LINK_PAGE);
  assert_int_equal(found(b, "/2025/", NULL).kind, PAGE_LINK_NOTHING);
  assert_int_equal(found(b, "/%ff/", NULL).kind, PAGE_LINK_NOTHING);
  assert_int_equal(found(b, "/a%0ab/", NULL).kind, PAGE_LINK_NOTHING);
}

static void withdrawn_articles_are_gone(void **state) {
  struct blog *b = *state;
  char why[200];
  int64_t id = page_save_at(b, "one", SUPPORT_DATE);
  assert_err(publish_set_status(
                 b->site, b->arena, id, ARTICLE_WITHDRAWN, NULL, why, sizeof why),
      OK);
  assert_int_equal(found(b, "/2026/01/one/", NULL).kind, PAGE_LINK_GONE);
}

static void the_nearest_address_is_suggested(void **state) {
  struct blog *b = *state;
  const char *near = "";
  page_save_at(b, "low-tide-at-dawn", SUPPORT_DATE);
  assert_err(page_link_suggest(b->site, b->arena, "/low-tide-at-dwan.html", &near), OK);
  assert_string_equal(near, "/2026/01/low-tide-at-dawn/");
  assert_err(page_link_suggest(b->site, b->arena, "/nothing-like-it/", &near), OK);
  assert_null(near);
  assert_err(page_link_suggest(b->site, b->arena, "/%ff/", &near), OK);
  assert_null(near);
}

static enum err find_once(void *context) {
  struct blog *b = context;
  struct page_link l;
  const char *near;
  enum err e = page_link_find(b->site, b->arena, "/", "feed=atom", &l);
  return e ? e : page_link_suggest(b->site, b->arena, "/ome/", &near);
}

static void a_failed_allocation_is_reported(void **state) {
  struct blog *b = *state;
  page_save_at(b, "one", SUPPORT_DATE);
  fail_alloc_each(find_once, b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(articles_are_found_in_every_spelling),
      support_site_test(other_pages_are_found),
      support_site_test(withdrawn_articles_are_gone),
      support_site_test(the_nearest_address_is_suggested),
      support_site_test(a_failed_allocation_is_reported)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
