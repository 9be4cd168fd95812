#include "ops/check_translations.h"

#include "support_site.h"

static enum err note(void *context, const char *finding) {
  buf_printf(context, "%s\n", finding);
  return OK;
}

static enum err refuse(void *context, const char *finding) {
  (void)context;
  (void)finding;
  return ERR_CLOSED;
}

static int64_t post(struct blog *b, const char *slug, const char *lang, const char *key,
    const char *of) {
  static int line;
  struct article_input in = support_article_input(slug);
  in.lang = lang;
  in.translation_key = key;
  if (of)
    in.translations = (struct front_matter_list){&of, &line, 1};
  return support_save(b, &in);
}

static void what_is_missing_or_twice(void **state) {
  struct blog *b = *state;
  struct buf found = {0};
  post(b, "tide", "en", NULL, "draft");
  post(b, "ebbe", "de", NULL, "tide");
  struct article_input in = support_article_input("draft");
  in.status = ARTICLE_DRAFT;
  support_save(b, &in);
  assert_err(check_translations(b->site, note, &found), OK);
  assert_string_equal(buf_text(&found), "");
  post(b, "marea", "es", NULL, "nowhere");
  post(b, "maree", "fr", NULL, "/no/where/");
  post(b, "x", "de", "k", NULL);
  post(b, "y", "de", "k", NULL);
  assert_err(check_translations(b->site, note, &found), OK);
  assert_string_equal(buf_text(&found),
      "article 4: there is no translation \"nowhere\"\n"
      "article 5: there is no translation \"/no/where/\"\n"
      "articles 6 and 7 are translations of each other, but both are in \"de\"\n");
  assert_err(check_translations(b->site, refuse, NULL), ERR_CLOSED);
  buf_free(&found);
}

/* Another program has changed the database. */
static void a_pair_that_is_missing(void **state) {
  struct blog *b = *state;
  struct buf found = {0};
  post(b, "tide", "en", NULL, NULL);
  post(b, "ebbe", "de", NULL, "tide");
  support_number(b, "DELETE FROM translation WHERE article_id = 2 RETURNING 1");
  assert_err(check_translations(b->site, note, &found), OK);
  assert_string_equal(buf_text(&found),
      "article 1: 0 of its 1 translations are stored: run"
      " \"pamphlet post update 1 --status=publish\"\n");
  buf_free(&found);
}

int main(void) {
  const struct CMUnitTest tests[] = {support_site_test(what_is_missing_or_twice),
      support_site_test(a_pair_that_is_missing)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
