#include "db/model/term.h"

#include "support_site.h"

static int64_t add_post(struct blog *b, enum article_status status) {
  static const char *const tags[] = {"Beach", "Sea", "Tides"};
  static const char *const categories[] = {"Harbour/Boats"};
  struct article_input post = support_article_input("one");
  post.status = status;
  support_tags(&post, tags, 3);
  support_categories(&post, categories, 1);
  return support_save(b, &post);
}

static void terms_follow_each_other_by_slug(void **state) {
  struct blog *b = *state;
  static const char *const slugs[] = {"beach", "sea", "tides"};
  const char *slug = "";
  bool found = false;
  struct term term;
  add_post(b, ARTICLE_PUBLISH);
  for (int i = 0; i < 3; i++) {
    assert_err(term_after(b->web->db, b->arena, TERM_TAG, slug, &found, &term), OK);
    assert_true(found);
    assert_string_equal(term.slug, slugs[i]);
    slug = term.slug;
  }
  assert_err(term_after(b->web->db, b->arena, TERM_TAG, slug, &found, &term), OK);
  assert_false(found);
}

static void a_category_has_a_parent(void **state) {
  struct blog *b = *state;
  struct term boats;
  int64_t parent = 0, top = 1;
  add_post(b, ARTICLE_PUBLISH);
  assert_err(
      term_find(b->web->db, b->arena, TERM_CATEGORY, "harbour/boats", &boats), OK);
  assert_err(term_parent(b->web->db, boats.id, &parent), OK);
  assert_int_equal(parent, boats.parent_id);
  assert_err(term_parent(b->web->db, parent, &top), OK);
  assert_int_equal(top, 0);
  assert_err(term_parent(b->web->db, 999, &top), ERR_NOT_FOUND);
  assert_err(
      term_find(b->web->db, b->arena, TERM_CATEGORY, "boats", &boats), ERR_NOT_FOUND);
}

static void slugs_on_both_sides_are_found(void **state) {
  struct blog *b = *state;
  struct term around[2];
  size_t count = 0;
  add_post(b, ARTICLE_PUBLISH);
  assert_err(
      term_around(b->web->db, b->arena, TERM_TAG, "sand", 1, around, &count), OK);
  assert_int_equal(count, 2);
  assert_string_equal(around[0].slug, "sea");
  assert_string_equal(around[1].slug, "beach");
  assert_err(term_around(b->web->db, b->arena, TERM_CATEGORY, "harbour/boat", 1, around,
                 &count),
      OK);
  assert_int_equal(count, 2);
  assert_string_equal(around[0].slug, "harbour/boats");
  assert_string_equal(around[1].slug, "harbour");
}

static void terms_without_public_posts_are_not_suggested(void **state) {
  struct blog *b = *state;
  struct term around[6];
  size_t count = 9;
  add_post(b, ARTICLE_DRAFT);
  assert_err(
      term_around(b->web->db, b->arena, TERM_TAG, "sand", 3, around, &count), OK);
  assert_int_equal(count, 0);
}

static void only_the_command_adds_terms(void **state) {
  struct blog *b = *state;
  struct term term;
  assert_err(term_ensure(b->web->db, b->arena, TERM_TAG, NULL, "new", "New", &term),
      ERR_DENIED);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(terms_follow_each_other_by_slug),
      support_site_test(a_category_has_a_parent),
      support_site_test(slugs_on_both_sides_are_found),
      support_site_test(terms_without_public_posts_are_not_suggested),
      support_site_test(only_the_command_adds_terms),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
