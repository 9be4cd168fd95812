#include "db/model/sitemap.h"

#include "support_site.h"

static enum err on_article(
    void *context, const char *permalink, int64_t changed, int64_t id) {
  assert_true(id > 0);
  assert_string_equal(permalink, "/2026/01/one/");
  assert_int_equal(changed, SUPPORT_DATE);
  return *(const enum err *)context;
}

static void parts_end_without_an_error(void **state) {
  struct blog *b = *state;
  struct article_input post = support_article_input("one");
  int64_t part = 0, changed = 0;
  bool found = true;
  assert_err(sitemap_next(b->web->db, &found, &part, &changed), OK);
  assert_false(found);
  support_save(b, &post);
  assert_err(sitemap_next(b->web->db, &found, &part, &changed), OK);
  assert_true(found);
  assert_int_equal(part, 1);
  assert_int_equal(changed, SUPPORT_DATE);
  assert_err(sitemap_next(b->web->db, &found, &part, &changed), OK);
  assert_false(found);
}

static void a_not_found_of_the_visitor_is_returned(void **state) {
  struct blog *b = *state;
  struct article_input post = support_article_input("one");
  enum err result = ERR_NOT_FOUND;
  support_save(b, &post);
  assert_err(sitemap_each(b->web->db, 1, on_article, &result), ERR_NOT_FOUND);
  result = OK;
  assert_err(sitemap_each(b->web->db, 1, on_article, &result), OK);
}

static void every_write_changes_the_state(void **state) {
  struct blog *b = *state;
  struct article_input post = support_article_input("one");
  int64_t before = 0, after = 0;
  assert_err(sitemap_state(b->web->db, &before), OK);
  support_save(b, &post);
  assert_err(sitemap_state(b->web->db, &after), OK);
  assert_true(after > before);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(parts_end_without_an_error),
      support_site_test(a_not_found_of_the_visitor_is_returned),
      support_site_test(every_write_changes_the_state),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
