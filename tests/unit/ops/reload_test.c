#include "ops/reload.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "site/core/reload_report.h"
#include "support.h"

static char *folder;

static int set_up(void **state) {
  char path[300];
  (void)state;
  folder = support_folder();
  snprintf(path, sizeof path, "%s/run", folder);
  return mkdir(path, 0755);
}

static int tear_down(void **state) {
  (void)state;
  free(folder);
  return 0;
}

/* A service that answers each SIGHUP with a report; "silent" with none. */
static pid_t start(const char *fault) {
  int ready[2];
  char byte, pid[32];
  assert_int_equal(pipe(ready), 0);
  pid_t child = fork();
  if (child == 0) {
    struct reload_reporter r = {.fd = -1};
    sigset_t set;
    int got;
    sigemptyset(&set);
    sigaddset(&set, SIGHUP);
    sigprocmask(SIG_BLOCK, &set, NULL);
    prctl(PR_SET_NAME, "pamphlet.fcgi");
    reload_report_write(&r, folder, NULL);
    if (write(ready[1], "x", 1) != 1)
      _exit(1);
    while (sigwait(&set, &got) == 0)
      if (!fault || strcmp(fault, "silent") != 0)
        reload_report_write(&r, folder, fault);
    _exit(1);
  }
  assert_int_equal(read(ready[0], &byte, 1), 1);
  close(ready[0]);
  close(ready[1]);
  snprintf(pid, sizeof pid, "%d\n", (int)child);
  support_write(folder, "run/pamphlet.pid", pid);
  return child;
}

static void stop(pid_t child) {
  kill(child, SIGKILL);
  waitpid(child, NULL, 0);
}

static void a_reload_that_succeeds(void **state) {
  char why[600];
  pid_t child = start(NULL);
  (void)state;
  assert_err(reload_service(folder, 20, why, sizeof why), OK);
  assert_err(reload_service(folder, 20, why, sizeof why), OK);
  stop(child);
}

static void a_reload_that_is_refused(void **state) {
  char why[600];
  pid_t child = start("foot.html has no first line");
  (void)state;
  assert_err(reload_service(folder, 20, why, sizeof why), ERR_CONFIG);
  assert_string_equal(why, "foot.html has no first line");
  stop(child);
}

static void a_service_that_does_not_answer(void **state) {
  char why[600];
  pid_t child = start("silent");
  (void)state;
  assert_err(reload_service(folder, 1, why, sizeof why), ERR_BUSY);
  assert_non_null(strstr(why, "has not reloaded within 1 s"));
  stop(child);
}

static void no_service(void **state) {
  char why[600];
  (void)state;
  assert_err(reload_service(folder, 1, why, sizeof why), ERR_NOT_FOUND);
  assert_non_null(strstr(why, "pamphlet.fcgi is not running"));
  /* The report of a service that has crashed means nothing, nor does the number of its
   * process. */
  stop(start(NULL));
  pid_t other = fork();
  if (other == 0) {
    prctl(PR_SET_NAME, "pamphlet.fcgi");
    for (;;)
      pause();
  }
  char pid[32];
  snprintf(pid, sizeof pid, "%d\n", (int)other);
  support_write(folder, "run/pamphlet.pid", pid);
  assert_err(reload_service(folder, 1, why, sizeof why), ERR_NOT_FOUND);
  /* It was sent no signal. */
  assert_int_equal(kill(other, 0), 0);
  assert_int_equal(waitpid(other, NULL, WNOHANG), 0);
  stop(other);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(a_reload_that_succeeds, set_up, tear_down),
      cmocka_unit_test_setup_teardown(a_reload_that_is_refused, set_up, tear_down),
      cmocka_unit_test_setup_teardown(
          a_service_that_does_not_answer, set_up, tear_down),
      cmocka_unit_test_setup_teardown(no_service, set_up, tear_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
