#include "import/files/import_name.h"

#include "support.h"

static void dates_in_names(void **state) {
  static const struct {
    const char *path;
    enum import_name_date want;
  } rows[] = {
      {"/p/2026-11-20-tide.md", IMPORT_NAME_DATE},
      {"/p/2026-1-9-tide.md", IMPORT_NAME_DATE},
      {"/p/20260105-tide.md", IMPORT_NAME_DATE},
      {"/p/2026_01_05_tide.md", IMPORT_NAME_DATE},
      {"/p/2026-02-29-tide.md", IMPORT_NAME_IMPOSSIBLE},
      {"/p/2026-13-01-tide.md", IMPORT_NAME_IMPOSSIBLE},
      {"/p/tide.md", IMPORT_NAME_NO_DATE},
      {"/p/2026-11-tide.md", IMPORT_NAME_NO_DATE},
      {"/p/2026-11-20.md", IMPORT_NAME_NO_DATE},
      {"/p/10000000-steps.md", IMPORT_NAME_NO_DATE},
      {"/p/1984-a-review.md", IMPORT_NAME_NO_DATE},
  };
  int64_t t;
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    const struct import_file f = {.path = rows[i].path};
    if (import_name_date(&f, &t) != rows[i].want)
      fail_msg("%s", rows[i].path);
  }
}

static void only_a_language_is_cut(void **state) {
  static const char *const rows[][2] = {{"rust-1.42.md", "rust-1.42"},
      {"node.js-tips.md", "node.js-tips"}, {"tide.de.md", "tide"},
      {"tide.pt-br.md", "tide"}, {"v2.0.md", "v2.0"},
      {"2020-01-02-rust-1.42.md", "rust-1.42"}, {"a.b.c.md", "a.b.c"},
      {"x.zz.md", "x.zz"}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    char path[100];
    snprintf(path, sizeof path, "/site/content/%s", rows[i][0]);
    struct import_file file = {.path = path};
    struct import_work w = {.file = &file, .arena = arena_new(1 << 12)};
    const char *slug = NULL;
    assert_err(import_name_slug(&w, &slug), OK);
    assert_string_equal(slug, rows[i][1]);
    arena_free(w.arena);
  }
}

static void index_files(void **state) {
  (void)state;
  assert_true(import_name_is_index(&(struct import_file){.path = "/a/index.md"}));
  assert_true(import_name_is_section(&(struct import_file){.path = "/a/_index.md"}));
  assert_false(import_name_is_section(&(struct import_file){.path = "/a/index.md"}));
  assert_false(import_name_is_index(&(struct import_file){.path = "/a/tide.md"}));
}

static void titles_come_from_the_name(void **state) {
  struct import_file file = {.path = "/site/content/low-tide/index.md"};
  struct import_work w = {.file = &file, .arena = arena_new(1 << 12)};
  const char *title = NULL, *slug = NULL;
  (void)state;
  assert_err(import_name_title(&w, &title), OK);
  assert_non_null(strstr(title, "ow"));
  file.path = "/site/_posts/2026-01-02-High_Water.md";
  assert_err(import_name_slug(&w, &slug), OK);
  assert_non_null(slug);
  file.path = "/notes/tide.md";
  slug = NULL;
  assert_err(import_name_slug(&w, &slug), OK);
  assert_null(slug); /* not a file of Hugo or Jekyll */
  arena_free(w.arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(dates_in_names),
      cmocka_unit_test(only_a_language_is_cut),
      cmocka_unit_test(index_files),
      cmocka_unit_test(titles_come_from_the_name),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
