#include "cli/post_state.h"

#include "cli_support.h"

static int64_t add(struct blog *b, const char *slug) {
  struct article_input a = support_article_input(slug);
  return support_save(b, &a);
}

static enum article_status status_of(struct blog *b, int64_t id) {
  return support_article(b, id).status;
}

static void a_post_is_unpublished_and_published(void **state) {
  struct blog *b = *state;
  add(b, "one");
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("post", "unpublish", "1")), "Unpublished post 1.\n");
  assert_int_equal(status_of(b, 1), ARTICLE_DRAFT);
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("post", "publish", "1")), "Published post 1.\n");
  assert_int_equal(status_of(b, 1), ARTICLE_PUBLISH);
}

static void a_post_is_scheduled(void **state) {
  struct blog *b = *state;
  add(b, "one");
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("post", "schedule", "1", "2999-01-01 09:30")),
      "Scheduled post 1.\n");
  assert_int_equal(status_of(b, 1), ARTICLE_FUTURE);
  cli_refused(b, EX_DATAERR, "post 1: not a date: \"soon\"",
      CLI("post", "schedule", "1", "soon"));
}

/* One ID that is wrong stops no other, but sets the exit code. */
static void the_other_posts_are_changed(void **state) {
  struct blog *b = *state;
  add(b, "one");
  add(b, "two");
  cli_refused(
      b, EX_NOINPUT, "post 99: not found", CLI("post", "unpublish", "1", "99", "2"));
  assert_int_equal(status_of(b, 1), ARTICLE_DRAFT);
  assert_int_equal(status_of(b, 2), ARTICLE_DRAFT);
  cli_refused(
      b, EX_NOINPUT, "no post has the ID", CLI("post", "publish", "three", "1"));
  assert_int_equal(status_of(b, 1), ARTICLE_PUBLISH);
  cli_said(b, stdout, 0, CLI("post", "publish", "two"));
  assert_int_equal(status_of(b, 2), ARTICLE_PUBLISH);
}

static void a_deletion_is_confirmed(void **state) {
  struct blog *b = *state;
  add(b, "one");
  cli_refused(b, EX_USAGE, "confirm it with --yes", CLI("post", "delete", "1"));
  assert_int_equal(support_number(b, "SELECT count(*) FROM article"), 1);
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("post", "delete", "1", "--yes")), "Deleted post 1.\n");
  assert_int_equal(support_number(b, "SELECT count(*) FROM article"), 0);
  cli_refused(b, EX_NOINPUT, "post 1: not found", CLI("post", "delete", "1", "--yes"));
}

static void failing_memory_is_reported(void **state) {
  struct blog *b = *state;
  add(b, "one");
  cli_survives_failing_memory(b, 0, CLI("post", "unpublish", "1"));
  cli_survives_failing_memory(b, 0, CLI("post", "publish", "1"));
  cli_survives_failing_memory(b, 0, CLI("post", "schedule", "1", "2999-01-01"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_post_is_unpublished_and_published),
      support_site_test(a_post_is_scheduled),
      support_site_test(the_other_posts_are_changed),
      support_site_test(a_deletion_is_confirmed),
      support_site_test(failing_memory_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
