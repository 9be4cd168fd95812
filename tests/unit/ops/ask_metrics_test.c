#include "ops/ask_metrics.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support.h"

static char *folder;

static int set_up(void **state) {
  char path[500];
  (void)state;
  folder = support_folder();
  snprintf(path, sizeof path, "%s/run", folder);
  return mkdir(path, 0755);
}

static int tear_down(void **state) {
  (void)state;
  support_remove(folder);
  free(folder);
  return 0;
}

/* A process that gives this answer to one client. */
static pid_t answer_with(const char *text) {
  struct sockaddr_un a = {.sun_family = AF_UNIX};
  char request[1000];
  int fd = socket(AF_UNIX, SOCK_STREAM, 0);
  snprintf(a.sun_path, sizeof a.sun_path, "%s/run/metrics.sock", folder);
  unlink(a.sun_path);
  assert_int_equal(bind(fd, (struct sockaddr *)&a, sizeof a), 0);
  assert_int_equal(listen(fd, 1), 0);
  pid_t pid = fork();
  if (pid == 0) {
    int client = accept(fd, NULL, NULL);
    bool asked = read(client, request, sizeof request) > 0;
    _exit(!asked || write(client, text, strlen(text)) < 0);
  }
  close(fd);
  return pid;
}

static enum err ask(const char *text, struct ask_metrics *out) {
  int status;
  pid_t pid = answer_with(text);
  enum err e = ask_metrics(folder, out);
  assert_int_equal(waitpid(pid, &status, 0), pid);
  return e;
}

static void samples_are_added_up(void **state) {
  struct ask_metrics m = {0};
  (void)state;
  assert_err(ask("HTTP/1.0 200 OK\r\nContent-Length: 9\r\n\r\n"
                 "# HELP pamphlet_requests_total Requests.\n"
                 "pamphlet_workers 3\n"
                 "pamphlet_requests_total{route=\"page\",status=\"2xx\"} 40\n"
                 "pamphlet_requests_total{route=\"page\",status=\"5xx\"} 2\n"
                 "pamphlet_requests_total{route=\"comment\",status=\"5xx\"} 1\n"
                 "pamphlet_requests_total_of_another 1000\n"
                 "pamphlet_forms_waiting 5\n",
                 &m),
      OK);
  assert_int_equal(m.workers, 3);
  assert_int_equal(m.requests, 43);
  assert_int_equal(m.failed, 3);
  assert_int_equal(m.waiting, 5);
}

static void what_is_no_answer_is_refused(void **state) {
  struct ask_metrics m = {.workers = 7};
  (void)state;
  assert_err(ask("HTTP/1.0 404 Not Found\r\n\r\n", &m), ERR_INVALID);
  assert_err(ask("", &m), ERR_INVALID);
  assert_err(ask("pamphlet_workers 3\n", &m), ERR_INVALID);
  assert_int_equal(m.workers, 7);
}

static void without_a_service(void **state) {
  struct ask_metrics m;
  char path[500];
  (void)state;
  assert_err(ask_metrics(folder, &m), ERR_NOT_FOUND);
  assert_err(ask_metrics("/no/such/folder", &m), ERR_NOT_FOUND);
  snprintf(path, sizeof path, "run/%0200d", 0);
  assert_err(ask_metrics(path, &m), ERR_NOT_FOUND);
}

#define T(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
      T(samples_are_added_up), T(what_is_no_answer_is_refused), T(without_a_service)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
