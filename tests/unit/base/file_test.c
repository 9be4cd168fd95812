#include "base/file.h"

#include <errno.h>
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

static void a_file_is_read_completely(void **state) {
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

static void other_kinds_of_files_are_refused(void **state) {
  (void)state;
  support_write(folder, "long", "0123456789+");
  assert_int_equal(mkfifo("pipe", 0600), 0);
  assert_int_equal(mkdir("folder", 0700), 0);
  assert_int_equal(symlink("long", "other"), 0);
  refused("absent", FILE_FOLLOW, ERR_NOT_FOUND, "does not exist");
  refused("long", FILE_FOLLOW, ERR_TOO_LARGE, "is over");
  refused("pipe", FILE_FOLLOW, ERR_INVALID, "not a regular file");
  refused("folder", FILE_FOLLOW, ERR_INVALID, "folder");
  refused("/dev/zero", FILE_FOLLOW, ERR_INVALID, "not a regular file");
  refused("other", FILE_NO_FOLLOW, ERR_INVALID, "symbolic link");
  refused("long/x", FILE_FOLLOW, ERR_IO, "Not a directory");
}

static void a_copy_keeps_the_time(void **state) {
  struct stat st, copy;
  char why[FILE_WHY], text[8] = "";
  int in = -1;
  (void)state;
  support_write(folder, "from", "tide");
  assert_err(file_open("from", FILE_NO_FOLLOW, &in, &st, why), OK);
  st.st_mtim = (struct timespec){1000, 5};
  int out = open("to", O_RDWR | O_CREAT | O_TRUNC, 0600);
  assert_true(out >= 0 && file_copy(in, out, &st));
  assert_int_equal(pread(out, text, sizeof text, 0), 4);
  assert_string_equal(text, "tide");
  assert_int_equal(fstat(out, &copy), 0);
  assert_int_equal(copy.st_mtim.tv_sec, 1000);
  assert_int_equal(copy.st_mtim.tv_nsec, 5);
  /* The file is shorter than its size said. */
  st.st_size = 5;
  assert_int_equal(lseek(in, 0, SEEK_SET), 0);
  errno = 0;
  assert_false(file_copy(in, out, &st));
  assert_int_equal(errno, EIO);
  close(in);
  close(out);
  unlink("from");
  unlink("to");
}

static void a_sibling_is_not_below(void **state) {
  (void)state;
  assert_true(file_is_below("/a/b", "/a"));
  assert_true(file_is_below("/a/b/c", "/a/b"));
  assert_false(file_is_below("/a", "/a"));
  assert_false(file_is_below("/ab", "/a"));
  assert_false(file_is_below("/b/a", "/a"));
}

static void endings_are_compared_in_any_case(void **state) {
  (void)state;
  assert_true(file_name_ends_with("a.toml", ".toml"));
  assert_true(file_name_ends_with("/a/B.TOML", ".toml"));
  assert_false(file_name_ends_with("a.tom", ".toml"));
  assert_false(file_name_ends_with("a.toml.bak", ".toml"));
  /* A name that is only the ending, or shorter. */
  assert_false(file_name_ends_with(".toml", ".toml"));
  assert_false(file_name_ends_with("", ".toml"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(a_file_is_read_completely, set_up, tear_down),
      cmocka_unit_test_setup_teardown(
          other_kinds_of_files_are_refused, set_up, tear_down),
      cmocka_unit_test_setup_teardown(a_copy_keeps_the_time, set_up, tear_down),
      cmocka_unit_test(a_sibling_is_not_below),
      cmocka_unit_test(endings_are_compared_in_any_case)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
