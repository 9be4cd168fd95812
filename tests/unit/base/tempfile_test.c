#include "base/tempfile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
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
  unlink("part");
  unlink("whole");
  unlink("other");
  free(folder);
  return 0;
}

static struct stat status(const char *path) {
  struct stat st;
  assert_int_equal(lstat(path, &st), 0);
  return st;
}

static void an_abandoned_file_is_taken_over(void **state) {
  (void)state;
  support_write(folder, "part", "left by a killed process");
  assert_int_equal(chmod("part", 0666), 0);
  int fd = tempfile_open("part", false);
  assert_true(fd >= 0);
  assert_int_equal(status("part").st_size, 0);
  assert_int_equal(status("part").st_mode & 0777, 0600);
  close(fd);
}

static void only_one_process_has_the_file(void **state) {
  (void)state;
  int fd = tempfile_open("part", false);
  assert_true(fd >= 0);
  assert_int_equal(tempfile_open("part", false), -1);
  assert_int_equal(errno, EWOULDBLOCK);
  close(fd);
  fd = tempfile_open("part", false);
  assert_true(fd >= 0);
  close(fd);
}

/* A waiting process must not write into a file that already has its final name. */
static void a_waiting_process_gets_a_new_file(void **state) {
  int ready[2];
  char c;
  (void)state;
  assert_int_equal(pipe(ready), 0);
  int fd = tempfile_open("part", false);
  pid_t child = fork();
  if (child == 0) {
    close(fd); /* a fork shares the lock */
    int opened = write(ready[1], "x", 1) == 1 ? tempfile_open("part", true) : -1;
    _exit(opened >= 0 && write(opened, "second", 6) == 6 ? 0 : 1);
  }
  assert_int_equal(read(ready[0], &c, 1), 1);
  usleep(50000);
  assert_int_equal(write(fd, "one", 3), 3);
  assert_int_equal(rename("part", "whole"), 0);
  close(fd);
  int how;
  assert_int_equal(waitpid(child, &how, 0), child);
  assert_int_equal(how, 0);
  assert_int_equal(status("whole").st_size, 3);
  assert_int_equal(status("part").st_size, 6);
  close(ready[0]);
  close(ready[1]);
}

static void links_are_not_followed(void **state) {
  (void)state;
  support_write(folder, "other", "kept");
  assert_int_equal(symlink("other", "part"), 0);
  int fd = tempfile_open("part", false);
  assert_true(fd >= 0);
  assert_true(S_ISREG(status("part").st_mode));
  close(fd);
  unlink("part");
  assert_int_equal(link("other", "part"), 0);
  fd = tempfile_open("part", false);
  assert_true(fd >= 0);
  close(fd);
  assert_int_equal(status("other").st_size, 4);
}

static void a_name_is_in_an_open_folder(void **state) {
  (void)state;
  int here = open(folder, O_RDONLY | O_DIRECTORY);
  assert_true(here >= 0 && chdir("/") == 0);
  int fd = tempfile_open_at(here, "part", false);
  assert_int_equal(chdir(folder), 0);
  assert_true(fd >= 0);
  assert_int_equal(status("part").st_size, 0);
  close(fd);
  close(here);
}

static void errors_are_described(void **state) {
  (void)state;
  assert_int_equal(tempfile_open("none/part", true), -1);
  assert_int_equal(errno, ENOENT);
  assert_int_equal(mkdir("part", 0700), 0);
  assert_int_equal(tempfile_open("part", true), -1);
  assert_int_equal(errno, EISDIR);
  rmdir("part");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(
          an_abandoned_file_is_taken_over, set_up, tear_down),
      cmocka_unit_test_setup_teardown(only_one_process_has_the_file, set_up, tear_down),
      cmocka_unit_test_setup_teardown(
          a_waiting_process_gets_a_new_file, set_up, tear_down),
      cmocka_unit_test_setup_teardown(links_are_not_followed, set_up, tear_down),
      cmocka_unit_test_setup_teardown(a_name_is_in_an_open_folder, set_up, tear_down),
      cmocka_unit_test_setup_teardown(errors_are_described, set_up, tear_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
