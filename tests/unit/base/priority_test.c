#include "base/priority.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support.h"

enum { LOWERED = 15 };

/* The nice value of this session's autogroup; -100 if the kernel has none. */
static int autogroup_nice(void) {
  int nice = -100;
  FILE *f = fopen("/proc/self/autogroup", "re");
  if (!f)
    return nice;
  if (fscanf(f, "/autogroup-%*d nice %d", &nice) != 1)
    nice = -100;
  fclose(f);
  return nice;
}

/* Runs `work` in a process in a session of its own, whose autogroup is not that of the
 * tests; its parent there looks at the autogroup after its end. Returns the status of
 * `work`. */
static int in_a_session(void (*work)(void)) {
  int how;
  fflush(NULL);
  pid_t session = fork();
  if (session == 0) {
    if (setsid() < 0)
      _exit(90);
    int before = autogroup_nice();
    pid_t child = fork();
    if (child == 0) {
      work();
      exit(0);
    }
    int status;
    if (waitpid(child, &status, 0) != child || autogroup_nice() != before)
      _exit(91);
    _exit(WIFSIGNALED(status) ? WTERMSIG(status) + 128 : WEXITSTATUS(status));
  }
  assert_int_equal(waitpid(session, &how, 0), session);
  assert_true(WIFEXITED(how));
  return WEXITSTATUS(how);
}

static bool is_lowered(void) {
  int group = autogroup_nice();
  return getpriority(PRIO_PROCESS, 0) >= LOWERED && (group == -100 || group >= LOWERED);
}

static void lowers(void) {
  priority_lower();
  if (!is_lowered())
    _exit(1);
}

static void lowers_and_forks(void) {
  priority_lower();
  pid_t child = fork();
  /* Not _exit: the handler of the parent runs here as well. */
  if (child == 0)
    exit(0);
  if (waitpid(child, NULL, 0) != child || !is_lowered())
    _exit(1);
}

static void is_interrupted(void) {
  priority_lower();
  raise(SIGINT);
}

static void ignores(void) {
  signal(SIGHUP, SIG_IGN);
  priority_lower();
  raise(SIGHUP);
}

static void until_the_process_ends(void **state) {
  (void)state;
  assert_int_equal(in_a_session(lowers), 0);
  assert_int_equal(in_a_session(lowers_and_forks), 0);
}

static void and_signals_work_as_before(void **state) {
  (void)state;
  assert_int_equal(in_a_session(is_interrupted), 128 + SIGINT);
  assert_int_equal(in_a_session(ignores), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(until_the_process_ends),
      cmocka_unit_test(and_signals_work_as_before)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
