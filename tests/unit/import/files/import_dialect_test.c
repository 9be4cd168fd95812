#include "import/files/import_dialect.h"

#include "support_import.h"

static const char text[] =
    "---\ntitle: Tide\ndate: 2026-01-02\n---\nEbb\n: Falling\n\n| a | b |\n";

static bool has(struct blog *b, const char *words) {
  char sql[200];
  snprintf(sql, sizeof sql,
      "SELECT count(*) FROM article_body WHERE html LIKE '%%%s%%'", words);
  return support_number(b, sql) == 1;
}

static void import(
    struct blog *b, const char *settings, const char *content, const char *file) {
  char *folder = support_import_folder(settings, content);
  support_import_file(folder, file, text);
  support_import_one(b, folder, NULL);
  free(folder);
}

static void jekyll_has_both(void **state) {
  import(*state, "_config.yml", "title: x\n", "_posts/2026-01-02-tide.md");
  assert_true(has(*state, "Ebb%<dd>%Falling"));
  assert_true(
      has(*state, "<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>"));
}

static void hugo_has_definitions(void **state) {
  import(*state, "hugo.yaml", "title: x\n", "content/tide.md");
  assert_true(has(*state, "Ebb%<dd>%Falling"));
  assert_true(has(*state, "<p>| a | b |</p>"));
}

static void a_folder_of_unknown_origin_has_definitions(void **state) {
  import(*state, "x.txt", "x\n", "tide.md");
  assert_true(has(*state, "Ebb%<dd>%Falling"));
  assert_true(has(*state, "<p>| a | b |</p>"));
}

/* In CommonMark both are text. */
static void zola_has_neither(void **state) {
  import(*state, "config.toml", "base_url = 'https://x.example'\n", "content/tide.md");
  assert_true(has(*state, "<p>Ebb\n: Falling</p>"));
  assert_true(has(*state, "<p>| a | b |</p>"));
}

static void hexo_has_neither(void **state) {
  import(*state, "_config.yml", "title: x\n", "source/_posts/tide.md");
  assert_true(has(*state, "<p>Ebb\n: Falling</p>"));
  assert_true(has(*state, "<p>| a | b |</p>"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(jekyll_has_both),
      support_site_test(hugo_has_definitions),
      support_site_test(a_folder_of_unknown_origin_has_definitions),
      support_site_test(zola_has_neither),
      support_site_test(hexo_has_neither),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
