#include "cli/command/post_ref.h"

#include "support_site.h"

enum { WHY = 300 };

static int64_t add(
    struct blog *b, const char *slug, enum article_type type, int64_t parent) {
  struct article_input a = support_article_input(slug);
  a.type = type;
  a.parent_id = parent;
  return support_save(b, &a);
}

static int64_t find(struct blog *b, const char *word) {
  char why[WHY];
  int64_t id = 0;
  if (post_ref_find(b->site, b->arena, word, &id, why, sizeof why))
    fail_msg("%s: %s", word, why);
  return id;
}

static void every_way_leads_to_the_article(void **state) {
  struct blog *b = *state;
  static const char *const aliases[] = {"/before/"};
  struct article_input tide = support_article_input("tide");
  support_aliases(&tide, aliases, 1);
  int64_t id = support_save(b, &tide), about = add(b, "about", ARTICLE_PAGE, 0),
          team = add(b, "team", ARTICLE_PAGE, about);
  static const char *const words[] = {"tide", "Tide", "/2026/01/tide/", "2026/01/tide",
      "https://example.org/2026/01/tide/", "https://example.org/2026/01/tid%65?a=b#c",
      "/before/"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    assert_int_equal(find(b, words[i]), id);
  assert_int_equal(find(b, "about/team"), team);
  assert_int_equal(find(b, "team"), team);
  /* A number need not exist: what it is for will say so. */
  assert_int_equal(find(b, "99"), 99);
}

static void drafts_are_found_by_slug(void **state) {
  struct blog *b = *state;
  struct article_input draft = support_article_input("draft");
  draft.status = ARTICLE_DRAFT;
  int64_t id = support_save(b, &draft);
  assert_int_equal(find(b, "draft"), id);
}

static void what_leads_nowhere_is_named(void **state) {
  struct blog *b = *state;
  char why[WHY];
  int64_t id = 7;
  static const char *const words[] = {"none", "", "/", "0", "-1", "/none/",
      "https://example.org/", "1234567890123456789"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    assert_err(post_ref_find(b->site, b->arena, words[i], &id, why, sizeof why),
        ERR_NOT_FOUND);
    assert_non_null(strstr(why, "no post has the ID, slug or path \""));
  }
  assert_err(
      post_ref_find(b->site, b->arena, "https://a.example/", &id, why, sizeof why),
      ERR_INVALID);
  assert_non_null(strstr(why, "no address of this site, which is at https://example."));
  assert_int_equal(id, 7);
}

static void a_slug_of_several_posts(void **state) {
  struct blog *b = *state;
  char why[WHY];
  int64_t id = 0;
  add(b, "same", ARTICLE_POST, 0);
  struct article_input later = support_article_input("same");
  later.published_at = SUPPORT_DATE + 40 * INT64_C(86400000000);
  support_save(b, &later);
  assert_err(
      post_ref_find(b->site, b->arena, "same", &id, why, sizeof why), ERR_INVALID);
  assert_string_equal(why, "several posts have the slug \"same\": use an ID of 1, 2");
}

int main(void) {
  const struct CMUnitTest tests[] = {support_site_test(every_way_leads_to_the_article),
      support_site_test(drafts_are_found_by_slug),
      support_site_test(what_leads_nowhere_is_named),
      support_site_test(a_slug_of_several_posts)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
