#include "site/pages/page.h"

#include "page_support.h"

static uint64_t revision(struct blog *b, const char *path) {
  return page_at(b, path).revision;
}

static void every_page_is_as_new_as_the_menu(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("post");
  support_save(b, &d);
  uint64_t home = revision(b, "/"), post = revision(b, "/2026/01/post/");
  d = support_article_input("about");
  d.type = ARTICLE_PAGE;
  d.in_menu = true;
  support_save(b, &d);
  assert_true(revision(b, "/") > home);
  assert_true(revision(b, "/2026/01/post/") > post);
}

/* The order of page_kinds: a path that an author chose wins over computed pages. */
static void the_path_table_wins(void **state) {
  struct blog *b = *state;
  struct page p = page_at(b, "/archives/");
  assert_string_equal(p.kind->name, "archives");
  struct article_input d = support_article_input("archives");
  d.type = ARTICLE_PAGE;
  support_save(b, &d);
  p = page_at(b, "/archives/");
  assert_string_equal(p.kind->name, "article");
  assert_string_equal(page_at(b, "/").kind->name, "list");
  assert_string_equal(page_at(b, "/feed/").kind->name, "feed");
}

static void other_spellings_lead_to_the_canonical_path(void **state) {
  static const char *const spellings[] = {
      "/2026/01/POST/", "/2026/01/post", "/2026//01/post/"};
  struct blog *b = *state;
  struct article_input d = support_article_input("post");
  support_save(b, &d);
  for (size_t i = 0; i < sizeof spellings / sizeof spellings[0]; i++) {
    struct page p = page_at(b, spellings[i]);
    assert_non_null(p.location);
    assert_string_equal(p.location, "/2026/01/post/");
    assert_true(p.permanent);
    assert_null(page_type(&p));
    struct buf out = {0};
    assert_err(page_render(b->web, b->arena, &p, &out), ERR_INTERNAL);
    buf_free(&out);
  }
}

static void media_types_follow_the_path(void **state) {
  struct blog *b = *state;
  struct page p = page_at(b, "/");
  assert_string_equal(page_type(&p), "text/html; charset=utf-8");
  p = page_at(b, "/feed/atom/");
  assert_string_equal(page_type(&p), "application/atom+xml");
}

static void nothing_is_at_an_unknown_path(void **state) {
  struct blog *b = *state;
  assert_err(page_error_at(b, "/no/such/page/"), ERR_NOT_FOUND);
}

static void failing_memory_is_reported(void **state) {
  page_survives_failing_memory(*state, "/");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(every_page_is_as_new_as_the_menu),
      support_site_test(the_path_table_wins),
      support_site_test(other_spellings_lead_to_the_canonical_path),
      support_site_test(media_types_follow_the_path),
      support_site_test(nothing_is_at_an_unknown_path),
      support_site_test(failing_memory_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
