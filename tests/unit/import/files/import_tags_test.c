#include "import/files/import_tags.h"

#include "support_import.h"

static void tags_are_expanded_or_noted(void **state) {
  struct blog *b = *state;
  struct buf text = {0};
  char *folder = support_import_folder("content/a.md",
      "---\ntitle: A\ndate: 2026-01-02\n---\n{{< youtube abc >}}\n\n{{< mystery >}}\n\n{{< mystery >}}\n");
  support_import_file(folder, "hugo.toml", "title = 'x'\n");
  support_import_one(b, folder, &text);
  assert_int_equal(
      support_number(b,
          "SELECT count(*) FROM article_body WHERE html LIKE '%youtube.com/watch?v=abc%'"),
      1);
  const char *note = strstr(buf_text(&text), "the tag \"mystery\" is removed");
  assert_non_null(note);
  buf_free(&text);
  free(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(tags_are_expanded_or_noted),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
