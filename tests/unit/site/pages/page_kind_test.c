#include "site/pages/page_kind.h"

#include "support_site.h"

/* A part that a kind lacks is one of the page_..._none, so NULL is an oversight. */
static void every_row_has_every_part(void **state) {
  (void)state;
  assert_true(page_kind_count >= 6);
  for (size_t i = 0; i < page_kind_count; i++) {
    const struct page_kind *kind = &page_kinds[i];
    assert_non_null(kind->name);
    assert_true(*kind->name);
    assert_non_null(kind->find);
    assert_non_null(kind->render);
    assert_non_null(kind->enumerate);
    assert_non_null(kind->affected);
    assert_non_null(kind->files);
  }
}

static void names_are_unique(void **state) {
  (void)state;
  for (size_t i = 0; i < page_kind_count; i++)
    for (size_t k = 0; k < i; k++)
      assert_string_not_equal(page_kinds[i].name, page_kinds[k].name);
}

/* Pages that are cached can be invalidated, and the other way round: stale pages are
 * the price of forgetting one. */
static void parts_fit_together(void **state) {
  (void)state;
  for (size_t i = 0; i < page_kind_count; i++) {
    const struct page_kind *kind = &page_kinds[i];
    bool enumerates = kind->enumerate != page_enumerate_none;
    bool affected = kind->affected != page_affected_none;
    assert_int_equal(enumerates, affected);
    if (affected)
      assert_true(kind->render != page_render_none && kind->files != page_files_none);
    if (kind->warm)
      assert_true(enumerates);
  }
}

static void every_file_is_complete(void **state) {
  (void)state;
  for (size_t i = 0; i < page_kind_count; i++)
    for (const struct page_file *file = page_kinds[i].files; file->ending; file++) {
      assert_non_null(file->leaf);
      assert_int_equal(strncmp(file->leaf, "index.", 6), 0);
      assert_non_null(file->type);
      assert_non_null(strchr(file->type, '/'));
    }
}

static const struct page_kind *kind_named(const char *name) {
  for (size_t i = 0; i < page_kind_count; i++)
    if (strcmp(page_kinds[i].name, name) == 0)
      return &page_kinds[i];
  fail_msg("no kind %s", name);
  return NULL;
}

static void the_longest_ending_names_the_file(void **state) {
  static const struct {
    const char *path, *leaf;
  } cases[] = {{"/", "index.html"}, {"/2026/01/a/", "index.html"},
      {"/feed/", "index.rss"}, {"/tag/sea/feed/atom/", "index.atom"},
      {"/feed/json/", "index.json"}, {"/feeds/", "index.html"},
      {"/atom/", "index.html"}};
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
    assert_string_equal(page_kind_file_at(cases[i].path)->leaf, cases[i].leaf);
}

static void a_kind_has_only_its_own_files(void **state) {
  (void)state;
  assert_null(page_kind_file(kind_named("redirect"), "/"));
  assert_null(page_kind_file(kind_named("feed"), "/"));
  assert_string_equal(
      page_kind_file(kind_named("list"), "/tag/feed/")->leaf, "index.html");
  assert_string_equal(
      page_kind_file(kind_named("feed"), "/tag/feed/")->leaf, "index.rss");
}

static void a_missing_part_does_nothing(void **state) {
  (void)state;
  assert_err(page_render_none(NULL, NULL, NULL, NULL), ERR_INTERNAL);
  assert_err(page_enumerate_none(NULL, NULL, NULL, NULL), OK);
  assert_err(page_affected_none(NULL, NULL, NULL, NULL), OK);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_row_has_every_part),
      cmocka_unit_test(names_are_unique),
      cmocka_unit_test(parts_fit_together),
      cmocka_unit_test(every_file_is_complete),
      cmocka_unit_test(the_longest_ending_names_the_file),
      cmocka_unit_test(a_kind_has_only_its_own_files),
      cmocka_unit_test(a_missing_part_does_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
