#include "base/scratch.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "support.h"

static void set_age(const char *path, time_t seconds) {
  const struct timespec times[2] = {
      {.tv_sec = time(NULL) - seconds}, {.tv_sec = time(NULL) - seconds}};
  assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

static void it_is_private_and_deleted(void **state) {
  char *folder = support_folder(), why[300];
  struct scratch s;
  struct stat st;
  (void)state;
  setenv("TMPDIR", folder, 1);
  assert_err(scratch_open(&s, "pamphlet-x", why, sizeof why), OK);
  assert_int_equal(strncmp(s.path, folder, strlen(folder)), 0);
  assert_non_null(strstr(s.path, "/pamphlet-x-"));
  assert_true(stat(s.path, &st) == 0 && (st.st_mode & 0777) == 0700);
  support_write(s.path, "b.txt", "x");
  scratch_close(&s);
  assert_int_equal(rmdir(folder), 0);
  unsetenv("TMPDIR");
  free(folder);
}

/* Left by a machine that lost its power. */
static void old_ones_are_deleted(void **state) {
  static const char *const names[] = {"pamphlet-x-aaaaaa", "pamphlet-x-bbbbbb",
      "pamphlet-x-cccccc", "pamphlet-x-dddddddd", "pamphlet-y-eeeeee"};
  char *folder = support_folder(), path[600], why[300];
  struct scratch s, used;
  (void)state;
  setenv("TMPDIR", folder, 1);
  assert_err(scratch_open(&used, "pamphlet-x", why, sizeof why), OK);
  set_age(used.path, 5000);
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    snprintf(path, sizeof path, "%s/%s", folder, names[i]);
    assert_int_equal(mkdir(path, i == 1 ? 0755 : 0700), 0);
    support_write(path, "pamphlet.db", "x");
    set_age(path, i == 2 ? 5 : 5000);
  }
  assert_err(scratch_open(&s, "pamphlet-x", why, sizeof why), OK);
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    snprintf(path, sizeof path, "%s/%s", folder, names[i]);
    /* Only the first is of this name, private, old and unused. */
    if ((access(path, F_OK) == 0) != (i > 0))
      fail_msg("%s", names[i]);
  }
  assert_int_equal(access(used.path, F_OK), 0);
  scratch_close(&s);
  scratch_close(&used);
  support_remove(folder);
  unsetenv("TMPDIR");
  free(folder);
}

static void a_folder_that_is_not_there(void **state) {
  char why[300];
  struct scratch s;
  (void)state;
  setenv("TMPDIR", "/no/such/folder", 1);
  assert_err(scratch_open(&s, "pamphlet-x", why, sizeof why), ERR_IO);
  assert_non_null(strstr(why, "/no/such/folder"));
  unsetenv("TMPDIR");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(it_is_private_and_deleted),
      cmocka_unit_test(old_ones_are_deleted),
      cmocka_unit_test(a_folder_that_is_not_there)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
