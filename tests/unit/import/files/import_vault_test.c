#include "import/files/import_vault.h"

#include <string.h>

#include "import/common/import_work.h"
#include "support_import.h"

static int count_html(struct blog *b, const char *pattern) {
  char sql[400];
  snprintf(sql, sizeof sql, "SELECT count(*) FROM article_body WHERE html LIKE '%s'",
      pattern);
  return (int)support_number(b, sql);
}

static void notes_come_without_what_is_private(void **state) {
  struct blog *b = *state;
  struct support_import done;
  char *folder = support_import_folder(".obsidian/app.json", "{}");
  support_import_file(folder, "Low tide.md",
      "---\ndate created: 2026-01-02\naliases: [Ebb, LT]\n---\n# Low tide %%or ebb?%%\n\n"
      "Water goes. ^3f2a10\n\n%%\nAsk Bob, phone 123\n%%\n\nSee [[High tide]]"
      " and [[missing]].\n");
  support_import_file(
      folder, "sea/deep/High tide.md", "---\ncreated: 2026-01-03T10:00\n---\nUp.\n");
  support_import_file(folder, ".trash/Old.md", "# Old\n");
  support_import_file(folder, "Templates/Post.md", "# {{title}}\n");
  assert_err(support_import(b, folder, NULL, &done), OK);
  assert_int_equal(done.counts[IMPORT_CREATED], 2);
  assert_int_equal(count_html(b, "%phone%"), 0);
  assert_int_equal(count_html(b, "%3f2a10%"), 0);
  assert_int_equal(count_html(b, "%<a href=\"/2026/01/high-tide/\">High tide</a>%"), 1);
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM article WHERE title = 'Low tide'"), 1);
  assert_non_null(strstr(buf_text(&done.text), "holds templates"));
  assert_non_null(strstr(buf_text(&done.text), "no file of the imported folder"));
  assert_null(strstr(buf_text(&done.text), "alias"));
  buf_free(&done.text);
  /* A part of it, and a single file, are notes as well. */
  support_import_file(folder, "part/Note.md", "---\ndate: 2026-01-04\n---\na %%b\n");
  char part[300];
  snprintf(part, sizeof part, "%s/part", folder);
  assert_err(support_import(b, part, NULL, &done), OK);
  assert_int_equal(done.counts[IMPORT_CREATED], 1);
  assert_non_null(strstr(buf_text(&done.text), "Note.md:4: a remark begins"));
  assert_int_equal(count_html(b, "%\\%\\%%' ESCAPE '\\"), 0);
  buf_free(&done.text);
  free(folder);
}

static void remarks_outside_of_vaults_are_reported(void **state) {
  struct blog *b = *state;
  struct buf text = {0};
  char *folder = support_import_folder("a.md",
      "---\ntitle: A\ndate: 2026-01-02\n---\nOne %%two%% three, 100%% or 50%%.\n");
  assert_int_equal(support_import_one(b, folder, &text), 1);
  assert_int_equal(
      count_html(b, "%<p>One  three, 100\\%\\% or 50\\%\\%.%' ESCAPE '\\"), 1);
  assert_non_null(strstr(buf_text(&text), "a.md:5: what is between"));
  buf_free(&text);
  free(folder);
}

static void files_are_found_as_in_obsidian(void **state) {
  struct arena *a = arena_new(1 << 20);
  struct import_run run = {.arena = a};
  char *folder =
      support_import_folder(".obsidian/templates.json", "{\"folder\":\"t/x/\"}");
  static const char *const files[] = {
      "a/Note.md", "a/b/Note.md", "c/d/Note.md", "c/100% #1.png", ".trash/Gone.md"};
  static const struct {
    const char *inside, *link, *expected;
  } rows[] = {{"a/b/x.md", "Note", "Note.md"}, {"x.md", "Note", "a/Note.md"},
      {"c/x.md", "d/note", "d/Note.md"}, {"a/b/x.md", "d/Note.md", "../../c/d/Note.md"},
      {"a/x.md", "100% #1.png", "../c/100%25 %231.png"},
      {"x.md", "/c/d/Note", "c/d/Note.md"}, {"x.md", "Gone", NULL},
      {"x.md", "ote", NULL}, {"x.md", "", NULL}};
  (void)state;
  for (size_t i = 0; i < sizeof files / sizeof *files; i++)
    support_import_file(folder, files[i], "x");
  struct import_vault *vault;
  assert_err(import_vault_open(&run, folder, &vault), OK);
  assert_non_null(vault);
  assert_null(
      import_vault_skips_folder(vault, arena_printf(a, "%s/templates", folder)));
  assert_non_null(import_vault_skips_folder(vault, arena_printf(a, "%s/t/x", folder)));
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct import_file f = {
        .vault = vault, .path = arena_printf(a, "%s/%s", folder, rows[i].inside)};
    struct import_work w = {.run = &run, .arena = a, .file = &f};
    struct buf out = {0};
    assert_int_equal(
        import_vault_find(&w, rows[i].link, &out), rows[i].expected != NULL);
    assert_string_equal(buf_text(&out), rows[i].expected ? rows[i].expected : "");
    buf_free(&out);
  }
  free(folder);
  folder = support_import_folder("a.md", "a");
  assert_err(import_vault_open(&run, folder, &vault), OK);
  assert_null(vault);
  free(folder);
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(notes_come_without_what_is_private),
      support_site_test(remarks_outside_of_vaults_are_reported),
      cmocka_unit_test(files_are_found_as_in_obsidian),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
