#include "import/common/import_rich.h"

#include "support_import.h"

static void failures_name_their_line(void **state) {
  struct blog *b = *state;
  char *folder = support_import_folder("a.md",
      "---\ntitle: A\ndate: 2026-01-02\n---\nWords.\n\n```math\n\\nosuch\n```\n\n"
      "```c\nint x;\n```\n");
  struct buf text = {0};
  support_import_one(b, folder, &text);
  assert_non_null(strstr(buf_text(&text),
      "a.md:8: the formula is shown as text: Undefined control sequence: \\nosuch"));
  assert_int_equal(support_number(b, "SELECT count(*) FROM article_part"), 1);
  buf_free(&text);
  free(folder);
}

static void a_changed_text_has_its_own_parts(void **state) {
  struct blog *b = *state;
  struct support_import done;
  char *folder = support_import_folder("a.md",
      "---\ntitle: A\ndate: 2026-01-02\n---\n```c\nint x;\n```\n```c\nint y;\n```\n");
  support_import_one(b, folder, NULL);
  assert_int_equal(support_number(b, "SELECT count(*) FROM article_part"), 2);
  support_import_file(
      folder, "a.md", "---\ntitle: A\ndate: 2026-01-02\n---\n```c\nint z;\n```\n");
  assert_err(support_import(b, folder, NULL, &done), OK);
  assert_int_equal(done.counts[IMPORT_UPDATED], 1);
  assert_int_equal(support_number(b, "SELECT count(*) FROM article_part"), 1);
  buf_free(&done.text);
  free(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(failures_name_their_line),
      support_site_test(a_changed_text_has_its_own_parts),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
