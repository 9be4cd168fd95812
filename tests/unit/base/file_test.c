#include "base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support.h"

static char *folder;

static int set_up(void **state) {
  (void)state;
  folder = support_folder();
  return folder && chdir(folder) == 0 ? 0 : -1;
}

static int tear_down(void **state) {
  (void)state;
  free(folder);
  return 0;
}

static void refused(
    const char *name, enum file_links links, enum err want, const char *says) {
  struct buf b = {0};
  char why[FILE_WHY] = "";
  assert_err(file_read(name, links, 10, &b, why), want);
  assert_non_null(strstr(why, says));
  buf_free(&b);
}

static void reads_the_whole(void **state) {
  struct buf b = {0};
  char why[FILE_WHY];
  (void)state;
  support_write(folder, "ten", "0123456789");
  support_write(folder, "none", "");
  assert_int_equal(symlink("ten", "link"), 0);
  assert_err(file_read("ten", FILE_NO_FOLLOW, 10, &b, why), OK);
  assert_string_equal(buf_text(&b), "0123456789");
  assert_err(file_read("link", FILE_FOLLOW, 10, &b, why), OK);
  assert_int_equal(b.len, 20);
  buf_free(&b);
  assert_err(file_read("none", FILE_NO_FOLLOW, 10, &b, why), OK);
  assert_non_null(b.data);
  assert_int_equal(b.len, 0);
  buf_free(&b);
}

static void refuses_all_else(void **state) {
  (void)state;
  support_write(folder, "long", "0123456789+");
  assert_int_equal(mkfifo("pipe", 0600), 0);
  assert_int_equal(mkdir("folder", 0700), 0);
  assert_int_equal(symlink("long", "other"), 0);
  refused("absent", FILE_FOLLOW, ERR_NOT_FOUND, "is not there");
  refused("long", FILE_FOLLOW, ERR_TOO_LARGE, "is over");
  refused("pipe", FILE_FOLLOW, ERR_INVALID, "no regular file");
  refused("folder", FILE_FOLLOW, ERR_INVALID, "folder");
  refused("/dev/zero", FILE_FOLLOW, ERR_INVALID, "no regular file");
  refused("other", FILE_NO_FOLLOW, ERR_INVALID, "symbolic link");
  refused("long/x", FILE_FOLLOW, ERR_IO, "Not a directory");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(reads_the_whole, set_up, tear_down),
      cmocka_unit_test_setup_teardown(refuses_all_else, set_up, tear_down)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
