#include "site/publish/translation_group.h"

#include "fail_alloc.h"
#include "site/core/translations.h"
#include "support_site.h"

/* Saves a post in that language with a key (or NULL) and the name of a translation (or
 * NULL). */
static int64_t post(struct blog *b, int64_t id, const char *slug, const char *lang,
    const char *key, const char *of) {
  static int line;
  struct article_input in = support_article_input(slug);
  in.id = id;
  in.lang = lang;
  in.translation_key = key;
  if (of)
    in.translations = (struct front_matter_list){&of, &line, 1};
  return support_save(b, &in);
}

/* "de:2 en:1!" for the translations that the page of the article shows; "!" marks the
 * one for other languages. */
static const char *shown(struct blog *b, int64_t id) {
  struct translation_links links;
  char *text = arena_strdup(b->arena, "");
  assert_err(translations_of(b->web, b->arena, id, &links), OK);
  for (size_t i = 0; i < links.count; i++)
    text = arena_printf(b->arena, "%s%s%s:%lld%s", text, *text ? " " : "",
        links.items[i].lang, (long long)links.items[i].id,
        &links.items[i] == links.any ? "!" : "");
  return text;
}

#define assert_shown(b, id, text) assert_string_equal(shown(b, id), text)

static void in_any_order(void **state) {
  struct blog *b = *state;
  post(b, 0, "ebbe", "de", NULL, "tide");
  assert_shown(b, 1, "");
  post(b, 0, "tide", NULL, NULL, NULL);
  assert_shown(b, 1, "de:1 en:2!");
  assert_shown(b, 2, "de:1 en:2!");
  /* Through another one, and by its address. */
  post(b, 0, "marea", "es", NULL, "/2026/01/ebbe/");
  for (int64_t id = 1; id <= 3; id++)
    assert_shown(b, id, "de:1 en:2! es:3");
  assert_int_equal(
      support_number(b, "SELECT count(DISTINCT group_id) FROM translation"), 1);
}

static void by_a_key(void **state) {
  struct blog *b = *state;
  post(b, 0, "a", "fr", "about", NULL);
  post(b, 0, "b", "de", "other", NULL);
  post(b, 0, "c", "it", "about", NULL);
  /* None is in the language of the site: the oldest is for everyone else. */
  assert_shown(b, 1, "fr:1! it:3");
  assert_shown(b, 2, "");
  /* A key that joins two groups, and leaves them again. */
  post(b, 2, "b", "de", "other", "a");
  assert_shown(b, 3, "de:2 fr:1! it:3");
  post(b, 2, "b", "de", "other", NULL);
  assert_shown(b, 3, "fr:1! it:3");
  assert_shown(b, 2, "");
}

static void only_what_readers_see(void **state) {
  struct blog *b = *state;
  char why[200];
  post(b, 0, "tide", "en", NULL, NULL);
  post(b, 0, "ebbe", "de", NULL, "tide");
  post(b, 0, "marea", "es", NULL, "ebbe");
  assert_shown(b, 1, "de:2 en:1! es:3");
  int64_t before = support_revision(b, DEP_ARTICLE, 1);
  assert_err(
      publish_set_status(b->site, b->arena, 3, ARTICLE_DRAFT, NULL, why, sizeof why),
      OK);
  assert_shown(b, 1, "de:2 en:1!");
  assert_shown(b, 3, "");
  assert_true(support_revision(b, DEP_ARTICLE, 1) > before);
  /* What held the others together has gone. */
  assert_err(
      publish_set_status(b->site, b->arena, 3, ARTICLE_PUBLISH, NULL, why, sizeof why),
      OK);
  before = support_revision(b, DEP_ARTICLE, 3);
  assert_err(publish_delete(b->site, b->arena, 2), OK);
  assert_shown(b, 1, "");
  assert_shown(b, 3, "");
  assert_true(support_revision(b, DEP_ARTICLE, 3) > before);
  assert_int_equal(support_number(b, "SELECT count(*) FROM translation"), 0);
}

static void an_article_that_changes_changes_the_pages_of_its_translations(
    void **state) {
  struct blog *b = *state;
  post(b, 0, "tide", "en", NULL, NULL);
  post(b, 0, "ebbe", "de", NULL, "tide");
  post(b, 0, "stranger", "en", NULL, NULL);
  int64_t before = support_revision(b, DEP_ARTICLE, 1);
  int64_t stranger = support_revision(b, DEP_ARTICLE, 3);
  post(b, 2, "ebbe", "nl", NULL, "tide");
  assert_true(support_revision(b, DEP_ARTICLE, 1) > before);
  assert_int_equal(support_revision(b, DEP_ARTICLE, 3), stranger);
  assert_shown(b, 1, "en:1! nl:2");
  /* The address that is named moves on: the old one still leads to the article. */
  post(b, 2, "ebbe", "nl", NULL, "/2026/01/tide/");
  post(b, 1, "high-tide", "en", NULL, NULL);
  assert_shown(b, 1, "en:1! nl:2");
}

static void a_slug_of_two_articles_names_neither(void **state) {
  struct blog *b = *state;
  post(b, 0, "tide", "en", NULL, NULL);
  post(b, 0, "ebbe", "de", NULL, "tide");
  assert_shown(b, 2, "de:2 en:1!");
  struct article_input in = support_article_input("tide");
  in.published_at -= INT64_C(400) * 86400 * 1000000;
  int64_t other = support_save(b, &in);
  assert_shown(b, 2, "");
  assert_shown(b, 1, "");
  assert_err(publish_delete(b->site, b->arena, other), OK);
  assert_shown(b, 1, "de:2 en:1!");
}

static void one_article_per_language(void **state) {
  struct blog *b = *state;
  post(b, 0, "one", "en", "k", NULL);
  post(b, 0, "two", "EN", "k", NULL);
  assert_shown(b, 1, "");
  post(b, 0, "three", "de", "k", NULL);
  assert_shown(b, 1, "de:3 en:1!");
  assert_shown(b, 2, "");
}

/* A mistake, such as "translation_key: true" in every file. */
static void a_key_of_many(void **state) {
  struct blog *b = *state;
  for (int i = 0; i < TRANSLATION_MOST + 20; i++)
    post(b, 0, arena_printf(b->arena, "many-%d", i), i % 2 ? "de" : "en", "true", NULL);
  assert_shown(b, 1, "de:2 en:1!");
  assert_shown(b, TRANSLATION_MOST + 10, "");
}

static enum err save_one(void *context) {
  struct blog *b = context;
  struct parse_problem problem;
  int64_t id = 0;
  const char *of = "tide";
  int line = 1;
  struct article_input in = support_article_input("ebbe");
  in.lang = "de";
  in.translation_key = "key";
  in.translations = (struct front_matter_list){&of, &line, 1};
  struct arena *a = arena_new(1 << 20);
  enum err e = a ? publish_save(b->site, a, &in, NULL, NULL, &id, &problem) : ERR_NOMEM;
  if (!e)
    e = publish_delete(b->site, a, id);
  arena_free(a);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  struct blog *b = *state;
  post(b, 0, "tide", "en", NULL, NULL);
  fail_alloc_each(save_one, b);
}

int main(void) {
  const struct CMUnitTest tests[] = {support_site_test(in_any_order),
      support_site_test(by_a_key), support_site_test(only_what_readers_see),
      support_site_test(an_article_that_changes_changes_the_pages_of_its_translations),
      support_site_test(a_slug_of_two_articles_names_neither),
      support_site_test(one_article_per_language), support_site_test(a_key_of_many),
      support_site_test(a_failed_allocation_is_reported)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
