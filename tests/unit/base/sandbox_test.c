/* What a process in the sandbox can still do. Each test is a process of its own,
 * because there is no way out. */
#include "base/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support.h"

/* The exit code on a kernel that lacks a part. */
enum { WITHOUT = 77 };

static char *folder, inside[200], outside[200];
static struct sandbox sandbox;

#define REQUIRE(condition)                                                             \
  do {                                                                                 \
    if (!(condition)) {                                                                \
      fprintf(stderr, "line %d: %s: %s\n", __LINE__, #condition, strerror(errno));     \
      _exit(1);                                                                        \
    }                                                                                  \
  } while (0)

/* Runs `attempt` in a sandbox that may change `inside`. */
static void run(enum sandbox_job job, void (*attempt)(void)) {
  char why[200];
  int status = -1;
  pid_t pid = fork();
  if (pid == 0) {
    sandbox = (struct sandbox){.job = job};
    REQUIRE(sandbox_add(&sandbox, inside, true) == OK);
    REQUIRE(sandbox_add(&sandbox, "/nonexistent", true) == OK && sandbox.count == 1);
    if (job == SANDBOX_FETCH)
      REQUIRE(sandbox_add(&sandbox, "/etc", false) == OK);
    enum err e = sandbox_enter(&sandbox, why, sizeof why);
    if (e)
      fprintf(stderr, "%s: %s\n", err_name(e), why);
    if (e == ERR_INVALID)
      _exit(WITHOUT);
    REQUIRE(e == OK);
    attempt();
    _exit(0);
  }
  assert_int_equal(waitpid(pid, &status, 0), pid);
  if (WIFEXITED(status) && WEXITSTATUS(status) == WITHOUT)
    skip();
  assert_int_equal(status, 0);
}

static bool is_refused(const char *path, int flags) {
  int fd = open(path, flags | O_CLOEXEC, 0600);
  if (fd >= 0)
    close(fd);
  return fd < 0 && errno == EACCES;
}

static void files(void) {
  char path[300], other[300];
  snprintf(path, sizeof path, "%s/folder", inside);
  REQUIRE(mkdir(path, 0700) == 0);
  snprintf(path, sizeof path, "%s/new", inside);
  int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  REQUIRE(fd >= 0 && write(fd, "x", 1) == 1 && fsync(fd) == 0 && ftruncate(fd, 0) == 0);
  close(fd);
  snprintf(other, sizeof other, "%s/folder/moved", inside);
  REQUIRE(rename(path, other) == 0 && unlink(other) == 0);
  snprintf(path, sizeof path, "%s/secret", outside);
  REQUIRE(is_refused(path, O_RDONLY));
  REQUIRE(is_refused(path, O_WRONLY));
  snprintf(path, sizeof path, "%s/made", outside);
  REQUIRE(is_refused(path, O_WRONLY | O_CREAT));
  REQUIRE(is_refused("/etc/passwd", O_RDONLY));
  REQUIRE(is_refused("/proc/self/environ", O_RDONLY));
  REQUIRE(is_refused("/", O_RDONLY | O_DIRECTORY));
  /* Not by a name that leads out of the directory, or a link in it. */
  snprintf(path, sizeof path, "%s/../outside/secret", inside);
  REQUIRE(is_refused(path, O_RDONLY));
  snprintf(path, sizeof path, "%s/link", inside);
  snprintf(other, sizeof other, "%s/secret", outside);
  REQUIRE(symlink(other, path) == 0);
  REQUIRE(is_refused(path, O_RDONLY));
  /* Devices, and sockets that others would connect to. */
  snprintf(path, sizeof path, "%s/device", inside);
  REQUIRE(mkfifo(path, 0600) != 0);
}

/* What Landlock does not protect from them. */
static void metadata(void) {
  char path[300];
  const struct timespec times[2] = {{1, 0}, {1, 0}};
  snprintf(path, sizeof path, "%s/secret", outside);
  REQUIRE(chmod(path, 0666) == -1 && chown(path, geteuid(), getegid()) == -1);
  REQUIRE(utimensat(AT_FDCWD, path, times, 0) == -1);
  snprintf(path, sizeof path, "%s/own", inside);
  int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  REQUIRE(fd >= 0 && fchmod(fd, 0640) == 0 && futimens(fd, times) == 0);
  REQUIRE(fcntl(fd, F_SETFL, O_NONBLOCK) == 0 && fcntl(fd, F_SETOWN, getppid()) == -1);
  REQUIRE(ioctl(fd, TIOCSTI, "x") == -1 && errno != ENOTTY);
  close(fd);
  struct rlimit limit = {1, 1};
  REQUIRE(prlimit(getppid(), RLIMIT_CPU, &limit, NULL) == -1);
  REQUIRE(getrlimit(RLIMIT_CPU, &limit) == 0);
}

static void programs(void) {
  char *const words[] = {strdup("/bin/true"), NULL};
  REQUIRE(execve(words[0], words, NULL) == -1 && errno == EPERM);
#if !defined(__SANITIZE_ADDRESS__)
  REQUIRE(fork() == -1);
  REQUIRE(ptrace(PTRACE_TRACEME, 0, NULL, NULL) == -1 && errno == EPERM);
  REQUIRE(kill(getppid(), 0) == -1);
#endif
  REQUIRE(kill(getpid(), 0) == 0);
  free(words[0]);
}

static void connections(void) {
  int pair[2];
  REQUIRE(socket(AF_INET, SOCK_STREAM, 0) == -1 && errno == EPERM);
  REQUIRE(socket(AF_INET6, SOCK_DGRAM, 0) == -1 && errno == EPERM);
  REQUIRE(socket(AF_UNIX, SOCK_STREAM, 0) == -1 && errno == EPERM);
  REQUIRE(socket(AF_NETLINK, SOCK_RAW, 0) == -1 && errno == EPERM);
  REQUIRE(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == -1 && errno == EPERM);
}

static void *thread(void *argument) {
  return argument;
}

static void fetching(void) {
  const struct sockaddr_in nobody = {.sin_family = AF_INET,
      .sin_port = htons(1),
      .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  pthread_t other;
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  REQUIRE(fd >= 0);
  REQUIRE(connect(fd, (const struct sockaddr *)&nobody, sizeof nobody) == -1 &&
          errno == ECONNREFUSED);
  close(fd);
  REQUIRE(pthread_create(&other, NULL, thread, NULL) == 0 &&
          pthread_join(other, NULL) == 0);
  fd = open("/etc/passwd", O_RDONLY | O_CLOEXEC);
  REQUIRE(fd >= 0);
  close(fd);
  REQUIRE(is_refused("/etc/passwd", O_WRONLY));
  programs();
}

static void files_outside_are_out_of_reach(void **state) {
  (void)state;
  run(SANDBOX_SERVE, files);
}

static void no_program_is_executed(void **state) {
  (void)state;
  run(SANDBOX_SERVE, programs);
}

static void files_are_not_changed_by_name(void **state) {
  (void)state;
  run(SANDBOX_SERVE, metadata);
}

static void nothing_is_connected_to(void **state) {
  (void)state;
  run(SANDBOX_SERVE, connections);
}

static void one_job_connects(void **state) {
  (void)state;
  run(SANDBOX_FETCH, fetching);
}

/* Links that somebody has put into the directory are followed before. */
static void links_are_added(void **state) {
  char link[300], secret[300];
  (void)state;
  snprintf(link, sizeof link, "%s/theme", inside);
  snprintf(secret, sizeof secret, "%s/secret", outside);
  assert_int_equal(symlink(secret, link), 0);
  sandbox = (struct sandbox){.job = SANDBOX_SERVE};
  assert_err(sandbox_add_links(&sandbox, inside), OK);
  assert_int_equal(sandbox.count, 1);
  assert_string_equal(sandbox.paths[0].path, secret);
  assert_false(sandbox.paths[0].writes);
  assert_err(sandbox_add(&sandbox, secret, true), OK);
  assert_int_equal(sandbox.count, 1);
  assert_true(sandbox.paths[0].writes);
  assert_err(sandbox_add_links(&sandbox, "/nonexistent"), OK);
  unlink(link);
  /* A link to all files lets nothing in. */
  sandbox.count = 0;
  assert_int_equal(symlink("/", link), 0);
  assert_err(sandbox_add_links(&sandbox, inside), OK);
  for (size_t i = 0; i < sandbox.count; i++)
    assert_string_not_equal(sandbox.paths[i].path, "/");
  unlink(link);
}

static void there_is_an_end_of_paths(void **state) {
  char path[300];
  enum err e = OK;
  (void)state;
  sandbox = (struct sandbox){.job = SANDBOX_SERVE};
  for (int i = 0; i <= SANDBOX_PATHS; i++) {
    snprintf(path, sizeof path, "many-%d", i);
    support_write(folder, path, "x");
    snprintf(path, sizeof path, "%s/many-%d", folder, i);
    e = sandbox_add(&sandbox, path, false);
    if (i < SANDBOX_PATHS)
      assert_err(e, OK);
  }
  assert_err(e, ERR_TOO_LARGE);
}

static int set_up(void **state) {
  (void)state;
  folder = support_folder();
  snprintf(inside, sizeof inside, "%s/inside", folder);
  snprintf(outside, sizeof outside, "%s/outside", folder);
  if (mkdir(inside, 0700) != 0 || mkdir(outside, 0700) != 0)
    return 1;
  support_write(outside, "secret", "x");
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  support_remove(folder);
  free(folder);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(files_outside_are_out_of_reach),
      cmocka_unit_test(no_program_is_executed),
      cmocka_unit_test(nothing_is_connected_to),
      cmocka_unit_test(files_are_not_changed_by_name),
      cmocka_unit_test(one_job_connects), cmocka_unit_test(links_are_added),
      cmocka_unit_test(there_is_an_end_of_paths)};
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
