#include "import/files/import_translation.h"

#include "support_import.h"

static int64_t number(struct blog *b, const char *sql) {
  return support_number(b, sql);
}

/* As in Hugo; the language of a name is that of the article. */
static void names_of_files(void **state) {
  struct blog *b = *state;
  struct support_import done = {0};
  char *folder =
      support_import_folder("posts/tide.de.md", "---\ntitle: Ebbe\n---\nx\n");
  support_import_file(folder, "posts/alone.md", "---\ntitle: Alone\n---\nx\n");
  assert_err(support_import(b, folder, NULL, &done), OK);
  buf_free(&done.text);
  assert_int_equal(number(b, "SELECT count(*) FROM translation"), 0);
  assert_int_equal(number(b, "SELECT count(*) FROM article WHERE lang = 'de'"), 1);
  support_import_file(folder, "posts/tide.md", "---\ntitle: Tide\n---\nx\n");
  assert_err(support_import(b, folder, NULL, &done), OK);
  buf_free(&done.text);
  assert_int_equal(number(b, "SELECT count(*) FROM translation"), 2);
  assert_int_equal(
      number(b, "SELECT count(*) FROM translation_name WHERE name = 'posts/tide'"), 2);
  /* A translation of a file that has not changed itself. */
  support_import_file(folder, "posts/alone.es.md", "---\ntitle: Sola\n---\nx\n");
  assert_err(support_import(b, folder, NULL, &done), OK);
  assert_int_equal(number(b, "SELECT count(*) FROM translation"), 4);
  buf_free(&done.text);
  free(folder);
}

static void front_matter(void **state) {
  struct blog *b = *state;
  struct support_import done = {0};
  char *folder = support_import_folder("a.md",
      "---\ntitle: A\nslug: a\nlang: de\ntranslations: {en: /2026/01/b, es: c}\n---\nx\n");
  support_import_file(
      folder, "b.md", "---\ntitle: B\nslug: b\ndate: 2026-01-02\n---\nx\n");
  support_import_file(folder, "c.md",
      "---\ntitle: C\nslug: c\nlang: es\ntranslation_of: https://other.example/c/\n---\nx\n");
  support_import_file(
      folder, "d.md", "+++\ntitle = 'D'\nlang = 'fr'\ntranslationKey = 'K'\n+++\nx\n");
  support_import_file(folder, "e.md",
      "---\ntitle: E\nlang: it\npage_id: K\ntranslation_of: nowhere\n---\nx\n");
  assert_err(support_import(b, folder, NULL, &done), OK);
  assert_int_equal(number(b, "SELECT count(*) FROM translation"), 5);
  assert_int_equal(number(b, "SELECT count(DISTINCT group_id) FROM translation"), 2);
  assert_int_equal(
      number(b, "SELECT count(*) FROM translation_name WHERE name = '/2026/01/b/'"), 1);
  assert_non_null(strstr(
      buf_text(&done.text), "the translation \"https://other.example/c/\" is ignored"));
  assert_non_null(strstr(
      buf_text(&done.text), "1 name of a translation leads to no public article yet"));
  buf_free(&done.text);
  free(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(names_of_files), support_site_test(front_matter)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
