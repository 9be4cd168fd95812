#include "import/files/import_marks.h"

#include "support_import.h"

static void notes_become_articles(void **state) {
  struct blog *b = *state;
  struct support_import done;
  char *folder = support_import_folder("Low tide.md",
      "---\ntitle: Low tide\ndate: 2026-01-02\n---\n> [!NOTE]\n> See [[High tide|it]],"
      " [[Nowhere]] and ==mud==.\n");
  support_import_file(folder, "High tide.md",
      "---\ntitle: High &amp; <dry>\ndate: 2026-01-03\n---\nx\n");
  assert_err(support_import(b, folder, NULL, &done), OK);
  assert_int_equal(
      support_number(b,
          "SELECT count(*) FROM article_body WHERE html LIKE"
          " '%<strong>Note</strong><br>%<a href=\"/2026/01/high-dry/\">it</a>, Nowhere"
          " and <mark>mud</mark>.%'"),
      1);
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM article WHERE title = 'High & <dry>'"),
      1);
  assert_non_null(strstr(buf_text(&done.text), "\"[[ ]]\""));
  buf_free(&done.text);
  free(folder);
}

/* A file outside of any site of a known engine may show the tags of one. */
static void tags_of_eleventy_are_removed(void **state) {
  struct blog *b = *state;
  char *folder = support_import_folder(
      "package.json", "{\"devDependencies\": {\"@11ty/eleventy\": \"^2.0\"}}");
  support_import_file(folder, "posts/a.md",
      "---\ntitle: A\ndate: 2026-01-02\n---\n{% capture body %}a{% endcapture %}"
      " [b]({{ \"/c/\" | url }})\n");
  int64_t id = support_import_one(b, folder, NULL);
  assert_int_equal(id, 1);
  assert_int_equal(
      support_number(
          b, "SELECT count(*) FROM article_body WHERE html LIKE '%{%' ESCAPE '!'"),
      0);
  free(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(notes_become_articles),
      support_site_test(tags_of_eleventy_are_removed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
