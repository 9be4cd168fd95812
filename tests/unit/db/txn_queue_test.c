#include "db/txn_queue.h"

#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "db/connection.h"
#include "fail_alloc.h"
#include "site/site_open.h"
#include "support_site.h"

static enum err nothing(struct db *s, void *context) {
  (void)s;
  (void)context;
  return OK;
}

/* Reports that it is writing, and never ends. */
static enum err stand_still(struct db *s, void *context) {
  const int *fd = context;
  (void)s;
  if (write(*fd, "x", 1) == 1)
    pause();
  return OK;
}

/* Starts a process that writes to the database and then hangs. */
static pid_t start_writer(struct blog *b) {
  int ends[2];
  char why[400], sign;
  assert_int_equal(pipe(ends), 0);
  pid_t pid = fork();
  if (pid == 0) {
    struct site *own = NULL;
    if (site_open(&own, b->site->dir, ROLE_COMMAND, why, sizeof why) ||
        txn_write(own->db, stand_still, &ends[1]))
      _exit(1);
    _exit(0);
  }
  close(ends[1]);
  assert_int_equal(read(ends[0], &sign, 1), 1);
  close(ends[0]);
  return pid;
}

static void end_writer(pid_t pid) {
  kill(pid, SIGKILL);
  waitpid(pid, NULL, 0);
}

static void test_waiting_is_bounded(void **state) {
  struct blog *b = *state;
  struct timespec began, ended;
  pid_t writer = start_writer(b);
  clock_gettime(CLOCK_MONOTONIC, &began);
  assert_err(txn_write(b->site->db, nothing, NULL), ERR_BUSY);
  clock_gettime(CLOCK_MONOTONIC, &ended);
  assert_in_range(ended.tv_sec - began.tv_sec, DB_BUSY_MS / 1000 - 1, 20);
  end_writer(writer);
  assert_err(txn_write(b->site->db, nothing, NULL), OK);
}

/* A waiting writer is admitted as soon as it is its turn. */
static void test_the_next_writer_is_admitted(void **state) {
  struct blog *b = *state;
  pid_t writer = start_writer(b);
  pid_t end = fork();
  if (end == 0) {
    nanosleep(&(struct timespec){0, 200000000}, NULL);
    kill(writer, SIGKILL);
    _exit(0);
  }
  assert_err(txn_queue_enter(b->web->db), OK);
  txn_queue_leave(b->web->db);
  waitpid(end, NULL, 0);
  waitpid(writer, NULL, 0);
  assert_err(txn_write(b->web->db, nothing, NULL), OK);
}

static void test_a_queue_of_one_writer(void **state) {
  struct blog *b = *state;
  assert_true(b->site->db->queue_fd >= 0);
  assert_err(txn_queue_enter(b->site->db), OK);
  assert_err(txn_queue_enter(b->web->db), ERR_BUSY);
  txn_queue_leave(b->site->db);
  assert_err(txn_queue_enter(b->web->db), OK);
  txn_queue_leave(b->web->db);
}

struct awaited {
  int fd; /* makes the other process write */
  bool before, after;
};

static enum err let_another_wait(struct db *s, void *context) {
  struct awaited *w = context;
  w->before = txn_is_awaited(s);
  assert_int_equal(write(w->fd, "x", 1), 1);
  for (int i = 0; i < 1000 && !w->after; i++) {
    nanosleep(&(struct timespec){0, 10000000}, NULL);
    w->after = txn_is_awaited(s);
  }
  return OK;
}

static void test_a_writer_knows_that_it_is_awaited(void **state) {
  struct blog *b = *state;
  char why[400];
  int ends[2], status;
  assert_int_equal(pipe(ends), 0);
  struct awaited awaited = {.fd = ends[1]};
  pid_t waits = fork();
  if (waits == 0) {
    struct site *own = NULL;
    char sign;
    if (site_open(&own, b->site->dir, ROLE_COMMAND, why, sizeof why) ||
        read(ends[0], &sign, 1) != 1)
      _exit(1);
    _exit(txn_write(own->db, nothing, NULL) ? 1 : 0);
  }
  assert_err(txn_write(b->site->db, let_another_wait, &awaited), OK);
  assert_false(awaited.before);
  assert_true(awaited.after);
  waitpid(waits, &status, 0);
  close(ends[0]);
  close(ends[1]);
  assert_int_equal(status, 0);
}

static enum err invalidate_many(struct db *s, void *context) {
  enum err e = OK;
  (void)context;
  for (int i = 1; !e && i < 100; i++)
    e = txn_invalidate(s, DEP_ARTICLE, i);
  return e;
}

/* Returns ERR_BUSY if the writer is still in the queue afterwards. */
static enum err write_and_leave(void *context) {
  struct blog *b = context;
  enum err e = txn_write(b->site->db, invalidate_many, NULL);
  enum err free = txn_queue_enter(b->web->db);
  if (!free)
    txn_queue_leave(b->web->db);
  return free ? free : e;
}

static void test_a_failed_allocation_leaves_the_queue(void **state) {
  fail_alloc_each(write_and_leave, *state);
}

/* Takes a while. */
static enum err work(struct db *s, void *context) {
  (void)s;
  (void)context;
  nanosleep(&(struct timespec){0, 10000000}, NULL);
  return OK;
}

static enum err number(struct db *s, void *context) {
  *(int64_t *)context = s->change;
  return OK;
}

/* A process that writes again and again without a pause queues after those that wait.
 * */
static void test_a_writer_rejoins_at_the_end(void **state) {
  enum { ROUNDS = 20, MOST_BETWEEN = 2 };
  struct blog *b = *state;
  char why[400];
  int in_turn = 0;
  pid_t writer = fork();
  if (writer == 0) {
    struct site *own = NULL;
    if (site_open(&own, b->site->dir, ROLE_COMMAND, why, sizeof why))
      _exit(1);
    while (txn_write(own->db, work, NULL) == OK)
      continue;
    _exit(1);
  }
  for (int i = 0; i < ROUNDS; i++) {
    int64_t ours = 0;
    nanosleep(&(struct timespec){0, 15000000}, NULL);
    int64_t before = support_number(b, "SELECT change FROM site");
    assert_err(txn_write(b->web->db, number, &ours), OK);
    in_turn += ours - before <= MOST_BETWEEN;
  }
  end_writer(writer);
  /* Not every time: the system may not schedule this process in time. */
  assert_in_range(in_turn, ROUNDS / 2, ROUNDS);
}

int main(void) {
  const struct CMUnitTest tests[] = {support_sqlite_test(test_waiting_is_bounded),
      support_sqlite_test(test_the_next_writer_is_admitted),
      support_sqlite_test(test_a_writer_rejoins_at_the_end),
      support_sqlite_test(test_a_queue_of_one_writer),
      support_sqlite_test(test_a_writer_knows_that_it_is_awaited),
      support_sqlite_test(test_a_failed_allocation_leaves_the_queue)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
