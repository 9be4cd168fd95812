#include "support_site.h"

#include "db/model/stats.h"

struct seen {
  int count;
  int64_t last;
  char text[200];
  enum err result; /* what the visitor returns */
};

static enum err on_time(void *context, int64_t time, const char *status) {
  struct seen *seen = context;
  seen->count++;
  seen->last = time;
  snprintf(seen->text, sizeof seen->text, "%s", status ? status : "-");
  return seen->result;
}

static enum err on_count(
    void *context, const char *type, const char *status, int64_t count) {
  struct seen *seen = context;
  size_t n = strlen(seen->text);
  seen->count++;
  snprintf(seen->text + n, sizeof seen->text - n, "%s %s %lld;", type, status,
      (long long)count);
  return seen->result;
}

static int64_t add_articles(struct blog *b) {
  struct article_input one = support_article_input("one"),
                       draft = support_article_input("draft");
  draft.status = ARTICLE_DRAFT;
  int64_t id = support_save(b, &one);
  support_save(b, &draft);
  return id;
}

static void only_public_posts_are_visited(void **state) {
  struct blog *b = *state;
  struct seen seen = {.result = OK};
  add_articles(b);
  assert_err(stats_posts(b->site->db, on_time, &seen), OK);
  assert_int_equal(seen.count, 1);
  assert_int_equal(seen.last, SUPPORT_DATE);
  assert_string_equal(seen.text, "-");
}

static void comments_come_with_their_status(void **state) {
  struct blog *b = *state;
  struct seen seen = {.result = OK};
  support_comment(b, add_articles(b), 0, COMMENT_SPAM);
  assert_err(stats_comments(b->site->db, on_time, &seen), OK);
  assert_int_equal(seen.count, 1);
  assert_string_equal(seen.text, "spam");
}

static void articles_are_counted_by_type_and_status(void **state) {
  struct blog *b = *state;
  struct seen seen = {.result = OK};
  add_articles(b);
  assert_err(stats_states(b->site->db, on_count, &seen), OK);
  assert_string_equal(seen.text, "post publish 1;post draft 1;");
}

static void an_error_of_the_visitor_ends_the_walk(void **state) {
  struct blog *b = *state;
  struct db *s = b->site->db;
  struct seen seen = {.result = ERR_NOT_FOUND};
  support_comment(b, add_articles(b), 0, COMMENT_APPROVE);
  assert_err(stats_posts(s, on_time, &seen), ERR_NOT_FOUND);
  assert_err(stats_comments(s, on_time, &seen), ERR_NOT_FOUND);
  assert_err(stats_states(s, on_count, &seen), ERR_NOT_FOUND);
  assert_int_equal(seen.count, 3);
}

static void the_web_may_not_count(void **state) {
  struct blog *b = *state;
  struct seen seen = {.result = OK};
  assert_err(stats_posts(b->web->db, on_time, &seen), ERR_DENIED);
  assert_err(stats_states(b->web->db, on_count, &seen), ERR_DENIED);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(only_public_posts_are_visited),
      support_site_test(comments_come_with_their_status),
      support_site_test(articles_are_counted_by_type_and_status),
      support_site_test(an_error_of_the_visitor_ends_the_walk),
      support_site_test(the_web_may_not_count),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
