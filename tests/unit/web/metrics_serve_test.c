#include "web/metrics_serve.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/clock.h"
#include "support.h"

static char *folder;
static struct metrics_listen listening;
static int signals[2];

static int set_up(void **state) {
  char path[500];
  (void)state;
  folder = support_folder();
  snprintf(path, sizeof path, "%s/run", folder);
  if (mkdir(path, 0755) != 0 || pipe(signals) != 0)
    return -1;
  metrics_listen_open(&listening, folder, "");
  return listening.path_fd < 0;
}

static int tear_down(void **state) {
  (void)state;
  metrics_listen_close(&listening, folder);
  close(signals[0]);
  close(signals[1]);
  support_remove(folder);
  free(folder);
  return 0;
}

static void write_metrics(void *context, struct buf *out) {
  ++*(int *)context;
  buf_puts(out, "a 1\n");
}

static int client(const char *request) {
  struct sockaddr_un a = {.sun_family = AF_UNIX};
  int fd = socket(AF_UNIX, SOCK_STREAM, 0);
  snprintf(a.sun_path, sizeof a.sun_path, "%s/run/metrics.sock", folder);
  assert_int_equal(connect(fd, (struct sockaddr *)&a, sizeof a), 0);
  assert_int_equal(write(fd, request, strlen(request)), strlen(request));
  return fd;
}

/* What such a request gets, after it was waited for; the caller frees it. */
static char *ask(const char *request, int *written) {
  struct buf b = {0};
  char part[1000];
  int fd = client(request);
  assert_false(metrics_serve_wait(&listening, signals[0], 20, write_metrics, written));
  for (ssize_t n; (n = read(fd, part, sizeof part)) > 0;)
    buf_add(&b, part, (size_t)n);
  close(fd);
  if (b.len)
    return support_take(&b);
  buf_free(&b);
  return strdup("");
}

static void expect(const char *request, const char *start, const char *body) {
  int written = 0;
  char *answer = ask(request, &written);
  if (strncmp(answer, start, strlen(start)) != 0)
    fail_msg("%s: %s", request, answer);
  if (*start) {
    const char *end = strstr(answer, "\r\n\r\n");
    assert_non_null(end);
    assert_string_equal(end + 4, body);
  }
  free(answer);
}

static void requests_are_answered(void **state) {
  (void)state;
  expect("GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.0 200 OK\r\n", "a 1\n");
  expect("GET /metrics?name=a HTTP/1.0\n\n", "HTTP/1.0 200 OK\r\n", "a 1\n");
  expect("HEAD /metrics HTTP/1.0\r\n\r\n", "HTTP/1.0 200 OK\r\n", "");
  expect("GET / HTTP/1.0\r\n\r\n", "HTTP/1.0 404 Not Found\r\n", "");
  expect("POST /metrics HTTP/1.0\r\n\r\n", "HTTP/1.0 405 ", "");
  expect("\r\n\r\n", "HTTP/1.0 405 ", "");
}

static void the_headers_tell_the_format_and_the_length(void **state) {
  int written = 0;
  (void)state;
  char *answer = ask("GET /metrics HTTP/1.0\r\n\r\n", &written);
  assert_non_null(strstr(answer, "\r\nContent-Type: text/plain; version=0.0.4;"));
  assert_non_null(strstr(answer, "\r\nContent-Length: 4\r\n"));
  assert_non_null(strstr(answer, "\r\nCache-Control: no-store\r\n"));
  assert_int_equal(written, 1);
  free(answer);
}

/* Other work must not wait for a client that sends nothing, or never ends. */
static void a_slow_client_is_given_up(void **state) {
  static char endless[6000];
  int written = 0;
  (void)state;
  int64_t before = clock_monotonic();
  expect("GET /metrics HTT", "", "");
  assert_in_range(clock_monotonic() - before, 90000, 1000000);
  memset(endless, 'a', sizeof endless - 1);
  int fd = client(endless);
  assert_false(metrics_serve_wait(&listening, signals[0], 20, write_metrics, &written));
  assert_int_equal(written, 0);
  close(fd);
}

static void a_signal_ends_the_wait(void **state) {
  int written = 0;
  (void)state;
  assert_int_equal(write(signals[1], "x", 1), 1);
  int64_t before = clock_monotonic();
  assert_true(
      metrics_serve_wait(&listening, signals[0], 10000, write_metrics, &written));
  assert_true(metrics_serve_wait(NULL, signals[0], 10000, write_metrics, &written));
  assert_in_range(clock_monotonic() - before, 0, 5000000);
}

#define T(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
      T(requests_are_answered),
      T(the_headers_tell_the_format_and_the_length),
      T(a_slow_client_is_given_up),
      T(a_signal_ends_the_wait),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
