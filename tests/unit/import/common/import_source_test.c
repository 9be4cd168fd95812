#include "import/common/import_source.h"

#include "support.h"

static void a_key_is_the_way_to_the_file(void **state) {
  static const struct {
    const char *dir, *file, *want;
  } rows[] = {
      {"/a/blog", "/a/posts/x.md", "file:../posts/x.md"},
      {"/a/blog", "/a/blog/posts/x.md", "file:posts/x.md"},
      {"/a/blog", "/a/blog2/x.md", "file:../blog2/x.md"},
      {"/a/blog2", "/a/blog/x.md", "file:../blog/x.md"},
      {"/a/b/c", "/x.md", "file:../../../x.md"},
      {"/a/b/c", "/a/x/y.md", "file:../../x/y.md"},
      {"/", "/a/x.md", "file:a/x.md"},
  };
  (void)state;
  struct arena *a = arena_new(1 << 16);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    assert_string_equal(import_source_key(a, rows[i].dir, rows[i].file), rows[i].want);
    assert_string_equal(import_source_file(a, rows[i].dir, rows[i].want), rows[i].file);
  }
  assert_null(import_source_file(a, "/a", "stdin:slug:x"));
  arena_free(a);
}

static void a_path_is_made_plain(void **state) {
  static const char *const rows[][2] = {{"/a/b", "/a/b"}, {"/a/./b//c/", "/a/b/c"},
      {"/a/b/../c", "/a/c"}, {"/../a", "/a"}, {"/a/..", ""}, {"/a/../../..", ""},
      {"/a/...", "/a/..."}, {"/a/.b/..c", "/a/.b/..c"}};
  (void)state;
  struct arena *a = arena_new(1 << 16);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    assert_string_equal(import_source_plain(a, rows[i][0]), rows[i][1]);
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_key_is_the_way_to_the_file),
      cmocka_unit_test(a_path_is_made_plain),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
