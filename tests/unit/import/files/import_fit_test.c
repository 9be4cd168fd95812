#include "import/files/import_fit.h"

#include "base/clock.h"
#include "support.h"

static struct import_file file;
static struct import_work work;

static int set_up(void **state) {
  (void)state;
  file = (struct import_file){0};
  work = (struct import_work){.file = &file, .arena = arena_new(4 << 20)};
  return work.arena ? 0 : -1;
}

static int tear_down(void **state) {
  (void)state;
  arena_free(work.arena);
  return 0;
}

static struct article_input draft(void) {
  return (struct article_input){.title = "A", .status = ARTICLE_PUBLISH};
}

static void what_is_right_stays(void **state) {
  (void)state;
  struct article_input d = draft();
  d.slug = "low-tide";
  d.lang = "pt-BR";
  d.author = "Ada";
  assert_err(import_fit(&work, &d), OK);
  assert_null(work.notes);
  assert_string_equal(d.title, "A");
  assert_string_equal(d.slug, "low-tide");
  assert_string_equal(d.lang, "pt-BR");
}

static void a_long_title_is_cut(void **state) {
  (void)state;
  char title[1502];
  memset(title, 'a', sizeof title - 1);
  title[sizeof title - 1] = '\0';
  struct article_input d = draft();
  d.title = title;
  assert_err(import_fit(&work, &d), OK);
  assert_int_equal(strlen(d.title), 1000);
  assert_non_null(strstr(work.notes->text, "is cut"));
}

static void slugs_and_languages_are_repaired(void **state) {
  (void)state;
  struct article_input d = draft();
  d.slug = "Low Tide!";
  d.lang = "en_US.UTF-8";
  assert_err(import_fit(&work, &d), OK);
  assert_string_equal(d.slug, "low-tide");
  assert_string_equal(d.lang, "en-US");
  d.slug = "feed";
  d.lang = "C";
  assert_err(import_fit(&work, &d), OK);
  assert_null(d.slug);
  assert_null(d.lang);
}

static void aliases_are_decoded_and_bad_ones_removed(void **state) {
  (void)state;
  struct article_input d = draft();
  static const char *const paths[] = {
      "/%E4%BD%A0/", "/?p=7", "/old/", "//evil.example/", "/%ff/"};
  for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++)
    assert_err(front_matter_list_add(work.arena, &d.aliases, paths[i], (int)i + 1), OK);
  assert_err(import_fit(&work, &d), OK);
  assert_int_equal(d.aliases.count, 2);
  assert_string_equal(d.aliases.items[0], "/\u4f60/");
  assert_string_equal(d.aliases.items[1], "/old/");
  assert_int_equal(d.aliases.lines[1], 3);
  assert_int_equal(work.notes->line, 2);
}

static void an_impossible_expiry_makes_a_draft(void **state) {
  (void)state;
  struct article_input d = draft();
  d.expires_at = INT64_C(300000000000) * CLOCK_SECOND;
  assert_err(import_fit(&work, &d), OK);
  assert_int_equal(d.status, ARTICLE_DRAFT);
  assert_int_equal(d.expires_at, 0);
  assert_int_equal(work.notes->event, IMPORT_ERROR);
  d = draft();
  d.published_at = INT64_C(300000000000) * CLOCK_SECOND;
  assert_err(import_fit(&work, &d), OK);
  assert_int_equal(d.status, ARTICLE_PUBLISH);
  assert_true(d.published_at <= clock_now());
}

static void terms_without_text_are_removed(void **state) {
  (void)state;
  struct article_input d = draft();
  assert_err(front_matter_list_add(work.arena, &d.tags, "\u202e", 2), OK);
  for (int i = 0; i < 110; i++)
    assert_err(front_matter_list_add(
                   work.arena, &d.tags, arena_printf(work.arena, "t%d", i), 3),
        OK);
  assert_err(import_fit(&work, &d), OK);
  assert_int_equal(d.tags.count, 100);
  assert_string_equal(d.tags.items[0], "t0");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(what_is_right_stays, set_up, tear_down),
      cmocka_unit_test_setup_teardown(a_long_title_is_cut, set_up, tear_down),
      cmocka_unit_test_setup_teardown(
          slugs_and_languages_are_repaired, set_up, tear_down),
      cmocka_unit_test_setup_teardown(
          aliases_are_decoded_and_bad_ones_removed, set_up, tear_down),
      cmocka_unit_test_setup_teardown(
          an_impossible_expiry_makes_a_draft, set_up, tear_down),
      cmocka_unit_test_setup_teardown(
          terms_without_text_are_removed, set_up, tear_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
