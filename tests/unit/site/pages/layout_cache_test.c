#include "site/pages/layout_cache.h"

#include "page_support.h"

static size_t menu_count(struct blog *b) {
  struct view_links menu = {0}, categories = {0};
  assert_err(layout_cache_get(b->web, &menu, &categories), OK);
  return menu.count;
}

static void a_change_of_another_process_is_noticed(void **state) {
  struct blog *b = *state;
  assert_int_equal(menu_count(b), 0);
  struct article_input d = support_article_input("about");
  d.type = ARTICLE_PAGE;
  d.in_menu = true;
  support_save(b, &d); /* by b->site */
  assert_int_equal(menu_count(b), 1);
}

static void links_are_kept_between_pages(void **state) {
  struct blog *b = *state;
  struct view_links one = {0}, two = {0}, categories = {0};
  assert_err(layout_cache_get(b->web, &one, &categories), OK);
  assert_err(layout_cache_get(b->web, &two, &categories), OK);
  assert_ptr_equal(one.items, two.items);
  layout_cache_free(b->web);
  layout_cache_free(b->web);
  assert_null(b->web->layout_cache);
}

static enum err read_once(void *context) {
  struct blog *b = context;
  struct view_links menu = {0}, categories = {0};
  layout_cache_free(b->web);
  return layout_cache_get(b->web, &menu, &categories);
}

/* A failed read must not leave half a cache for the next page. */
static void failing_memory_is_reported(void **state) {
  assert_true(fail_alloc_each(read_once, *state) > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_change_of_another_process_is_noticed),
      support_site_test(links_are_kept_between_pages),
      support_site_test(failing_memory_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
