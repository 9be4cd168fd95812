#include "db/owner.h"

#include <sys/stat.h>
#include <unistd.h>

#include "support.h"

static mode_t mode_of(const char *file, const char *end) {
  char path[600];
  struct stat st;
  snprintf(path, sizeof path, "%s%s", file, end);
  assert_int_equal(stat(path, &st), 0);
  return st.st_mode & 0777;
}

static void the_files_get_the_mode_of_the_database(void **state) {
  char *folder = support_folder(), file[500];
  mode_t before = umask(077);
  (void)state;
  snprintf(file, sizeof file, "%s/x.db", folder);
  support_write(folder, "x.db", "");
  assert_int_equal(chmod(file, 0660), 0);
  assert_err(owner_prepare(file), OK);
  umask(before);
  assert_int_equal(mode_of(file, "-wal"), 0660);
  assert_int_equal(mode_of(file, "-shm"), 0660);
  assert_int_equal(mode_of(file, "-queue"), 0660);
  /* Existing files are not changed. */
  support_write(folder, "x.db-wal", "log");
  assert_err(owner_prepare(file), OK);
  free(folder);
}

static void a_missing_database_is_not_found(void **state) {
  char *folder = support_folder(), file[500];
  (void)state;
  snprintf(file, sizeof file, "%s/x.db", folder);
  assert_err(owner_prepare(file), ERR_NOT_FOUND);
  snprintf(file, sizeof file, "%s/x.db-wal", folder);
  assert_int_not_equal(access(file, F_OK), 0);
  free(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_files_get_the_mode_of_the_database),
      cmocka_unit_test(a_missing_database_is_not_found),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
