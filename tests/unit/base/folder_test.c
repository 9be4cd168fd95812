#include "base/folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support.h"

static void a_folder_is_removed_with_its_contents(void **state) {
  char *folder = support_folder();
  (void)state;
  assert_non_null(folder);
  assert_int_equal(chdir(folder), 0);
  assert_int_equal(mkdir("gone", 0700), 0);
  assert_int_equal(mkdir("gone/deep", 0700), 0);
  support_write("gone/deep", "file", "a");
  assert_int_equal(mkdir("stays", 0700), 0);
  support_write("stays", "file", "b");
  assert_int_equal(symlink("../stays", "gone/link"), 0);
  folder_remove("gone");
  assert_int_not_equal(access("gone", F_OK), 0);
  assert_int_equal(access("stays/file", F_OK), 0);
  folder_remove("gone");
  free(folder);
}

static void a_link_is_no_folder(void **state) {
  char *folder = support_folder();
  struct stat like, st;
  (void)state;
  int parent = open(folder, O_RDONLY | O_DIRECTORY);
  assert_true(parent >= 0);
  assert_int_equal(fstat(parent, &like), 0);
  for (int i = 0; i < 2; i++) {
    int fd = folder_open_at(parent, "new", &like, 02775);
    assert_true(fd >= 0);
    assert_int_equal(fstat(fd, &st), 0);
    assert_int_equal(st.st_mode & 07777, 02775);
    assert_int_equal(st.st_gid, like.st_gid);
    close(fd);
  }
  assert_int_equal(symlinkat("new", parent, "link"), 0);
  assert_int_equal(folder_open_at(parent, "link", &like, 02775), -1);
  assert_int_equal(folder_open_at(-1, "new", &like, 02775), -1);
  close(parent);
  folder_remove(folder);
  free(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_folder_is_removed_with_its_contents),
      cmocka_unit_test(a_link_is_no_folder)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
