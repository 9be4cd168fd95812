#include "db/txn_queue.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "db/connection.h"

void txn_queue_open(struct db *s, const char *file) {
  char path[PATH_MAX + 32];
  snprintf(path, sizeof path, "%s-queue", file);
  s->queue_fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
}

/* Who writes has the first byte, who is next the second: a lock goes to whoever asks
 * at the right moment, and one who has just written must not be that. */
enum place { NOW, NEXT };

/* Locks or unlocks an byte; `wait` for it. */
static int set_lock(const struct db *s, enum place at, int type, bool wait) {
  struct flock l = {
      .l_type = (short)type, .l_whence = SEEK_SET, .l_start = at, .l_len = 1};
  return fcntl(s->queue_fd, wait ? F_OFD_SETLKW : F_OFD_SETLK, &l);
}

/* It only has to interrupt. */
static void on_signal(int signal) {
  (void)signal;
}

/* A signal when DB_BUSY_MS are over, and again and again then: the first may come
 * before anybody waits. */
static bool start_timer(timer_t *timer) {
  const struct sigaction action = {.sa_handler = on_signal};
  struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGRTMIN};
  const struct itimerspec when = {
      .it_value = {.tv_sec = DB_BUSY_MS / 1000}, .it_interval = {.tv_nsec = 10000000}};
  if (sigaction(SIGRTMIN, &action, NULL) != 0 ||
      timer_create(CLOCK_MONOTONIC, &event, timer) != 0)
    return false;
  return timer_settime(*timer, 0, &when, NULL) == 0;
}

/* Takes both places in turn, and gives the second back. */
static int take_turn(const struct db *s, bool wait) {
  if (set_lock(s, NEXT, F_WRLCK, wait) != 0)
    return -1;
  int result = set_lock(s, NOW, F_WRLCK, wait), error = errno;
  set_lock(s, NEXT, F_UNLCK, false);
  errno = error;
  return result;
}

enum err txn_queue_enter(struct db *s) {
  timer_t timer;
  if (s->queue_fd < 0 || take_turn(s, false) == 0)
    return OK;
  /* No such locks here: SQLite's own keeps the order it can. */
  if ((errno != EAGAIN && errno != EACCES) || !start_timer(&timer))
    return OK;
  int result = take_turn(s, true), error = errno;
  timer_delete(timer);
  return result != 0 && error == EINTR ? ERR_BUSY : OK;
}

void txn_queue_leave(struct db *s) {
  if (s->queue_fd >= 0)
    set_lock(s, NOW, F_UNLCK, false);
}
