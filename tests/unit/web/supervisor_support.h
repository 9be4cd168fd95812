/* A supervisor with real processes and real FastCGI records, for tests. */
#ifndef SUPERVISOR_SUPPORT_H
#define SUPERVISOR_SUPPORT_H

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
#include "web/supervisor.h"

enum { WORKERS = 2, DEADLINE_MS = 1000, PATIENCE_MS = 15000 };

static char *folder, sock_path[80];
static int listen_fd;
static pid_t supervisor;

static inline void pause_ms(int ms) {
  nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000L}, NULL);
}

static inline char *name_of(const char *name, char *out) {
  snprintf(out, 120, "%.80s/%s", folder, name);
  return out;
}

static inline bool exists(const char *name) {
  char path[120];
  return access(name_of(name, path), F_OK) == 0;
}

static inline long number_in(const char *name) {
  char path[120], text[32] = "";
  int fd = open(name_of(name, path), O_RDONLY);
  ssize_t n = fd < 0 ? 0 : read(fd, text, sizeof text - 1);
  if (fd >= 0)
    close(fd);
  return n > 0 ? strtol(text, NULL, 10) : 0;
}

static inline void write_number(const char *name, long number) {
  char text[32], path[120], next[120], unique[20];
  snprintf(text, sizeof text, "%ld", number);
  snprintf(unique, sizeof unique, "next-%d", (int)getpid());
  support_write(folder, unique, text);
  assert_int_equal(rename(name_of(unique, next), name_of(name, path)), 0);
}

/* The handler: "/crash", "/hang" and "/slow" do so. Other paths return version and
 * process ID. */
static inline void answer(void *context, struct channel *c) {
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

static inline bool wants_body(void *context, struct channel *c) {
  (void)context;
  for (char **p = c->params; *p; p++)
    if (strcmp(*p, "REQUEST_METHOD=POST") == 0)
      return true;
  return false;
}

static inline void refuse(void *context, struct channel *c, enum err why) {
  (void)why;
  (void)context;
  assert_err(c->write(c, "Status: 408 Request Timeout\r\n\r\nlate", 35), OK);
}

static inline int work(void *context, struct child_slot *slot) {
  long version = number_in("version");
  const struct serve_handler handler = {wants_body, answer, refuse, &version, NULL};
  (void)context;
  if (exists("broken")) {
    snprintf(slot->why, sizeof slot->why, "broken on purpose");
    return EX_CONFIG;
  }
  if (exists("dies"))
    return 1;
  pause_ms((int)number_in("start_ms"));
  return serve_requests(listen_fd, NULL, slot, &handler) ? EX_OSERR : 0;
}

static inline int keep(void *context, struct child_slot *slot) {
  struct pollfd signals = {child_signals(), POLLIN, 0};
  (void)context;
  write_number("scheduler", getpid());
  atomic_store(&slot->ready, 1);
  return poll(&signals, 1, -1) != 1;
}

static inline int send_mails(void *context, struct child_slot *slot) {
  struct pollfd signals = {child_signals(), POLLIN, 0};
  (void)context;
  write_number("sender", getpid());
  atomic_store(&slot->ready, 1);
  return poll(&signals, 1, -1) != 1;
}

static inline void settings(void *context, struct supervisor_values *values) {
  (void)context;
  if (exists("workers"))
    values->workers = (int)number_in("workers");
  if (exists("deadline_ms"))
    values->deadline = number_in("deadline_ms") * INT64_C(1000);
  values->sends = exists("sends");
}

/* Starts a supervisor; its log goes to the file "log". */
static inline void start(void) {
  char log[120];
  fflush(NULL);
  supervisor = fork();
  if (supervisor)
    return;
  int fd = open(name_of("log", log), O_WRONLY | O_CREAT | O_APPEND, 0600);
  dup2(fd, STDERR_FILENO);
  const struct supervisor s = {
      {WORKERS, DEADLINE_MS * INT64_C(1000), exists("sends"), false, false}, work, keep,
      send_mails, NULL, NULL, settings, NULL, NULL};
  _exit(supervisor_run(&s));
}

static inline int set_up(void **state) {
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

static inline int end_supervisor(int signal) {
  int status = 0;
  if (supervisor) {
    kill(supervisor, signal);
    waitpid(supervisor, &status, 0);
  }
  supervisor = 0;
  return status;
}

static inline int tear_down(void **state) {
  static const char *const left[] = {"s.sock", "s.sock.lock", "version", "scheduler",
      "log", "broken", "dies", "start_ms", "workers", "deadline_ms", "sender", "sends"};
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

static inline int send_request(
    const char *path, const char *body, bool keep_connection) {
  return fastcgi_client_send(sock_path, path, body, keep_connection);
}

static inline bool ask(const char *path, char out[200]) {
  return fastcgi_client_receive(send_request(path, "", false), out);
}

static inline long version_of(const char *text) {
  assert_memory_equal(text, "OK ", 3);
  return strtol(text + 3, NULL, 10);
}

static inline pid_t worker_of(const char *text) {
  char *end = NULL;
  assert_memory_equal(text, "OK ", 3);
  strtol(text + 3, &end, 10);
  return (pid_t)strtol(end, NULL, 10);
}

/* How often a word is in the log. */
static inline int in_log(const char *word) {
  char path[120], text[20000] = "";
  int fd = open(name_of("log", path), O_RDONLY), times = 0;
  ssize_t n = fd < 0 ? 0 : read(fd, text, sizeof text - 1);
  if (fd >= 0)
    close(fd);
  for (const char *s = text; n > 0 && (s = strstr(s, word)) != NULL; s++)
    times++;
  return times;
}

static inline void wait_for_log(const char *word) {
  for (int ms = 0; !in_log(word); ms += 10) {
    if (ms > PATIENCE_MS)
      fail_msg("not in the log: %s", word);
    pause_ms(10);
  }
}

static inline int64_t now_ms(void) {
  return supervisor_clock() / 1000;
}

static inline void start_and_wait(void) {
  start();
  wait_for_log("supervisor.ready");
}

/* Declares a test of a supervisor of its own; the test starts it. */
#define supervisor_test(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

#endif
