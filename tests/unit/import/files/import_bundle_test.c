#include "import/files/import_bundle.h"

#include "support_import.h"

static void a_page_bundle_is_one_article(void **state) {
  struct blog *b = *state;
  struct buf text = {0};
  char *folder = support_import_folder("content/posts/tide/index.md",
      "---\ntitle: Tide\ndate: 2026-01-02\n---\n![map](map.png)\n");
  support_import_file(folder, "content/posts/tide/map.png", "png");
  support_import_file(folder, "content/posts/tide/notes.md", "part of the bundle\n");
  support_import_file(folder, "content/posts/tide/unused.png", "png");
  int64_t id = support_import_one(b, folder, &text);
  assert_string_equal(support_article(b, id).slug, "tide");
  assert_non_null(strstr(buf_text(&text), "unused.png:0: is not copied"));
  assert_non_null(
      strstr(buf_text(&text), "notes.md:0: is skipped: it is part of a page bundle"));
  assert_null(strstr(buf_text(&text), "map.png:0: is not copied"));
  buf_free(&text);
  free(folder);
}

static void a_section_is_not_a_bundle(void **state) {
  struct blog *b = *state;
  struct support_import done;
  char *folder =
      support_import_folder("content/posts/_index.md", "---\ntitle: Posts\n---\nx\n");
  support_import_file(
      folder, "content/posts/a.md", "---\ntitle: A\ndate: 2026-01-02\n---\nx\n");
  assert_err(support_import(b, folder, NULL, &done), OK);
  assert_true(done.counts[IMPORT_CREATED] >= 1);
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM article WHERE slug = 'a'"), 1);
  buf_free(&done.text);
  free(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_page_bundle_is_one_article),
      support_site_test(a_section_is_not_a_bundle),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
