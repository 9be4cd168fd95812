#include "ops/settings_editor.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "support_site.h"

static const struct settings_entry per_page = {.section = "site", .name = "per_page"};

static char *ini_of(struct blog *b) {
  struct buf text = {0};
  char path[400], why[FILE_WHY];
  snprintf(path, sizeof path, "%s/site.ini", b->site->dir);
  assert_err(file_read(path, FILE_NO_FOLLOW, 1 << 20, &text, why), OK);
  return support_take(&text);
}

static void becomes(struct blog *b, const char *before, const char *after) {
  char why[400];
  support_write(b->site->dir, "site.ini", before);
  assert_err(settings_editor_set(b->site->dir, &per_page, "7", why, sizeof why), OK);
  char *now = ini_of(b);
  assert_string_equal(now, after);
  free(now);
}

#define NEEDED "title = T\nbase_url = https://example.org\n"

static void only_the_line_changes(void **state) {
  struct blog *b = *state;
  becomes(
      b, "[site]\n" NEEDED "per_page=3\n# c\n", "[site]\n" NEEDED "per_page= 7\n# c\n");
  becomes(b, "[site]\n" NEEDED, "[site]\n" NEEDED "per_page = 7\n");
  becomes(b, "[site]\n" NEEDED "\n# per_page = 3\n\n[cache]\nfolder = auto\n",
      "[site]\n" NEEDED "per_page = 7\n\n# per_page = 3\n\n[cache]\nfolder = auto\n");
  becomes(b,
      "[site]\r\ntitle = T\r\nbase_url = https://example.org\r\nper_page = 3\r\n",
      "[site]\r\ntitle = T\r\nbase_url = https://example.org\r\nper_page = 7\r\n");
  becomes(b, "[site]\nper_page = 3\ntitle = T\nbase_url = https://example.org",
      "[site]\nper_page = 7\ntitle = T\nbase_url = https://example.org");
}

static void a_bad_value_changes_nothing(void **state) {
  struct blog *b = *state;
  char why[400];
  char *before = ini_of(b);
  static const char *const bad[] = {"0", "x", "-1", "7\nbase_url = x", "\xff", "\x1b"};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    assert_err(settings_editor_set(b->site->dir, &per_page, bad[i], why, sizeof why),
        ERR_CONFIG);
    assert_non_null(strstr(why, "per_page"));
    char *after = ini_of(b);
    assert_string_equal(after, before);
    free(after);
  }
  free(before);
}

static void one_at_a_time(void **state) {
  struct blog *b = *state;
  char why[400];
  int fd = open(b->site->dir, O_RDONLY | O_DIRECTORY);
  assert_int_equal(flock(fd, LOCK_EX), 0);
  assert_err(
      settings_editor_set(b->site->dir, &per_page, "7", why, sizeof why), ERR_BUSY);
  assert_true(why[0]);
  close(fd);
  assert_err(settings_editor_set(b->site->dir, &per_page, "7", why, sizeof why), OK);
}

static void the_mode_and_a_link_stay(void **state) {
  struct blog *b = *state;
  char path[400], elsewhere[400], why[400];
  struct stat st;
  snprintf(path, sizeof path, "%s/site.ini", b->site->dir);
  snprintf(elsewhere, sizeof elsewhere, "%s/elsewhere.ini", b->site->dir);
  assert_int_equal(rename(path, elsewhere), 0);
  assert_int_equal(chmod(elsewhere, 0604), 0);
  assert_int_equal(symlink("elsewhere.ini", path), 0);
  assert_err(settings_editor_set(b->site->dir, &per_page, "7", why, sizeof why), OK);
  assert_true(lstat(path, &st) == 0 && S_ISLNK(st.st_mode));
  assert_true(lstat(elsewhere, &st) == 0 && (st.st_mode & 0777) == 0604);
}

static void all_are_listed(void **state) {
  struct blog *b = *state;
  char why[400];
  struct setting *all = NULL;
  size_t count = 0;
  const struct settings_alias *former;
  support_write(b->site->dir, "site.ini", "[site]\nper_page = none\n");
  assert_err(
      settings_editor_read(b->arena, b->site->dir, &all, &count, why, sizeof why), OK);
  const struct setting *s = settings_editor_find(all, count, "per_page", &former);
  assert_true(
      s && s->is_set && strcmp(s->value, "none") == 0); /* so that it can be fixed */
  assert_ptr_equal(settings_editor_find(all, count, "site.per_page", &former), s);
  s = settings_editor_find(all, count, "cache.folder", &former);
  assert_null(former);
  assert_true(s && !s->is_set && strcmp(s->value, "auto") == 0);
  const struct setting *folder = s;
  assert_ptr_equal(settings_editor_find(all, count, "pages.store", &former), folder);
  assert_string_equal(former->name, "folder");
  assert_ptr_equal(settings_editor_find(all, count, "store", &former), folder);
  static const char *const none[] = {"", ".", "store.", ".store", "cache.store",
      "pages.folder", "pages.", "site.db", "Per_page", "site.per_page.x"};
  for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
    assert_null(settings_editor_find(all, count, none[i], &former));
  char missing[400];
  snprintf(missing, sizeof missing, "%s/none", b->site->dir);
  assert_true(
      settings_editor_read(b->arena, missing, &all, &count, why, sizeof why) != OK);
  assert_true(why[0]);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(only_the_line_changes),
      support_site_test(a_bad_value_changes_nothing),
      support_site_test(one_at_a_time),
      support_site_test(the_mode_and_a_link_stay),
      support_site_test(all_are_listed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
