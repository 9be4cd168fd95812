#include "import/files/import_pelican.h"

#include "support_import.h"

static void links_are_followed(void **state) {
  static const struct {
    const char *path, *url, *expected;
  } rows[] = {{"/r/content/a/x.md", "{filename}b/y.md", "b/y.md"},
      {"/r/content/a/x.md", "%7Bfilename%7D/b/y.md#z", "../b/y.md#z"},
      {"/r/content/x.md", "{static}/a.png", "a.png"},
      {"/r/a/b/x.md", "|attach|/a.png", "../../a.png"},
      {"/r/x.md", "%7Cfilename%7C../y.md", "../y.md"},
      {"/r/x.md", "{TAG}Wet%20Mud", "/tag/wet-mud/"},
      {"/r/x.md", "{author}Ada L.", "/author/ada-l/"}, {"/r/x.md", "{category}!", "/"},
      {"/r/x.md", "{index}", "/"}, {"/r/x.md", "{other}x", "{other}x"},
      {"/r/x.md", "%7", "%7"}, {"/r/x.md", "", ""},
      {"/r/x.md", "filename", "filename"}};
  struct arena *a = arena_new(1 << 20);
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct import_file f = {.root = "/r", .path = rows[i].path};
    struct import_work w = {.arena = a, .file = &f};
    assert_string_equal(import_pelican_link(&w, rows[i].url), rows[i].expected);
  }
  arena_free(a);
}

static void folders_mean_pages_and_categories(void **state) {
  struct arena *a = arena_new(1 << 20);
  struct import_file f = {
      .root = "/r", .path = "/r/content/sea/deep/x.md", .is_pelicans = true};
  struct import_work w = {.arena = a, .file = &f};
  struct front_matter m = {0};
  (void)state;
  assert_false(import_pelican_is_page(&f));
  assert_err(import_pelican_terms(&w, &m), OK);
  assert_int_equal(m.categories.count, 1);
  assert_string_equal(m.categories.items[0], "deep");
  assert_err(import_pelican_terms(&w, &m), OK);
  assert_int_equal(m.categories.count, 1);
  m = (struct front_matter){0};
  f.path = "/r/content/pages/about.md";
  assert_true(import_pelican_is_page(&f));
  assert_err(import_pelican_terms(&w, &m), OK);
  f.path = "/r/content/top.md";
  assert_err(import_pelican_terms(&w, &m), OK);
  f.is_pelicans = false;
  f.path = "/r/content/sea/x.md";
  assert_err(import_pelican_terms(&w, &m), OK);
  assert_int_equal(m.categories.count, 0);
  arena_free(a);
}

static void the_configuration_tells_whose_it_is(void **state) {
  char *folder = support_import_folder("a.md", "a");
  (void)state;
  assert_false(import_pelican_is_site(folder));
  support_import_file(folder, "pelicanconf.py", "");
  assert_true(import_pelican_is_site(folder));
  free(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(links_are_followed),
      cmocka_unit_test(folders_mean_pages_and_categories),
      cmocka_unit_test(the_configuration_tells_whose_it_is),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
