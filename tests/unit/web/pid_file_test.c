#include "web/pid_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "support.h"

static char path[200];

static char *read_file(void) {
  struct buf text = {0};
  char why[FILE_WHY];
  assert_err(file_read(path, FILE_NO_FOLLOW, 1000, &text, why), OK);
  return support_take(&text);
}

static void it_names_this_process_until_it_is_removed(void **state) {
  char why[200], wanted[24], *folder = support_folder();
  struct stat st;
  (void)state;
  snprintf(path, sizeof path, "%s/pid", folder);
  support_write(folder, "pid", "1\n");
  assert_err(pid_file_write(path, why, sizeof why), OK);
  snprintf(wanted, sizeof wanted, "%d\n", (int)getpid());
  char *text = read_file();
  assert_string_equal(text, wanted);
  free(text);
  assert_int_equal(stat(path, &st), 0);
  assert_int_equal(st.st_mode & 0777, 0644);
  pid_file_remove(path);
  assert_int_equal(access(path, F_OK), -1);
  free(folder);
}

/* A new program may have replaced the file before the old one ends. */
static void the_file_of_another_process_stays(void **state) {
  char *folder = support_folder();
  (void)state;
  snprintf(path, sizeof path, "%s/pid", folder);
  support_write(folder, "pid", "1\n");
  pid_file_remove(path);
  assert_int_equal(access(path, F_OK), 0);
  free(folder);
}

static void a_link_is_replaced_not_followed(void **state) {
  char why[200], target[200], *folder = support_folder();
  (void)state;
  snprintf(path, sizeof path, "%s/pid", folder);
  snprintf(target, sizeof target, "%s/precious", folder);
  support_write(folder, "precious", "text");
  assert_int_equal(symlink(target, path), 0);
  assert_err(pid_file_write(path, why, sizeof why), OK);
  struct stat st;
  assert_true(lstat(path, &st) == 0 && S_ISREG(st.st_mode));
  assert_true(stat(target, &st) == 0 && st.st_size == 4);
  free(folder);
}

static void a_missing_folder_is_named(void **state) {
  char why[200];
  (void)state;
  assert_err(pid_file_write("/no/such/folder/pid", why, sizeof why), ERR_IO);
  assert_non_null(strstr(why, "/no/such/folder/pid"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(it_names_this_process_until_it_is_removed),
      cmocka_unit_test(the_file_of_another_process_stays),
      cmocka_unit_test(a_link_is_replaced_not_followed),
      cmocka_unit_test(a_missing_folder_is_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
