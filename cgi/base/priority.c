/* Nothing here reports an error: a process that cannot step back does its work at the
 * priority that it has. */
#include "base/priority.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

/* A thirtieth of the weight of other processes. With less, processes that wait for a
 * lock of this one would wait for seconds on a busy machine. */
enum { NICE = 15 };

static const char autogroup[] = "/proc/self/autogroup";
static const int signals[] = {SIGINT, SIGTERM, SIGHUP};

/* The nice value of the autogroup before, and who has changed it: processes forked
 * later inherit the handlers, but must not set it back. */
static char priority_before[8];
static pid_t priority_owner;

/* Only calls that a signal handler may make. Users other than root are allowed one
 * change in a tenth of a second, all together: after a short import, the second one is
 * refused with EAGAIN for a while. */
static void priority_write(const char *value) {
  const struct timespec pause = {.tv_nsec = 20000000};
  int fd = open(autogroup, O_WRONLY | O_CLOEXEC);
  if (fd < 0)
    return;
  for (int i = 0; i < 20; i++) {
    if (write(fd, value, strlen(value)) >= 0 || errno != EAGAIN)
      break;
    nanosleep(&pause, NULL);
  }
  close(fd);
}

static void priority_set_back(void) {
  if (getpid() == priority_owner)
    priority_write(priority_before);
}

/* SA_RESETHAND has made the signal deadly again. */
static void priority_on_signal(int number) {
  priority_set_back();
  raise(number);
}

/* Signals that are ignored, as under nohup(1), or handled stay so. */
static void priority_catch_signals(void) {
  struct sigaction action = {
      .sa_handler = priority_on_signal, .sa_flags = (int)SA_RESETHAND};
  sigemptyset(&action.sa_mask);
  for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
    struct sigaction before;
    if (sigaction(signals[i], NULL, &before) == 0 && before.sa_handler == SIG_DFL)
      sigaction(signals[i], &action, NULL);
  }
}

/* The file is a line such as "/autogroup-71 nice 0"; it is missing from kernels without
 * autogroups. */
static long priority_autogroup_nice(void) {
  char line[64];
  ssize_t n = 0;
  int fd = open(autogroup, O_RDONLY | O_CLOEXEC);
  if (fd >= 0) {
    n = read(fd, line, sizeof line - 1);
    close(fd);
  }
  line[n > 0 ? n : 0] = '\0';
  const char *value = strstr(line, " nice ");
  return value ? strtol(value + strlen(" nice "), NULL, 10) : NICE;
}

void priority_lower(void) {
  /* -1 is a nice value as well as an error; going on is right after both. */
  if (getpriority(PRIO_PROCESS, 0) < NICE)
    setpriority(PRIO_PROCESS, 0, NICE);
  long before = priority_autogroup_nice();
  /* Raising a nice value that is negative could not be taken back without a right. */
  if (before < 0 || before >= NICE)
    return;
  snprintf(priority_before, sizeof priority_before, "%ld", before);
  priority_owner = getpid();
  if (atexit(priority_set_back) != 0)
    return;
  priority_catch_signals();
  char value[8];
  snprintf(value, sizeof value, "%d", NICE);
  priority_write(value);
}
