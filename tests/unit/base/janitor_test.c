#include "base/janitor.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "support.h"

/* The janitor is a process of its own: it may take a moment. */
static bool is_gone(const char *path) {
  const struct timespec pause = {.tv_nsec = 5000000};
  for (int i = 0; i < 2000; i++) {
    if (access(path, F_OK) != 0)
      return true;
    nanosleep(&pause, NULL);
  }
  return false;
}

/* Starts a process with a janitor for the paths; returns when that is at work. */
static pid_t start(const char *const *paths, int fd) {
  int ready[2];
  char byte;
  assert_int_equal(pipe(ready), 0);
  pid_t pid = fork();
  if (pid == 0) {
    struct janitor j = {0};
    if (janitor_start(&j, paths, fd) != OK)
      _exit(1);
    (void)!write(ready[1], "", 1);
    for (;;)
      pause();
  }
  close(ready[1]);
  assert_int_equal(read(ready[0], &byte, 1), 1);
  close(ready[0]);
  return pid;
}

static void whatever_kills_the_process_leaves_nothing(void **state) {
  static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGKILL};
  (void)state;
  for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
    char *folder = support_folder(), inside[600], file[600];
    snprintf(inside, sizeof inside, "%s/b.txt", folder);
    snprintf(file, sizeof file, "%s.file", folder);
    const char *const paths[] = {file, "/no/such/path", folder, NULL};
    support_write(folder, "b.txt", "x");
    support_write("/", file + 1, "x");
    pid_t pid = start(paths, -1);
    assert_int_equal(access(inside, F_OK), 0);
    kill(pid, signals[i]);
    assert_int_equal(waitpid(pid, NULL, 0), pid);
    assert_true(is_gone(folder));
    assert_true(is_gone(file));
    free(folder);
  }
}

/* Ctrl+C reaches all processes of the group. */
static void the_janitor_ignores_the_signals_itself(void **state) {
  char *folder = support_folder();
  const char *const paths[] = {folder, NULL};
  int ready[2];
  char byte;
  (void)state;
  assert_int_equal(pipe(ready), 0);
  pid_t pid = fork();
  if (pid == 0) {
    struct janitor j = {0};
    setpgid(0, 0);
    if (janitor_start(&j, paths, -1) != OK)
      _exit(1);
    kill(j.pid, SIGTERM);
    kill(j.pid, SIGINT);
    (void)!write(ready[1], "", 1);
    for (;;)
      pause();
  }
  close(ready[1]);
  assert_int_equal(read(ready[0], &byte, 1), 1);
  close(ready[0]);
  assert_int_equal(access(folder, F_OK), 0);
  kill(-pid, SIGINT);
  waitpid(pid, NULL, 0);
  assert_true(is_gone(folder));
  free(folder);
}

static void one_that_is_ended_removes_nothing(void **state) {
  char *folder = support_folder();
  const char *const paths[] = {folder, NULL};
  struct janitor j = {0};
  (void)state;
  janitor_end(&j);
  assert_err(janitor_start(&j, paths, -1), OK);
  janitor_end(&j);
  assert_int_equal(j.pid, 0);
  assert_int_equal(access(folder, F_OK), 0);
  support_remove(folder);
  free(folder);
}

static void a_lock_lasts_until_all_is_removed(void **state) {
  char *folder = support_folder(), path[600];
  (void)state;
  snprintf(path, sizeof path, "%s/lock", folder);
  const char *const paths[] = {path, NULL};
  int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  int other = open(path, O_RDWR | O_CLOEXEC);
  assert_true(fd >= 0 && other >= 0);
  assert_int_equal(flock(fd, LOCK_EX), 0);
  pid_t pid = start(paths, fd);
  close(fd);
  assert_int_equal(flock(other, LOCK_EX | LOCK_NB), -1);
  kill(pid, SIGKILL);
  waitpid(pid, NULL, 0);
  assert_int_equal(flock(other, LOCK_EX), 0);
  assert_int_not_equal(access(path, F_OK), 0);
  close(other);
  support_remove(folder);
  free(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(whatever_kills_the_process_leaves_nothing),
      cmocka_unit_test(the_janitor_ignores_the_signals_itself),
      cmocka_unit_test(one_that_is_ended_removes_nothing),
      cmocka_unit_test(a_lock_lasts_until_all_is_removed)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
