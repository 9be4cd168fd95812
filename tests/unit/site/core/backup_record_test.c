#include "site/core/backup_record.h"

#include <sys/stat.h>
#include <unistd.h>

#include "support.h"

static char *site_folder(void) {
  char path[500], *folder = support_folder();
  snprintf(path, sizeof path, "%s/run", folder);
  assert_int_equal(mkdir(path, 0755), 0);
  return folder;
}

static void a_record_comes_back(void **state) {
  char path[500], *folder = site_folder();
  struct stat st;
  struct backup_record out = {0},
                       in = {.at = 1764540000000000, .bytes = 77, .file = "/b/a b.zst"};
  (void)state;
  assert_err(backup_record_read(folder, &out), ERR_NOT_FOUND);
  assert_err(backup_record_write(folder, &in), OK);
  in.at++;
  assert_err(backup_record_write(folder, &in), OK);
  assert_err(backup_record_read(folder, &out), OK);
  assert_int_equal(out.at, in.at);
  assert_int_equal(out.bytes, 77);
  assert_string_equal(out.file, "/b/a b.zst");
  snprintf(path, sizeof path, "%s/run/last-backup", folder);
  assert_int_equal(stat(path, &st), 0);
  assert_int_equal(st.st_mode & 0777, 0644);
  support_remove(folder);
  free(folder);
}

/* The user of the service owns run/, and root may make the backup. */
static void no_link_is_followed(void **state) {
  char path[500], target[500], *folder = site_folder();
  struct backup_record r = {.at = 1, .file = "x"};
  (void)state;
  support_write(folder, "precious", "keep");
  snprintf(target, sizeof target, "%s/precious", folder);
  snprintf(path, sizeof path, "%s/run/last-backup", folder);
  assert_int_equal(symlink(target, path), 0);
  assert_err(backup_record_read(folder, &r), ERR_NOT_FOUND);
  assert_err(backup_record_write(folder, &r), OK);
  struct stat st;
  assert_int_equal(stat(target, &st), 0);
  assert_int_equal(st.st_size, 4);
  assert_int_equal(lstat(path, &st), 0);
  assert_true(S_ISREG(st.st_mode));
  /* Nor is the folder one. */
  support_remove(folder);
  free(folder);
  folder = support_folder();
  snprintf(path, sizeof path, "%s/run", folder);
  assert_int_equal(symlink("/tmp", path), 0);
  assert_true(backup_record_write(folder, &r) != OK);
  support_remove(folder);
  free(folder);
}

static void what_is_no_record_is_not_read(void **state) {
  static const char *const texts[] = {"", "\n", "x", "12", "12 x", "-5 3 file\n",
      "5 -3 file\n", "5 3 \xff\n", "5 3 a\033[2J\n"};
  char *folder = site_folder();
  struct backup_record r = {.at = 9};
  (void)state;
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    support_write(folder, "run/last-backup", texts[i]);
    assert_err(backup_record_read(folder, &r), ERR_NOT_FOUND);
    assert_int_equal(r.at, 9);
  }
  support_remove(folder);
  free(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_record_comes_back),
      cmocka_unit_test(no_link_is_followed),
      cmocka_unit_test(what_is_no_record_is_not_read),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
