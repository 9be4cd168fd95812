/* Supervisor and accept loop together: real processes, real FastCGI records. */
#include "web/supervisor.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "fastcgi_client.h"
#include "http/request.h"
#include "support.h"
#include "web/serve.h"
#include "web/socket.h"

enum { WORKERS = 2, DEADLINE_MS = 1000, PATIENCE_MS = 15000 };

static char *folder, sock_path[80];
static int listen_fd;
static pid_t supervisor;

static void pause_ms(int ms) {
  nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000L}, NULL);
}

static char *name_of(const char *name, char *out) {
  snprintf(out, 120, "%.80s/%s", folder, name);
  return out;
}

static bool exists(const char *name) {
  char path[120];
  return access(name_of(name, path), F_OK) == 0;
}

static long number_in(const char *name) {
  char path[120], text[32] = "";
  int fd = open(name_of(name, path), O_RDONLY);
  ssize_t n = fd < 0 ? 0 : read(fd, text, sizeof text - 1);
  if (fd >= 0)
    close(fd);
  return n > 0 ? strtol(text, NULL, 10) : 0;
}

static void write_number(const char *name, long number) {
  char text[32], path[120], next[120], unique[20];
  snprintf(text, sizeof text, "%ld", number);
  snprintf(unique, sizeof unique, "next-%d", (int)getpid());
  support_write(folder, unique, text);
  assert_int_equal(rename(name_of(unique, next), name_of(name, path)), 0);
}

/* The handler: "/crash", "/hang" and "/slow" do so. Other paths return version and
 * process ID. */
static void answer(void *context, struct channel *c) {
  struct request r;
  struct arena *a = arena_new(1 << 20);
  char text[100];
  enum err e = request_read(&r, a, c);
  if (!e && r.content_length > 0)
    e = request_read_body(&r, 1000);
  if (strcmp(r.path, "/crash") == 0)
    kill(getpid(), SIGKILL);
  while (strcmp(r.path, "/hang") == 0)
    pause_ms(1000);
  if (strcmp(r.path, "/slow") == 0)
    pause_ms(DEADLINE_MS / 2);
  snprintf(text, sizeof text, "Status: 200 OK\r\n\r\n%s %ld %ld %s", err_name(e),
      *(long *)context, (long)getpid(), r.body);
  e = c->write(c, text, strlen(text));
  (void)e;
  arena_free(a);
}

static int work(void *context, struct supervisor_slot *slot) {
  long version = number_in("version");
  (void)context;
  if (exists("broken")) {
    snprintf(slot->why, sizeof slot->why, "broken on purpose");
    return EX_CONFIG;
  }
  if (exists("dies"))
    return 1;
  pause_ms((int)number_in("start_ms"));
  return serve_requests(listen_fd, slot, answer, &version) ? EX_OSERR : 0;
}

static int keep(void *context, struct supervisor_slot *slot) {
  struct pollfd signals = {supervisor_signals(), POLLIN, 0};
  (void)context;
  write_number("scheduler", getpid());
  atomic_store(&slot->ready, 1);
  return poll(&signals, 1, -1) != 1;
}

static void settings(void *context, int *workers, int64_t *deadline) {
  (void)context;
  if (exists("workers"))
    *workers = (int)number_in("workers");
  if (exists("deadline_ms"))
    *deadline = number_in("deadline_ms") * INT64_C(1000);
}

/* Starts a supervisor; its log goes to the file "log". */
static void start(void) {
  char log[120];
  fflush(NULL);
  supervisor = fork();
  if (supervisor)
    return;
  int fd = open(name_of("log", log), O_WRONLY | O_CREAT | O_APPEND, 0600);
  dup2(fd, STDERR_FILENO);
  const struct supervisor s = {
      WORKERS, DEADLINE_MS * INT64_C(1000), work, keep, settings, NULL};
  _exit(supervisor_run(&s));
}

static int set_up(void **state) {
  char why[300];
  bool made;
  (void)state;
  folder = support_folder();
  snprintf(sock_path, sizeof sock_path, "%.60s/s.sock", folder);
  assert_err(socket_listen(sock_path, &listen_fd, &made, why, sizeof why), OK);
  /* This process adopts children whose supervisor was killed. */
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  write_number("version", 1);
  supervisor = 0;
  return 0;
}

static int end_supervisor(int signal) {
  int status = 0;
  if (supervisor) {
    kill(supervisor, signal);
    waitpid(supervisor, &status, 0);
  }
  supervisor = 0;
  return status;
}

static int tear_down(void **state) {
  static const char *const left[] = {"s.sock", "s.sock.lock", "version", "scheduler",
      "log", "broken", "dies", "start_ms", "workers", "deadline_ms"};
  char path[120];
  (void)state;
  end_supervisor(SIGKILL);
  while (wait(NULL) > 0)
    ;
  close(listen_fd);
  for (size_t i = 0; i < sizeof left / sizeof left[0]; i++)
    unlink(name_of(left[i], path));
  assert_int_equal(rmdir(folder), 0);
  free(folder);
  return 0;
}

static int send_request(const char *path, const char *body, bool keep_connection) {
  return fastcgi_send(sock_path, path, body, keep_connection);
}

static bool ask(const char *path, char out[200]) {
  return fastcgi_receive(send_request(path, "", false), out);
}

static long version_of(const char *text) {
  assert_memory_equal(text, "OK ", 3);
  return strtol(text + 3, NULL, 10);
}

static pid_t worker_of(const char *text) {
  char *end = NULL;
  assert_memory_equal(text, "OK ", 3);
  strtol(text + 3, &end, 10);
  return (pid_t)strtol(end, NULL, 10);
}

/* How often a word is in the log. */
static int in_log(const char *word) {
  char path[120], text[20000] = "";
  int fd = open(name_of("log", path), O_RDONLY), times = 0;
  ssize_t n = fd < 0 ? 0 : read(fd, text, sizeof text - 1);
  if (fd >= 0)
    close(fd);
  for (const char *s = text; n > 0 && (s = strstr(s, word)) != NULL; s++)
    times++;
  return times;
}

static void wait_for_log(const char *word) {
  for (int ms = 0; !in_log(word); ms += 10) {
    if (ms > PATIENCE_MS)
      fail_msg("not in the log: %s", word);
    pause_ms(10);
  }
}

static void wait_for_version(long version) {
  char text[200];
  for (int ms = 0; ms < PATIENCE_MS; ms += 10) {
    assert_true(ask("/", text));
    if (version_of(text) == version)
      return;
    pause_ms(10);
  }
  fail_msg("version %ld never came", version);
}

static int64_t now_ms(void) {
  return supervisor_clock() / 1000;
}

static void start_and_wait(void) {
  start();
  wait_for_log("supervisor.ready");
}

static void test_answers(void **state) {
  char text[200];
  (void)state;
  start_and_wait();
  for (int i = 0; i < 50; i++) {
    assert_true(ask("/", text));
    assert_int_equal(version_of(text), 1);
  }
  assert_true(fastcgi_receive(send_request("/", "a=b", false), text));
  assert_string_equal(strrchr(text, ' '), " a=b");
  int status = end_supervisor(SIGTERM);
  assert_true(WIFEXITED(status));
  assert_int_equal(WEXITSTATUS(status), 0);
}

static void test_kept_connection_is_closed(void **state) {
  char text[200];
  (void)state;
  start_and_wait();
  for (int i = 0; i < 2 * WORKERS; i++)
    assert_true(fastcgi_receive(send_request("/", "", true), text));
}

static void test_crash_costs_one_request(void **state) {
  char text[200];
  (void)state;
  start_and_wait();
  for (int i = 0; i < WORKERS; i++)
    assert_false(ask("/crash", text));
  for (int i = 0; i < 20; i++)
    assert_true(ask("/", text));
  assert_true(in_log("how=\"signal 9\""));
}

/* Workers that cannot start must not use up the processor. */
static void test_back_off(void **state) {
  char text[200];
  (void)state;
  start_and_wait();
  support_write(folder, "dies", "");
  assert_false(ask("/crash", text));
  pause_ms(1800);
  assert_in_range(in_log("supervisor.child_ended"), 3, 6);
  assert_true(ask("/", text));
}

static void test_deadline(void **state) {
  char text[200];
  (void)state;
  start_and_wait();
  int64_t before = now_ms();
  int hanging = send_request("/hang", "", false);
  pause_ms(50);
  /* The other worker continues. */
  assert_true(ask("/", text));
  assert_in_range(now_ms() - before, 0, DEADLINE_MS - 1);
  assert_false(fastcgi_receive(hanging, text));
  assert_in_range(now_ms() - before, DEADLINE_MS - 50, 6 * DEADLINE_MS);
  assert_true(in_log("supervisor.deadline"));
  for (int i = 0; i < 10; i++)
    assert_true(ask("/", text));
}

/* The deadline also applies to a client that sends a partial request. */
static void test_silent_clients(void **state) {
  char text[200];
  int silent[WORKERS];
  (void)state;
  start_and_wait();
  for (int i = 0; i < WORKERS; i++) {
    silent[i] = fastcgi_connect(sock_path);
    assert_int_equal(write(silent[i], "\1\1\0\1\0\10\0\0", 8), 8);
  }
  pause_ms(50);
  assert_true(ask("/", text));
  for (int i = 0; i < WORKERS; i++)
    close(silent[i]);
}

/* Sends requests without pause from several processes. Their exit codes count failures.
 * */
static void start_load(pid_t *pids, int count, int ms) {
  for (int i = 0; i < count; i++) {
    pids[i] = fork();
    if (pids[i])
      continue;
    char text[200];
    int lost = 0;
    for (int64_t end = now_ms() + ms; now_ms() < end;)
      lost += !ask("/", text);
    _exit(lost > 100 ? 100 : lost);
  }
}

static void test_reload_loses_nothing(void **state) {
  pid_t pids[4];
  char text[200];
  (void)state;
  start_and_wait();
  assert_true(ask("/", text));
  pid_t old = worker_of(text);
  start_load(pids, 4, 2500);
  for (int version = 2; version < 6; version++) {
    write_number("version", version);
    kill(supervisor, SIGHUP);
    wait_for_version(version);
    pause_ms(200);
  }
  for (int i = 0; i < 4; i++) {
    int status = 0;
    waitpid(pids[i], &status, 0);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
  }
  for (int i = 0; i < 10; i++) {
    assert_true(ask("/", text));
    assert_int_equal(version_of(text), 5);
  }
  assert_int_equal(kill(old, 0), -1);
  assert_int_equal(errno, ESRCH);
}

static void test_reload_refused(void **state) {
  char text[200], path[120];
  (void)state;
  start_and_wait();
  write_number("version", 2);
  support_write(folder, "broken", "");
  kill(supervisor, SIGHUP);
  wait_for_log("supervisor.reload_refused");
  for (int i = 0; i < 10; i++) {
    assert_true(ask("/", text));
    assert_int_equal(version_of(text), 1);
  }
  /* It is not retried. */
  pause_ms(500);
  assert_int_equal(in_log("supervisor.reload_refused"), 1);
  assert_int_equal(in_log("supervisor.child_ended"), 0);
  assert_int_equal(in_log("why=\"broken on purpose\""), 1);
  unlink(name_of("broken", path));
  kill(supervisor, SIGHUP);
  wait_for_version(2);
}

static void test_reload_that_hangs_is_refused(void **state) {
  (void)state;
  start_and_wait();
  write_number("version", 2);
  write_number("start_ms", 60000);
  kill(supervisor, SIGHUP);
  wait_for_log("supervisor.reload_refused");
  write_number("start_ms", 0);
  kill(supervisor, SIGHUP);
  wait_for_version(2);
}

/* How many processes the supervisor has. */
static int count_children(void) {
  char path[80], text[2000] = "";
  int n = 0;
  snprintf(path, sizeof path, "/proc/%d/task/%d/children", supervisor, supervisor);
  FILE *f = fopen(path, "r");
  assert_non_null(f);
  size_t size = fread(text, 1, sizeof text - 1, f);
  fclose(f);
  for (size_t i = 0; i < size; i++)
    n += text[i] == ' ';
  return n;
}

static void wait_for_workers(int workers) {
  for (int ms = 0; count_children() != workers + 1; ms += 10) {
    if (ms > PATIENCE_MS)
      fail_msg("%d children, not %d and a scheduler", count_children(), workers);
    pause_ms(10);
  }
}

static void test_reload_takes_workers_and_deadline(void **state) {
  char text[200], path[120];
  (void)state;
  start_and_wait();
  write_number("workers", 4);
  write_number("deadline_ms", 2 * DEADLINE_MS);
  write_number("version", 2);
  kill(supervisor, SIGHUP);
  wait_for_log("supervisor.reloaded");
  wait_for_version(2);
  wait_for_workers(4);
  int64_t before = now_ms();
  assert_false(fastcgi_receive(send_request("/hang", "", false), text));
  assert_in_range(now_ms() - before, 2 * DEADLINE_MS - 50, PATIENCE_MS);
  /* A refused reload changes neither. */
  write_number("workers", 1);
  support_write(folder, "broken", "");
  kill(supervisor, SIGHUP);
  wait_for_log("supervisor.reload_refused");
  unlink(name_of("broken", path));
  wait_for_workers(4);
  assert_false(ask("/crash", text));
  wait_for_log("signal 9");
  wait_for_workers(4);
}

/* The settings may change again while new children start. */
static void test_reload_during_reload(void **state) {
  (void)state;
  start_and_wait();
  write_number("start_ms", 300);
  write_number("version", 2);
  kill(supervisor, SIGHUP);
  pause_ms(150);
  write_number("version", 3);
  kill(supervisor, SIGHUP);
  wait_for_version(3);
}

static void test_term_drains(void **state) {
  char text[200];
  (void)state;
  start_and_wait();
  int slow = send_request("/slow", "", false);
  pause_ms(50);
  int status = end_supervisor(SIGTERM);
  assert_true(WIFEXITED(status));
  assert_int_equal(WEXITSTATUS(status), 0);
  assert_true(fastcgi_receive(slow, text));
  assert_int_equal(version_of(text), 1);
}

static void test_term_does_not_wait_forever(void **state) {
  char text[200];
  (void)state;
  start_and_wait();
  int hanging = send_request("/hang", "", false);
  pause_ms(50);
  int64_t before = now_ms();
  assert_int_equal(end_supervisor(SIGINT), 0);
  assert_in_range(now_ms() - before, 0, 6 * DEADLINE_MS);
  assert_false(fastcgi_receive(hanging, text));
}

static void test_bad_configuration_at_start(void **state) {
  int status = 0;
  (void)state;
  support_write(folder, "broken", "");
  start();
  waitpid(supervisor, &status, 0);
  supervisor = 0;
  assert_true(WIFEXITED(status));
  assert_int_equal(WEXITSTATUS(status), EX_CONFIG);
}

static void test_scheduler_is_replaced(void **state) {
  (void)state;
  start_and_wait();
  long scheduler = number_in("scheduler");
  assert_true(scheduler > 0);
  kill((pid_t)scheduler, SIGKILL);
  for (int ms = 0; ms < PATIENCE_MS && number_in("scheduler") == scheduler; ms += 10)
    pause_ms(10);
  assert_int_not_equal(number_in("scheduler"), scheduler);
}

static void test_children_die_with_the_supervisor(void **state) {
  char text[200];
  int ended = 0, status;
  (void)state;
  start_and_wait();
  assert_true(ask("/", text));
  assert_int_equal(end_supervisor(SIGKILL), SIGKILL);
  for (; wait(&status) > 0; ended++) {
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGKILL);
  }
  assert_int_equal(ended, WORKERS + 1);
}

/* Bytes that are not FastCGI cost at most the process that read them. */
static void test_hostile_records(void **state) {
  static const struct {
    const char *data;
    size_t size;
  } rows[] = {
#define R(s) {(s), sizeof(s) - 1}
      R("GET / HTTP/1.0\r\n\r\n"), R("\0\0\0\0\0\0\0\0"), R("\1\1\0\1\0\0\0\0"),
      R("\1\1\0\1\0\x08\0\0\0\1\0\0\0\0\0\0\1\4\0\1\0\4\0\0\xff\xff\xff\xff"),
      R("\1\1\0\1\0\x08\0\0\0\1\0\0\0\0\0\0\1\4\0\1\0\4\0\0\xff\xff\xff\xff"
        "\1\4\0\1\0\0\0\0"),
      R("\1\1\0\1\0\x08\0\0\0\1\0\0\0\0\0\0\1\4\0\1\0\2\0\0\x7f\x7f\1\4\0\1\0\0\0\0"),
      R("\1\1\0\1\0\x08\0\0\0\7\0\0\0\0\0\0\1\4\0\1\0\0\0\0"),
      R("\1\1\0\1\0\x08\0\0\0\1\0\0\0\0\0\0\1\2\0\1\0\0\0\0"),
      R("\1\1\0\1\0\x08\0\0\0\1\0\0\0\0\0\0\1\4\0\2\0\0\0\0\1\5\0\1\0\0\0\0"),
      R("\1\x63\0\0\0\0\0\0"), R("\1\x09\0\0\xff\xff\0\0x"),
      R("\1\5\0\1\xff\xff\xff\0")};
#undef R
  char text[200];
  (void)state;
  start_and_wait();
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    int fd = fastcgi_connect(sock_path);
    assert_true(send(fd, rows[i].data, rows[i].size, MSG_NOSIGNAL) > 0);
    shutdown(fd, SHUT_WR);
    fastcgi_receive(fd, text);
    assert_true(ask("/", text));
    assert_int_equal(version_of(text), 1);
  }
}

int main(void) {
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
  const struct CMUnitTest tests[] = {T(test_answers), T(test_kept_connection_is_closed),
      T(test_crash_costs_one_request), T(test_back_off), T(test_deadline),
      T(test_silent_clients), T(test_reload_loses_nothing), T(test_reload_refused),
      T(test_reload_that_hangs_is_refused), T(test_reload_during_reload),
      T(test_reload_takes_workers_and_deadline), T(test_term_drains),
      T(test_term_does_not_wait_forever), T(test_bad_configuration_at_start),
      T(test_scheduler_is_replaced), T(test_children_die_with_the_supervisor),
      T(test_hostile_records)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
