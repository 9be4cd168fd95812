#include "db/txn_queue.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "db/connection.h"

/* The queue is two record locks on bytes of a file, which need not have any bytes. The
 * process that writes holds WRITING; the process that is next in line holds NEXT and
 * waits for WRITING; all others wait for NEXT. The kernel hands a lock to any of those
 * that wait for it. With one lock, a process that releases it and asks again at once
 * would usually win; with two, it finds NEXT taken by somebody who waits already. */
enum slot { WRITING, NEXT };

void txn_queue_open(struct db *s, const char *file) {
  char path[PATH_MAX + 32];
  snprintf(path, sizeof path, "%s-queue", file);
  /* db/owner.c has created the file with the right owner. Without it (-1) there is no
   * queue, but SQLite's own lock still works. */
  s->queue_fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
}

void txn_queue_close(struct db *s) {
  if (s->queue_fd >= 0)
    close(s->queue_fd);
  s->queue_fd = -1;
}

/* Locks of the open file description, not of the process: two connections of one
 * process exclude each other too, and closing one does not release the lock of the
 * other. */
static int txn_queue_lock(const struct db *s, enum slot at, int type, bool wait) {
  struct flock l = {
      .l_type = (short)type, .l_whence = SEEK_SET, .l_start = at, .l_len = 1};
  return fcntl(s->queue_fd, wait ? F_OFD_SETLKW : F_OFD_SETLK, &l);
}

/* Needed only to interrupt fcntl with EINTR. */
static void txn_queue_on_signal(int signal) {
  (void)signal;
}

/* F_OFD_SETLKW has no timeout, so a timer interrupts it. After DB_BUSY_MS the signal
 * repeats every 10 ms: the first may arrive just before the process begins to wait, and
 * would then interrupt nothing. */
static bool txn_queue_start_timer(timer_t *timer) {
  const struct sigaction action = {.sa_handler = txn_queue_on_signal};
  struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGRTMIN};
  const struct itimerspec when = {
      .it_value = {.tv_sec = DB_BUSY_MS / 1000}, .it_interval = {.tv_nsec = 10000000}};
  if (sigaction(SIGRTMIN, &action, NULL) != 0 ||
      timer_create(CLOCK_MONOTONIC, &event, timer) != 0)
    return false;
  return timer_settime(*timer, 0, &when, NULL) == 0;
}

/* Takes NEXT, then WRITING, and releases NEXT for the next process. */
static int txn_queue_take_turn(const struct db *s, bool wait) {
  if (txn_queue_lock(s, NEXT, F_WRLCK, wait) != 0)
    return -1;
  /* txn_queue_enter examines errno, which unlocking may change. */
  int result = txn_queue_lock(s, WRITING, F_WRLCK, wait), error = errno;
  txn_queue_lock(s, NEXT, F_UNLCK, false);
  errno = error;
  return result;
}

enum err txn_queue_enter(struct db *s) {
  timer_t timer;
  /* Usually nobody is waiting, and no timer is needed. */
  if (s->queue_fd < 0 || txn_queue_take_turn(s, false) == 0)
    return OK;
  /* Other errors mean that the file system has no such locks. Correctness does not
   * depend on the queue: SQLite's own lock still lets only one process write. */
  if ((errno != EAGAIN && errno != EACCES) || !txn_queue_start_timer(&timer))
    return OK;
  int result = txn_queue_take_turn(s, true), error = errno;
  timer_delete(timer);
  return result != 0 && error == EINTR ? ERR_BUSY : OK;
}

void txn_queue_leave(struct db *s) {
  if (s->queue_fd >= 0)
    txn_queue_lock(s, WRITING, F_UNLCK, false);
}

bool txn_queue_is_awaited(const struct db *s) {
  struct flock l = {
      .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = NEXT, .l_len = 1};
  return s->queue_fd < 0 || fcntl(s->queue_fd, F_OFD_GETLK, &l) != 0 ||
         l.l_type != F_UNLCK;
}
