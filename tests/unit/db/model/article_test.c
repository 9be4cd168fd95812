#include "db/model/article.h"

#include "support_site.h"

struct seen {
  int count;
  enum err result;
};

static enum err on_article(void *context, const struct article *article) {
  struct seen *seen = context;
  seen->count++;
  assert_non_null(article->title);
  return seen->result;
}

static int64_t add_post(struct blog *b, const char *slug, enum article_status status) {
  struct article_input post = support_article_input(slug);
  post.status = status;
  return support_save(b, &post);
}

static void names_of_statuses_are_found(void **state) {
  enum article_status status;
  enum article_type type;
  (void)state;
  for (int i = ARTICLE_DRAFT; i <= ARTICLE_WITHDRAWN; i++) {
    assert_true(
        article_status_find(article_status_name((enum article_status)i), &status));
    assert_int_equal(status, i);
  }
  assert_false(article_status_find("Draft", &status));
  assert_true(article_type_find("page", &type));
  assert_int_equal(type, ARTICLE_PAGE);
}

static void a_filter_selects_a_status(void **state) {
  struct blog *b = *state;
  struct seen all = {.result = OK}, drafts = {.result = OK};
  add_post(b, "one", ARTICLE_PUBLISH);
  add_post(b, "two", ARTICLE_DRAFT);
  const struct article_filter any = {-1, -1}, draft = {-1, ARTICLE_DRAFT};
  assert_err(article_each(b->site->db, b->arena, &any, on_article, &all), OK);
  assert_err(article_each(b->site->db, b->arena, &draft, on_article, &drafts), OK);
  assert_int_equal(all.count, 2);
  assert_int_equal(drafts.count, 1);
}

static void a_not_found_of_the_visitor_is_returned(void **state) {
  struct blog *b = *state;
  struct seen seen = {.result = ERR_NOT_FOUND};
  const struct article_filter any = {-1, -1};
  add_post(b, "one", ARTICLE_PUBLISH);
  add_post(b, "two", ARTICLE_PUBLISH);
  assert_err(
      article_each(b->site->db, b->arena, &any, on_article, &seen), ERR_NOT_FOUND);
  assert_int_equal(seen.count, 1);
}

static void positions_of_one_time_differ(void **state) {
  struct blog *b = *state;
  int64_t position = 0;
  add_post(b, "one", ARTICLE_PUBLISH);
  add_post(b, "two", ARTICLE_PUBLISH);
  assert_err(article_free_position(b->site->db, SUPPORT_DATE, &position), OK);
  assert_int_equal(position, SUPPORT_DATE + 2);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(names_of_statuses_are_found),
      support_site_test(a_filter_selects_a_status),
      support_site_test(a_not_found_of_the_visitor_is_returned),
      support_site_test(positions_of_one_time_differ),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
