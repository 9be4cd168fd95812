#include "db/model/article_next.h"

#include "base/clock.h"
#include "support_site.h"

static int64_t add_post(struct blog *b, const char *slug, enum article_status status) {
  struct article_input post = support_article_input(slug);
  post.status = status;
  return support_save(b, &post);
}

static void ids_end_without_an_error(void **state) {
  struct blog *b = *state;
  int64_t first = add_post(b, "one", ARTICLE_DRAFT), id = 0;
  int64_t second = add_post(b, "two", ARTICLE_PUBLISH);
  bool found = false;
  char *permalink = NULL;
  assert_err(article_next(b->site->db, &found, &id), OK);
  assert_true(found);
  assert_int_equal(id, first);
  assert_err(article_next_public(b->web->db, b->arena, &found, &id, &permalink), OK);
  assert_true(found);
  assert_int_equal(id, second);
  assert_string_equal(permalink, "/2026/01/two/");
  assert_err(article_next_public(b->web->db, b->arena, &found, &id, &permalink), OK);
  assert_false(found);
  assert_int_equal(id, second);
}

static void neighbours_are_found_by_position(void **state) {
  struct blog *b = *state;
  int64_t id = 0;
  bool found = false;
  int64_t one = add_post(b, "one", ARTICLE_PUBLISH);
  int64_t two = add_post(b, "two", ARTICLE_PUBLISH);
  assert_err(article_next_to(b->web->db, SUPPORT_DATE, true, &found, &id), OK);
  assert_true(found);
  assert_int_equal(id, two);
  assert_err(article_next_to(b->web->db, SUPPORT_DATE + 1, false, &found, &id), OK);
  assert_true(found);
  assert_int_equal(id, one);
  assert_err(article_next_to(b->web->db, SUPPORT_DATE, false, &found, &id), OK);
  assert_false(found);
}

static void articles_that_are_due_are_found(void **state) {
  struct blog *b = *state;
  struct article_input future = support_article_input("future");
  enum article_due what;
  bool found = true;
  int64_t id = 0;
  assert_err(article_next_due(b->site->db, SUPPORT_DATE, &found, &what, &id), OK);
  assert_false(found);
  /* What has expired already is never published. */
  int64_t expiry = clock_now() + CLOCK_DAY;
  future.expires_at = expiry;
  int64_t expected = support_save(b, &future);
  assert_err(article_next_due(b->site->db, expiry, &found, &what, &id), OK);
  assert_true(found);
  assert_int_equal(what, DUE_EXPIRE);
  assert_int_equal(id, expected);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(ids_end_without_an_error),
      support_site_test(neighbours_are_found_by_position),
      support_site_test(articles_that_are_due_are_found),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
