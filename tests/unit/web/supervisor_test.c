/* Supervisor and accept loop together: answers, crashes, deadlines, and the end. */
#include "web/supervisor.h"

#include "supervisor_support.h"

static void test_answers(void **state) {
  char text[200];
  (void)state;
  start_and_wait();
  for (int i = 0; i < 50; i++) {
    assert_true(ask("/", text));
    assert_int_equal(version_of(text), 1);
  }
  assert_true(fastcgi_client_receive(send_request("/", "a=b", false), text));
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
    assert_true(fastcgi_client_receive(send_request("/", "", true), text));
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
  assert_false(fastcgi_client_receive(hanging, text));
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
    silent[i] = fastcgi_client_connect(sock_path);
    assert_int_equal(write(silent[i], "\1\1\0\1\0\10\0\0", 8), 8);
  }
  pause_ms(50);
  assert_true(ask("/", text));
  for (int i = 0; i < WORKERS; i++)
    close(silent[i]);
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
  assert_true(fastcgi_client_receive(slow, text));
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
  assert_false(fastcgi_client_receive(hanging, text));
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
    int fd = fastcgi_client_connect(sock_path);
    assert_true(send(fd, rows[i].data, rows[i].size, MSG_NOSIGNAL) > 0);
    shutdown(fd, SHUT_WR);
    fastcgi_client_receive(fd, text);
    assert_true(ask("/", text));
    assert_int_equal(version_of(text), 1);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      supervisor_test(test_answers),
      supervisor_test(test_kept_connection_is_closed),
      supervisor_test(test_crash_costs_one_request),
      supervisor_test(test_back_off),
      supervisor_test(test_deadline),
      supervisor_test(test_silent_clients),
      supervisor_test(test_term_drains),
      supervisor_test(test_term_does_not_wait_forever),
      supervisor_test(test_bad_configuration_at_start),
      supervisor_test(test_scheduler_is_replaced),
      supervisor_test(test_children_die_with_the_supervisor),
      supervisor_test(test_hostile_records),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
