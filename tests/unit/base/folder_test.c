#include "base/folder.h"

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

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_folder_is_removed_with_its_contents)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
