#include "site/pages/page_corrections.h"

#include "base/clock.h"
#include "db/model/correction.h"
#include "page_support.h"
#include "site/publish/publish_state.h"

static enum err add(struct db *s, void *context) {
  return correction_add(s, context);
}

static void correct(struct blog *b, int64_t id, int64_t at, const char *note) {
  struct correction c = {.article_id = id,
      .at = at,
      .note = note,
      .changes = "at <del>six</del><ins>&lt;seven&gt;</ins>"};
  assert_err(txn_write(b->site->db, add, &c), OK);
}

static void a_blog_without_corrections_says_so(void **state) {
  const char *text = page_text(*state, "/corrections/");
  assert_has(text, "class=\"empty\"");
  assert_has(text, "There are no corrections.");
  assert_int_equal(page_error_at(*state, "/corrections/page/2/"), ERR_NOT_FOUND);
}

static void notices_are_listed_newest_first(void **state) {
  struct blog *b = *state;
  int64_t id = page_save_at(b, "tide", SUPPORT_DATE);
  correct(b, id, SUPPORT_DATE + CLOCK_DAY, "It was seven.");
  correct(b, id, SUPPORT_DATE + 2 * CLOCK_DAY, "<b>\u202eNot</b> & six.");
  const char *text = page_text(b, "/corrections/");
  const char *newer = strstr(text, "Not"), *older = strstr(text, "It was seven.");
  assert_true(newer && older && newer < older);
  assert_has(text, "<bdi>&lt;b&gt;\u202eNot&lt;/b&gt; &amp; six.</bdi>");
  assert_has(text, "href=\"/2026/01/tide/#comment-correction-1767355200\"");
  assert_has(text, "at <del>six</del> <ins>&lt;seven&gt;</ins>");
  assert_has(text, "href=\"https://example.org/corrections/\"");
  text = page_text(b, "/2026/01/tide/");
  assert_has(text, "id=\"comment-correction-1767355200\"");
  assert_has(text, "\"@type\":\"CorrectionComment\",\"text\":\"It was seven.\"");
  assert_has(text, "href=\"#comment-corrections\"");
  assert_has(text, "href=\"/corrections/\"");
  assert_true(strstr(text, "It was seven.") < strstr(text, "Not&lt;"));
}

static void a_notice_is_in_the_language_of_its_article(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("madd");
  d.lang = "ar";
  correct(b, support_save(b, &d), SUPPORT_DATE, "x");
  assert_has(page_text(b, "/corrections/"), "<div lang=\"ar\" dir=\"rtl\">");
}

static void other_addresses_are_not_corrections(void **state) {
  static const char *const paths[] = {"/corrections/page/", "/corrections/page/1/",
      "/corrections/page/02/", "/corrections/page/x/", "/corrections/2/",
      "/corrections/page/2/x/", "/corrections/page/9999999999/"};
  for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
    if (page_error_at(*state, paths[i]) != ERR_NOT_FOUND)
      fail_msg("%s is a page", paths[i]);
}

static void long_lists_have_pages(void **state) {
  struct blog *b = *state;
  struct page_paths paths;
  int64_t id = page_save_at(b, "tide", SUPPORT_DATE);
  for (int i = 0; i < 51; i++) {
    char note[20];
    snprintf(note, sizeof note, "note %d.", i);
    correct(b, id, SUPPORT_DATE + i * CLOCK_SECOND, note);
  }
  const char *text = page_text(b, "/corrections/");
  assert_has(text, "note 50.");
  assert_lacks(text, "note 0.");
  assert_has(text, "href=\"/corrections/page/2/\"");
  text = page_text(b, "/corrections/page/2/");
  assert_has(text, "note 0.");
  assert_lacks(text, "note 1.");
  assert_has(text, "<title>Corrections – Page 2 – ");
  page_enumerated(b, "corrections", &paths);
  assert_string_equal(paths.text, "/corrections/\n/corrections/page/2/\n");
}

static void changes_of_corrected_articles_affect_the_list(void **state) {
  struct blog *b = *state;
  struct page_paths paths;
  char why[200];
  int64_t id = page_save_at(b, "tide", SUPPORT_DATE);
  correct(b, id, SUPPORT_DATE, "x");
  uint64_t before = page_at(b, "/corrections/").revision;
  assert_err(
      publish_set_status(b->site, b->arena, id, ARTICLE_DRAFT, NULL, why, sizeof why),
      OK);
  assert_true(page_at(b, "/corrections/").revision > before);
  assert_lacks(page_text(b, "/corrections/"), "tide");
  page_affected(
      b, "corrections", (struct txn_invalidated){.kind = DEP_ARTICLE}, &paths);
  assert_string_equal(paths.text, "/corrections/\n/corrections/page/ 2--1\n");
  page_affected(b, "corrections",
      (struct txn_invalidated){.kind = DEP_ARTICLE, .id = id}, &paths);
  assert_string_equal(paths.text, "");
}

static void an_authors_page_is_shown_instead(void **state) {
  struct blog *b = *state;
  struct page_paths paths;
  struct article_input d = support_article_input("corrections");
  d.type = ARTICLE_PAGE;
  int64_t id = support_save(b, &d);
  assert_string_equal(page_at(b, "/corrections/").kind->name, "article");
  page_enumerated(b, "corrections", &paths);
  assert_string_equal(paths.text, "");
  assert_err(publish_delete(b->site, b->arena, id), OK);
  assert_string_equal(page_at(b, "/corrections/").kind->name, "corrections");
}

static void failing_memory_is_reported(void **state) {
  struct blog *b = *state;
  correct(b, page_save_at(b, "tide", SUPPORT_DATE), SUPPORT_DATE, "x");
  page_survives_failing_memory(b, "/corrections/");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_blog_without_corrections_says_so),
      support_site_test(notices_are_listed_newest_first),
      support_site_test(a_notice_is_in_the_language_of_its_article),
      support_site_test(other_addresses_are_not_corrections),
      support_site_test(long_lists_have_pages),
      support_site_test(changes_of_corrected_articles_affect_the_list),
      support_site_test(an_authors_page_is_shown_instead),
      support_site_test(failing_memory_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
