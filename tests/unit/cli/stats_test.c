#include "cli/stats.h"

#include <jansson.h>

#include "cli_support.h"

/* A post with an approved and a held comment, and a draft. */
static void fill(struct blog *b) {
  struct article_input post = support_article_input("one"),
                       draft = support_article_input("two");
  draft.status = ARTICLE_DRAFT;
  int64_t id = support_save(b, &post);
  support_save(b, &draft);
  support_comment(b, id, 0, COMMENT_APPROVE);
  support_comment(b, id, 0, COMMENT_HOLD);
}

static void articles_and_comments_are_counted(void **state) {
  struct blog *b = *state;
  fill(b);
  const char *text = cli_said(b, stdout, 0, CLI("stats", "--months=1"));
  assert_non_null(strstr(text, "posts     publish 1 draft 1\n"));
  assert_non_null(strstr(text, "comments  approve 1 hold 1 spam 0 trash 0\n"));
  assert_non_null(strstr(text, "\nmonth    posts     comments\n"));
}

static json_int_t number_at(json_t *object, const char *key) {
  return json_integer_value(json_object_get(object, key));
}

/* The post is of a month that is, as time goes by, before those shown. */
static void json_has_the_same_numbers(void **state) {
  struct blog *b = *state;
  fill(b);
  json_t *all = json_loads(
      cli_said(b, stdout, 0, CLI("stats", "--format=json", "--months=24")), 0, NULL);
  assert_int_equal(number_at(json_object_get(all, "comments"), "hold"), 1);
  json_t *months = json_object_get(all, "months");
  assert_int_equal(json_array_size(months), 24);
  json_int_t posts = number_at(json_object_get(all, "earlier"), "posts");
  for (size_t i = 0; i < 24; i++)
    posts += number_at(json_array_get(months, i), "posts");
  assert_int_equal(posts, 1);
  json_decref(all);
}

static void values_out_of_range_are_refused(void **state) {
  struct blog *b = *state;
  static const char *const months[] = {"--months=0", "--months=-1", "--months=1201",
      "--months=x", "--months=12x", "--months=99999999999999999999"};
  for (size_t i = 0; i < sizeof months / sizeof months[0]; i++)
    cli_refused(b, EX_USAGE, "from 1 to 1200", CLI("stats", months[i]));
  cli_refused(b, EX_USAGE, "unknown format", CLI("stats", "--format=ids"));
}

static void failing_memory_is_reported(void **state) {
  struct blog *b = *state;
  fill(b);
  cli_survives_failing_memory(b, 0, CLI("stats"));
  cli_survives_failing_memory(b, 0, CLI("stats", "--format=json"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(articles_and_comments_are_counted),
      support_site_test(json_has_the_same_numbers),
      support_site_test(values_out_of_range_are_refused),
      support_site_test(failing_memory_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
