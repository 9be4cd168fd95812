#include "import/files/import_media.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support_import.h"

static void a_copy_is_readable_and_keeps_its_time(void **state) {
  struct blog *b = *state;
  struct stat st;
  char path[600], copy[700];
  struct timespec old[2] = {{1000000000, 0}, {1000000000, 0}};
  char *folder = support_import_folder(
      "a.md", "---\ntitle: A\ndate: 2026-01-02\n---\n![x](x.png)\n");
  support_import_file(folder, "x.png", "png");
  snprintf(path, sizeof path, "%s/x.png", folder);
  assert_int_equal(utimensat(AT_FDCWD, path, old, 0), 0);
  support_import_one(b, folder, NULL);
  /* Its name has a hash of the path: find it through the page. */
  char *name = NULL;
  assert_true(support_number(b, "SELECT instr(html, '/media/') FROM article_body") > 0);
  struct article_body body;
  assert_err(article_body_read(b->site->db, b->arena, 1, &body), OK);
  name = strstr(body.html, "/media/") + strlen("/media/");
  *strchr(name, '"') = '\0';
  snprintf(copy, sizeof copy, "%s/media/%s", b->site->dir, name);
  assert_int_equal(stat(copy, &st), 0);
  assert_int_equal(st.st_mode & 0777, 0644);
  assert_int_equal(st.st_mtim.tv_sec, 1000000000);
  struct import_run run = {.site = b->site, .dir = b->site->dir};
  assert_true(import_media_find(&run, b->arena, name, &st));
  assert_false(import_media_find(&run, b->arena, "none.png", &st));
  free(folder);
}

static void a_missing_copy_is_made_again(void **state) {
  struct blog *b = *state;
  struct support_import done;
  char command[700];
  char *folder = support_import_folder(
      "a.md", "---\ntitle: A\ndate: 2026-01-02\n---\n![x](x.png)\n");
  support_import_file(folder, "x.png", "png");
  support_import_one(b, folder, NULL);
  snprintf(command, sizeof command, "rm %s/media/x-*.png", b->site->dir);
  assert_int_equal(system(command), 0);
  assert_err(support_import(b, folder, NULL, &done), OK);
  assert_int_equal(done.counts[IMPORT_UNCHANGED], 1);
  snprintf(command, sizeof command, "test -f %s/media/x-*.png", b->site->dir);
  assert_int_equal(system(command), 0);
  buf_free(&done.text);
  free(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_copy_is_readable_and_keeps_its_time),
      support_site_test(a_missing_copy_is_made_again),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
