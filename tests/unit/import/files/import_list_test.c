#include "import/files/import_list.h"

#include <unistd.h>

#include "support_import.h"

static void hidden_names_and_links_are_skipped(void **state) {
  struct blog *b = *state;
  struct buf text = {0};
  char link[600], *folder = support_import_folder(
                      "a.md", "---\ntitle: A\ndate: 2026-01-02\n---\nx\n");
  support_import_file(folder, ".hidden.md", "---\ntitle: H\n---\nx\n");
  support_import_file(folder, ".git/b.md", "---\ntitle: G\n---\nx\n");
  snprintf(link, sizeof link, "%s/link.md", folder);
  assert_int_equal(symlink("/etc/hostname", link), 0);
  support_import_one(b, folder, &text);
  assert_non_null(
      strstr(buf_text(&text), "link.md:0: is skipped: it is a symbolic link"));
  buf_free(&text);
  free(folder);
}

static void a_hugo_site_has_its_articles_in_content(void **state) {
  struct blog *b = *state;
  char *folder = support_import_folder("hugo.toml", "title = 'x'\n");
  support_import_file(folder, "README.md", "# Readme\n");
  support_import_file(
      folder, "content/a.md", "---\ntitle: A\ndate: 2026-01-02\n---\nx\n");
  int64_t id = support_import_one(b, folder, NULL);
  assert_string_equal(support_article(b, id).title, "A");
  free(folder);
}

static void templates_of_pelican_are_no_articles(void **state) {
  struct blog *b = *state;
  char *folder = support_import_folder("pelicanconf.py", "PATH = 'content'\n");
  support_import_file(
      folder, "themes/plain/templates/article.html", "<h1>{{ article.title }}</h1>\n");
  support_import_file(folder, "content/a.md", "Title: A\nDate: 2026-01-02\n\nx\n");
  int64_t id = support_import_one(b, folder, NULL);
  assert_string_equal(support_article(b, id).title, "A");
  free(folder);
}

static void scaffolds_of_hexo_are_no_articles(void **state) {
  struct blog *b = *state;
  char *folder = support_import_folder("_config.yml", "title: x\n");
  support_import_file(folder, "scaffolds/page.md", "---\ntitle: Scaffold\n---\nx\n");
  support_import_file(folder, "README.md", "# Readme\n");
  support_import_file(
      folder, "source/_posts/a.md", "---\ntitle: A\ndate: 2026-01-02\n---\nx\n");
  int64_t id = support_import_one(b, folder, NULL);
  assert_string_equal(support_article(b, id).title, "A");
  free(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(hidden_names_and_links_are_skipped),
      support_site_test(a_hugo_site_has_its_articles_in_content),
      support_site_test(templates_of_pelican_are_no_articles),
      support_site_test(scaffolds_of_hexo_are_no_articles),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
