#include "web/socket.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support.h"

static char *folder, path[200], lock[210];

static int set_up(void **state) {
  (void)state;
  folder = support_folder();
  snprintf(path, sizeof path, "%s/s.sock", folder);
  snprintf(lock, sizeof lock, "%s.lock", path);
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  unlink(path);
  unlink(lock);
  rmdir(folder);
  free(folder);
  return 0;
}

static enum err listen_at(const char *at, int *fd, bool *made) {
  char why[300] = "";
  enum err e = socket_listen(at, fd, made, why, sizeof why);
  assert_int_equal(e != OK, *why != '\0');
  return e;
}

static struct sockaddr_un address_of(const char *at) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  assert_true(strlen(at) < sizeof address.sun_path);
  memcpy(address.sun_path, at, strlen(at));
  return address;
}

static int connect_to(const char *at, int flags) {
  struct sockaddr_un address = address_of(at);
  int fd = socket(AF_UNIX, SOCK_STREAM | flags, 0);
  if (connect(fd, (struct sockaddr *)&address, sizeof address) == 0)
    return fd;
  close(fd);
  return -1;
}

static int bind_stream(const char *at, int queue) {
  struct sockaddr_un address = address_of(at);
  int fd = socket(AF_UNIX, SOCK_STREAM, 0);
  assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
  assert_int_equal(listen(fd, queue), 0);
  return fd;
}

static ino_t inode(void) {
  struct stat st;
  assert_int_equal(lstat(path, &st), 0);
  return st.st_ino;
}

static void test_new(void **state) {
  int fd = -1;
  bool made = false;
  struct stat st;
  (void)state;
  assert_err(listen_at(path, &fd, &made), OK);
  assert_true(made);
  assert_int_equal(stat(path, &st), 0);
  assert_true(S_ISSOCK(st.st_mode));
  assert_int_equal(st.st_mode & 0777, 0660);
  assert_true(fcntl(fd, F_GETFL) & O_NONBLOCK);
  assert_true(fcntl(fd, F_GETFD) & FD_CLOEXEC);
  int peer = connect_to(path, 0), accepted = accept(fd, NULL, NULL);
  assert_true(peer >= 0 && accepted >= 0);
  close(accepted);
  close(peer);
  close(fd);
}

static void test_stale_is_replaced(void **state) {
  int fd = -1;
  bool made = false;
  (void)state;
  close(bind_stream(path, 1));
  assert_int_equal(connect_to(path, 0), -1);
  assert_err(listen_at(path, &fd, &made), OK);
  int peer = connect_to(path, 0);
  assert_true(made && peer >= 0);
  close(peer);
  close(fd);
}

static void test_a_live_socket_is_not_replaced(void **state) {
  int fd = -7, live = bind_stream(path, 5);
  bool made = false;
  ino_t before = inode();
  (void)state;
  assert_err(listen_at(path, &fd, &made), ERR_EXISTS);
  assert_int_equal(fd, -7);
  assert_int_equal(inode(), before);
  close(live);
}

/* A connect that blocks or fails with EAGAIN shows that a server is alive. */
static void test_an_overloaded_socket_is_not_replaced(void **state) {
  int fd = -1, live = bind_stream(path, 0), waiting[8];
  bool made = false;
  ino_t before = inode();
  (void)state;
  for (int i = 0; i < 8; i++)
    waiting[i] = connect_to(path, SOCK_NONBLOCK);
  assert_int_equal(waiting[7], -1);
  assert_err(listen_at(path, &fd, &made), ERR_EXISTS);
  assert_int_equal(inode(), before);
  for (int i = 0; i < 8; i++)
    if (waiting[i] >= 0)
      close(waiting[i]);
  close(live);
}

static void test_other_files_are_left_alone(void **state) {
  int fd = -1;
  bool made = false;
  char target[210], text[8] = "";
  (void)state;
  support_write(folder, "s.sock", "precious");
  assert_err(listen_at(path, &fd, &made), ERR_EXISTS);
  assert_int_equal(access(path, F_OK), 0);
  unlink(path);
  snprintf(target, sizeof target, "%s/target", folder);
  close(bind_stream(target, 1));
  assert_int_equal(symlink(target, path), 0);
  assert_err(listen_at(path, &fd, &made), ERR_EXISTS);
  assert_true(readlink(path, text, sizeof text) > 0);
  unlink(target);
}

static void test_bad_paths(void **state) {
  int fd = -1;
  bool made = false;
  char name[400];
  (void)state;
  memset(name, 'a', sizeof name);
  snprintf(name, sizeof name, "%s/none/s.sock", folder);
  assert_err(listen_at(name, &fd, &made), ERR_IO);
  memset(name, 'a', sizeof name - 1);
  name[sizeof name - 1] = '\0';
  assert_err(listen_at(name, &fd, &made), ERR_CONFIG);
}

/* If eight processes start at once, one wins, and its socket is at the path. */
static void test_race(void **state) {
  int go[2], done[2], wins = 0;
  (void)state;
  close(bind_stream(path, 1));
  assert_int_equal(pipe(go) | pipe(done), 0);
  for (int i = 0; i < 8; i++)
    if (fork() == 0) {
      char c, why[300];
      int fd = -1;
      bool made = false;
      close(go[1]);
      close(done[1]);
      (void)!read(go[0], &c, 1);
      enum err e = socket_listen(path, &fd, &made, why, sizeof why);
      if (e == OK) {
        (void)!read(done[0], &c, 1);
        _exit(1);
      }
      _exit(e == ERR_EXISTS ? 0 : 2);
    }
  close(go[1]);
  for (int i = 0; i < 7; i++) {
    int status = 0;
    wait(&status);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
  }
  int peer = connect_to(path, 0), status = 0;
  assert_true(peer >= 0);
  close(peer);
  close(done[1]);
  wait(&status);
  wins = WEXITSTATUS(status);
  assert_int_equal(wins, 1);
  close(go[0]);
  close(done[0]);
}

/* Nothing is checked or removed while another process starts. */
static void test_waits_for_the_lock(void **state) {
  int status = 0, fd = open(lock, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  struct stat st;
  (void)state;
  close(bind_stream(path, 1));
  ino_t before = inode();
  assert_int_equal(flock(fd, LOCK_EX), 0);
  pid_t pid = fork();
  if (pid == 0) {
    char why[300];
    int got = -1;
    bool made = false;
    close(fd);
    _exit((int)socket_listen(path, &got, &made, why, sizeof why));
  }
  usleep(200000);
  assert_int_equal(waitpid(pid, &status, WNOHANG), 0);
  assert_int_equal(inode(), before);
  close(fd);
  assert_int_equal(waitpid(pid, &status, 0), pid);
  assert_true(WIFEXITED(status) && WEXITSTATUS(status) == OK);
  assert_int_equal(stat(path, &st), 0);
}

/* Runs socket_listen in a child process that inherits `fd` as number `place`. The exit
 * code tells the result. */
static int hand_over(int fd, int place, bool systemd, const char *count) {
  pid_t pid = fork();
  if (pid == 0) {
    char why[300], number[16];
    int got = -1;
    bool made = true;
    dup2(fd, place);
    if (systemd) {
      snprintf(number, sizeof number, "%d", (int)getpid() + (*count == 'x'));
      setenv("LISTEN_PID", number, 1);
      setenv("LISTEN_FDS", *count == 'x' ? "1" : count, 1);
    }
    enum err e = socket_listen(path, &got, &made, why, sizeof why);
    bool is_place = got == place && !made && (fcntl(got, F_GETFL) & O_NONBLOCK);
    _exit(e ? 10 + (int)e : is_place ? 1 : 2);
  }
  int status = 0;
  waitpid(pid, &status, 0);
  assert_true(WIFEXITED(status));
  return WEXITSTATUS(status);
}

static void test_handed_over(void **state) {
  char name[210];
  (void)state;
  snprintf(name, sizeof name, "%s/given", folder);
  int fd = bind_stream(name, 5), plain = open("/dev/null", O_RDONLY);
  assert_int_equal(hand_over(fd, STDIN_FILENO, false, ""), 1);
  assert_int_equal(access(path, F_OK), -1);
  assert_int_equal(hand_over(fd, 3, true, "1"), 1);
  assert_int_equal(access(path, F_OK), -1);
  /* If the descriptor is for another process or not a socket, a new socket is bound. */
  assert_int_equal(hand_over(fd, 3, true, "x"), 2);
  assert_int_equal(hand_over(plain, 3, true, "1"), 2);
  close(plain);
  close(fd);
  unlink(name);
}

static void test_tcp_is_refused(void **state) {
  struct sockaddr_in address = {
      .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  (void)state;
  assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
  assert_int_equal(listen(fd, 5), 0);
  assert_int_equal(hand_over(fd, STDIN_FILENO, false, ""), 10 + ERR_CONFIG);
  close(fd);
}

int main(void) {
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
  const struct CMUnitTest tests[] = {T(test_new), T(test_stale_is_replaced),
      T(test_a_live_socket_is_not_replaced),
      T(test_an_overloaded_socket_is_not_replaced), T(test_other_files_are_left_alone),
      T(test_bad_paths), T(test_race), T(test_waits_for_the_lock), T(test_handed_over),
      T(test_tcp_is_refused)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
