#include "site/pages/page_search.h"

#include "page_support.h"

static void a_search_tells_how_many_it_found(void **state) {
  static const struct {
    size_t count;
    const char *sentence;
  } cases[] = {{1, ">More than 1 article<"}, {2, ">More than 2 articles<"}};
  struct blog *b = *state;
  const struct page_request r = {
      .raw_path = "/", .path = "/", .search = "words", .now = SUPPORT_DATE};
  struct article_input one = support_article_input("one"),
                       two = support_article_input("two");
  support_save(b, &one);
  support_save(b, &two);
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    struct page p = {0};
    struct buf out = {0};
    assert_err(page_find(b->web, b->arena, &r, &p), OK);
    struct search_result *found = &((struct page_search *)p.content)->found;
    assert_int_equal(found->count, 2);
    found->count = cases[i].count;
    found->more = true;
    assert_err(page_render(b->web, b->arena, &p, &out), OK);
    assert_non_null(strstr(buf_text(&out), cases[i].sentence));
    buf_free(&out);
  }
}

static enum err search_at(struct blog *b, const char *path, const char *query) {
  const struct page_request r = {
      .raw_path = path, .path = path, .search = query, .now = SUPPORT_DATE};
  struct page p = {0};
  enum err e = page_find(b->web, b->arena, &r, &p);
  if (!e)
    assert_true(p.is_private);
  return e;
}

static void results_have_numbered_pages(void **state) {
  struct blog *b = *state;
  b->web->settings.per_page = 1;
  struct article_input one = support_article_input("one"),
                       two = support_article_input("two");
  support_save(b, &one);
  support_save(b, &two);
  assert_err(search_at(b, "/", "words"), OK);
  assert_err(search_at(b, "/page/2/", "words"), OK);
  assert_err(search_at(b, "/page/3/", "words"), ERR_NOT_FOUND);
  assert_err(search_at(b, "/", ""), OK);
  assert_err(search_at(b, "/", "-without"), OK);
}

/* A snippet once took 115 KB, which were zeroed, and the workers returned them to the
 * system after each search. */
static void a_page_of_ten_results_needs_little_memory(void **state) {
  struct blog *b = *state;
  struct arena *small = arena_new(160 << 10);
  const struct page_request r = {
      .raw_path = "/", .path = "/", .search = "the words", .now = SUPPORT_DATE};
  for (int i = 0; i < 10; i++) {
    struct article_input d = support_article_input(arena_printf(b->arena, "a%d", i));
    d.html = "<p>All the words of an article, and the words of its end.</p>";
    support_save(b, &d);
  }
  struct page p = {0};
  struct buf out = {0};
  assert_err(page_find(b->web, small, &r, &p), OK);
  assert_int_equal(((struct page_search *)p.content)->found.count, 10);
  assert_err(page_render(b->web, small, &p, &out), OK);
  buf_free(&out);
  arena_free(small);
}

static void failing_memory_is_reported(void **state) {
  struct blog *b = *state;
  struct article_input one = support_article_input("one");
  support_save(b, &one);
  struct page_scenario s = {b, {.raw_path = "/",
                                   .path = "/",
                                   .search = "words \"a phrase\"",
                                   .now = SUPPORT_DATE}};
  assert_true(fail_alloc_each(page_scenario_run, &s) > 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_search_tells_how_many_it_found),
      support_site_test(results_have_numbered_pages),
      support_site_test(a_page_of_ten_results_needs_little_memory),
      support_site_test(failing_memory_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
