#include "site/comments/comment_author_name.h"

#include "fail_alloc.h"
#include "support_site.h"

static const char *author_like(struct blog *b, const char *name) {
  const char *found = "";
  assert_err(comment_author_name(b->web, b->arena, name, &found), OK);
  return found;
}

static void write_as(struct blog *b, const char *slug, const char *author) {
  struct article_input d = support_article_input(slug);
  d.author = author;
  support_save(b, &d);
}

static void authors_are_found_by_what_looks_like_their_names(void **state) {
  struct blog *b = *state;
  write_as(b, "one", "Grace Hopper");
  write_as(b, "two", "\u674e\u96f7");
  assert_string_equal(author_like(b, "Grace Hopper"), "Grace Hopper");
  assert_string_equal(author_like(b, "gr\u0430ce  h0pper!"), "Grace Hopper");
  assert_string_equal(author_like(b, "\u674e\u96f7"), "\u674e\u96f7");
  assert_null(author_like(b, "Grace"));
  assert_null(author_like(b, "Hopper Grace"));
  assert_null(author_like(b, "..."));
}

static enum err find_once(void *context) {
  struct blog *b = context;
  const char *found;
  enum err e = comment_author_name(b->web, b->arena, "Grace Hopper", &found);
  arena_reset(b->arena);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  write_as(*state, "one", "Grace Hopper");
  fail_alloc_each(find_once, *state);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(authors_are_found_by_what_looks_like_their_names),
      support_site_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
