#include "import/files/import_link.h"

#include <unistd.h>

#include "support_import.h"

static int64_t bodies_like(struct blog *b, const char *pattern) {
  char sql[300];
  snprintf(sql, sizeof sql, "SELECT count(*) FROM article_body WHERE html LIKE '%s'",
      pattern);
  return support_number(b, sql);
}

static void pictures_go_to_media(void **state) {
  struct blog *b = *state;
  struct buf text = {0};
  char *folder = support_import_folder("posts/a.md",
      "---\ntitle: A\ndate: 2026-01-02\n---\n![x](../img/x.png) ![y](y.png) [z](https://z.example/)\n");
  support_import_file(folder, "img/x.png", "png");
  support_import_one(b, folder, &text);
  assert_int_equal(bodies_like(b, "%src=\"/media/x-%.png\"%"), 1);
  assert_int_equal(bodies_like(b, "%href=\"https://z.example/\"%"), 1);
  assert_non_null(strstr(buf_text(&text), "a.md:5: picture not found: y.png"));
  buf_free(&text);
  free(folder);
}

/* A link out of the imported folder could read any file of this machine. */
static void nothing_outside_the_folder_is_copied(void **state) {
  struct blog *b = *state;
  struct buf text = {0};
  char *outside = support_import_folder("secret.png", "png"), md[400];
  snprintf(md, sizeof md,
      "---\ntitle: A\ndate: 2026-01-02\n---\n![x](%s/secret.png)\n"
      "![y](../../../../../../../etc/hostname.png)\n",
      outside);
  char *folder = support_import_folder("a.md", md);
  support_import_one(b, folder, &text);
  assert_int_equal(bodies_like(b, "%/media/%"), 0);
  buf_free(&text);
  free(folder);
  free(outside);
}

/* A link named "x.png" that leads to a script must not get that script published. */
static void the_real_name_of_a_file_counts(void **state) {
  struct blog *b = *state;
  struct buf text = {0};
  char *folder = support_import_folder("a.md",
      "---\ntitle: A\ndate: 2026-01-02\n---\n![x](/plain.png) ![y](/page.png)"
      " ![z](/good.png) ![x](plain.png)\n");
  static const char *const files[] = {"plain", "page.php", "good.jpg"};
  static const char *const links[] = {"plain.png", "page.png", "good.png"};
  for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
    char link[400];
    support_import_file(folder, files[i], "x");
    snprintf(link, sizeof link, "%s/%s", folder, links[i]);
    assert_int_equal(symlink(files[i], link), 0);
  }
  support_import_one(b, folder, &text);
  assert_int_equal(bodies_like(b, "%src=\"/media/good-%.jpg\"%"), 1);
  assert_int_equal(bodies_like(b, "%/media/p%"), 0);
  assert_int_equal(bodies_like(b, "%(null)%"), 0);
  assert_non_null(strstr(buf_text(&text), "picture not found: /plain.png"));
  buf_free(&text);
  free(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(pictures_go_to_media),
      support_site_test(nothing_outside_the_folder_is_copied),
      support_site_test(the_real_name_of_a_file_counts),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
