/* Reloading: new processes replace the old ones without losing a request. */
#include "web/supervisor.h"

#include <errno.h>

#include "supervisor_support.h"

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

/* Sends requests without pause from several processes, whose exit codes are the numbers
 * of requests without an answer. */
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
  assert_false(fastcgi_client_receive(send_request("/hang", "", false), text));
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

static void wait_for_sender(bool wanted) {
  for (int ms = 0; count_children() != WORKERS + 1 + wanted; ms += 10) {
    if (ms > PATIENCE_MS)
      fail_msg("%d children", count_children());
    pause_ms(10);
  }
}

/* Mail is set up and switched off by a setting. */
static void test_reload_starts_and_ends_the_sender(void **state) {
  (void)state;
  start_and_wait();
  assert_int_equal(number_in("sender"), 0);
  support_write(folder, "sends", "");
  kill(supervisor, SIGHUP);
  wait_for_sender(true);
  /* It is counted as soon as it is forked, and says who it is a little later. */
  long sender = 0;
  for (int ms = 0; ms < PATIENCE_MS && !(sender = number_in("sender")); ms += 10)
    pause_ms(10);
  assert_true(sender > 0);
  kill((pid_t)sender, SIGKILL);
  for (int ms = 0; ms < PATIENCE_MS && number_in("sender") == sender; ms += 10)
    pause_ms(10);
  assert_int_not_equal(number_in("sender"), sender);
  char path[120];
  unlink(name_of("sends", path));
  kill(supervisor, SIGHUP);
  wait_for_sender(false);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      supervisor_test(test_reload_loses_nothing),
      supervisor_test(test_reload_refused),
      supervisor_test(test_reload_that_hangs_is_refused),
      supervisor_test(test_reload_during_reload),
      supervisor_test(test_reload_takes_workers_and_deadline),
      supervisor_test(test_reload_starts_and_ends_the_sender),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
