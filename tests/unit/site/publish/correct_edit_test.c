#include "site/publish/correct_edit.h"

#include "db/model/correction.h"
#include "site/publish/correct.h"
#include "support_site.h"

static size_t judged(struct blog *b, struct article_input *in) {
  size_t words = 0;
  in->known = NULL;
  assert_err(correct_edit_judge(b->site, b->arena, in, false, &words), OK);
  return words;
}

static struct article_input text(const char *html) {
  struct article_input d = support_article_input("tide");
  d.source = d.html = html;
  return d;
}

static void a_change_of_a_public_article_is_judged(void **state) {
  struct blog *b = *state;
  struct article_input d = text("<p>At <b>six</b> in the harbour.</p>");
  assert_int_equal(judged(b, &d), 0);
  d.id = support_save(b, &d);
  assert_int_equal(judged(b, &d), 0);
  assert_null(d.known);
  d.html = "<p>At <i>six</i> in the  harbor.</p>";
  assert_int_equal(judged(b, &d), 0);
  assert_null(d.known);
  d.html = "<p>At 7 in the harbour.</p>";
  assert_int_equal(judged(b, &d), 1);
  assert_string_equal(d.known, "tide\nAt six in the harbour.");
  d.html = "<p>At six in the harbour.</p>";
  d.title = "Another title";
  assert_int_equal(judged(b, &d), 2);
}

static void drafts_are_not_judged(void **state) {
  struct blog *b = *state;
  struct article_input d = text("<p>At six.</p>");
  d.status = ARTICLE_DRAFT;
  d.id = support_save(b, &d);
  d.html = "<p>At seven.</p>";
  assert_int_equal(judged(b, &d), 0);
  d.status = ARTICLE_PUBLISH;
  assert_int_equal(judged(b, &d), 0);
  support_save(b, &d);
  d.html = "<p>At eight.</p>";
  d.status = ARTICLE_DRAFT;
  assert_int_equal(judged(b, &d), 0);
  d.status = ARTICLE_FUTURE;
  d.published_at = INT64_MAX;
  assert_int_equal(judged(b, &d), 0);
}

static void readers_are_told_what_changed_since_the_last_time(void **state) {
  struct blog *b = *state;
  const char *changes = "x", *before = NULL;
  struct article_input d = text("<p>At six.</p>");
  d.id = support_save(b, &d);
  changes = "";
  assert_err(correct_edit_changes(b->site, b->arena, d.id, &changes), OK);
  assert_string_equal(changes, "");
  static const char *const later[] = {"<p>At seven.</p>", "<p>At eight.</p>"};
  for (size_t i = 0; i < 2; i++) {
    d.html = d.source = later[i];
    assert_int_equal(judged(b, &d), 1);
    support_save(b, &d);
  }
  assert_err(correct_edit_changes(b->site, b->arena, d.id, &changes), OK);
  assert_string_equal(changes, "At <del>six</del><ins>eight</ins>.\n");
  assert_err(correction_before(b->site->db, b->arena, d.id, &before), OK);
  assert_non_null(before);
}

static void without_diff_a_change_counts_without_words(void **state) {
  struct blog *b = *state;
  struct article_input d = text("<p>At six in the morning.</p>");
  d.id = support_save(b, &d);
  d.html = "<p>By six at the latest.</p>";
  setenv("PAMPHLET_TOOLS", "/nonexistent", 1);
  assert_int_equal(judged(b, &d), 0);
  assert_non_null(d.known);
  support_save(b, &d);
  const char *changes = "";
  assert_err(correct_edit_changes(b->site, b->arena, d.id, &changes), OK);
  assert_string_equal(changes, "");
  unsetenv("PAMPHLET_TOOLS");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_change_of_a_public_article_is_judged),
      support_site_test(drafts_are_not_judged),
      support_site_test(readers_are_told_what_changed_since_the_last_time),
      support_site_test(without_diff_a_change_counts_without_words),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
