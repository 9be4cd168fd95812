#include "import/files/import_name.h"

#include "support.h"

static void dates_in_names(void **state) {
  static const struct {
    const char *path;
    bool dated;
  } rows[] = {
      {"/p/2026-11-20-tide.md", true},
      {"/p/2026-1-9-tide.md", true},
      {"/p/tide.md", false},
      {"/p/2026-11-tide.md", false},
  };
  int64_t t;
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    const struct import_file f = {.path = rows[i].path};
    if (import_name_date(&f, &t) != rows[i].dated)
      fail_msg("%s", rows[i].path);
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
      cmocka_unit_test(index_files),
      cmocka_unit_test(titles_come_from_the_name),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
