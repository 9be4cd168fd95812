#include "site/publish/excerpt_update.h"

#include "site/publish/article_finish.h"
#include "site/publish/article_write.h"
#include "support_site.h"

static int64_t with_excerpt(struct blog *b, const char *excerpt) {
  char sql[200];
  snprintf(
      sql, sizeof sql, "SELECT count(*) FROM article WHERE excerpt = '%s'", excerpt);
  return support_number(b, sql);
}

static int64_t save(struct blog *b, const char *slug, const char *excerpt) {
  struct article_input in = support_article_input(slug);
  in.format = "markdown";
  in.source = "Low tide.\n\n<!--more-->\n\nAnd mud.\n";
  in.html = "<p>Low tide.</p>\n<p>And mud.</p>";
  in.excerpt = excerpt;
  return support_save(b, &in);
}

/* As the database of an earlier version is after the migrations. */
static void age(struct blog *b) {
  support_number(
      b, "UPDATE site SET excerpt_version = 0, excerpt_until = 0 RETURNING 1");
}

static void excerpts_of_an_earlier_version_are_made_again(void **state) {
  struct blog *b = *state;
  int done = 0;
  save(b, "made", "Low tide. And mud.");
  save(b, "written", "What the sea leaves.");
  age(b);
  int64_t change = support_number(b, "SELECT change FROM site");
  assert_err(article_write_some_rest(b->site->db, &done), OK);
  assert_int_equal(done, 1);
  assert_int_equal(with_excerpt(b, "Low tide."), 1);
  assert_int_equal(with_excerpt(b, "What the sea leaves."), 1);
  /* Pages that show the old one are evicted. */
  assert_int_equal(
      support_number(b, "SELECT change FROM dependency WHERE key = 'site'"),
      change + 1);
  assert_err(article_write_some_rest(b->site->db, &done), OK);
  assert_int_equal(done, 0);
}

static void where_nothing_changes_no_page_is_evicted(void **state) {
  struct blog *b = *state;
  save(b, "written", "What the sea leaves.");
  age(b);
  assert_err(article_write_rest(b->site->db), OK);
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM dependency WHERE key = 'site'"), 0);
}

static void one_step_is_bounded(void **state) {
  struct blog *b = *state;
  int done = 0;
  for (int i = 0; i < WORK_QUEUE_BATCH + 5; i++) {
    char slug[16];
    arena_reset(b->arena);
    snprintf(slug, sizeof slug, "post-%d", i);
    save(b, slug, "Low tide. And mud.");
  }
  age(b);
  assert_err(article_write_some_rest(b->site->db, &done), OK);
  assert_int_equal(with_excerpt(b, "Low tide."), WORK_QUEUE_BATCH);
  assert_err(article_write_some_rest(b->site->db, &done), OK);
  assert_int_equal(with_excerpt(b, "Low tide."), WORK_QUEUE_BATCH + 5);
}

/* Otherwise each new site would begin with work for nothing. */
static void a_new_site_has_nothing_to_do(void **state) {
  struct blog *b = *state;
  assert_int_equal(
      support_number(b, "SELECT excerpt_version FROM site"), ARTICLE_EXCERPT_VERSION);
  int done = -1;
  save(b, "made", "Low tide. And mud.");
  assert_err(article_write_some_rest(b->site->db, &done), OK);
  assert_int_equal(done, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(excerpts_of_an_earlier_version_are_made_again),
      support_site_test(where_nothing_changes_no_page_is_evicted),
      support_site_test(one_step_is_bounded),
      support_site_test(a_new_site_has_nothing_to_do),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
