#include "db/model/article_slug.h"

#include "support_site.h"

static int64_t add_post(struct blog *b, const char *slug, enum article_status status) {
  struct article_input post = support_article_input(slug);
  post.status = status;
  return support_save(b, &post);
}

static void public_slugs_on_both_sides_are_read(void **state) {
  struct blog *b = *state;
  struct article_slug around[4];
  size_t count = 0;
  add_post(b, "boats", ARTICLE_PUBLISH);
  add_post(b, "cliffs", ARTICLE_DRAFT);
  add_post(b, "dunes", ARTICLE_PUBLISH);
  add_post(b, "eels", ARTICLE_PUBLISH);
  assert_err(
      article_slugs_around(b->web->db, b->arena, "dunes", 2, around, &count), OK);
  assert_int_equal(count, 3);
  assert_string_equal(around[0].slug, "dunes");
  assert_string_equal(around[1].slug, "eels");
  assert_string_equal(around[2].slug, "boats");
}

static void the_slug_of_a_draft_is_not_found(void **state) {
  struct blog *b = *state;
  const char *slug = NULL;
  int64_t draft = add_post(b, "cliffs", ARTICLE_DRAFT);
  int64_t post = add_post(b, "dunes", ARTICLE_PUBLISH);
  assert_err(article_slug_of(b->web->db, b->arena, draft, &slug), ERR_NOT_FOUND);
  assert_null(slug);
  assert_err(article_slug_of(b->web->db, b->arena, post, &slug), OK);
  assert_string_equal(slug, "dunes");
}

static void a_page_is_found_below_its_parents(void **state) {
  struct blog *b = *state;
  struct article_input page = support_article_input("about");
  int64_t id = 0;
  page.type = ARTICLE_PAGE;
  page.status = ARTICLE_DRAFT;
  int64_t about = support_save(b, &page);
  page.slug = "team";
  page.parent_id = about;
  int64_t team = support_save(b, &page);
  assert_err(article_slug_find_page(b->site->db, "about", &id), OK);
  assert_int_equal(id, about);
  assert_err(article_slug_find_page(b->site->db, "/about//team/", &id), OK);
  assert_int_equal(id, team);
  assert_err(article_slug_find_page(b->site->db, "team", &id), ERR_NOT_FOUND);
  assert_err(article_slug_find_page(b->site->db, "/", &id), ERR_NOT_FOUND);
  assert_int_equal(id, team);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(public_slugs_on_both_sides_are_read),
      support_site_test(the_slug_of_a_draft_is_not_found),
      support_site_test(a_page_is_found_below_its_parents),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
