#include "db/quick_check.h"

#include <signal.h>
#include <string.h>
#include <time.h>

#include "db/connection.h"
#include "db/engine.h"
#include "db/sqlite/sqlite_statement.h"
#include "db/statement.h"

enum { CHECK };

static const struct statement_sql statements[] = {
    [CHECK] = {ROLE_COMMAND, "PRAGMA quick_check"},
};
static const struct statement_text statements_postgres[STATEMENT_COUNT(statements)] = {
    [CHECK] = {STATEMENT_SQLITE_ONLY},
};
const struct statement_table quick_check_statements =
    STATEMENT_TABLE_POSTGRES(statements);

/* sqlite3_interrupt only sets a flag, and SQLite's own shell calls it from a signal
 * handler as well. */
static void quick_check_on_signal(int number, siginfo_t *info, void *context) {
  (void)number;
  (void)context;
  sqlite3_interrupt(info->si_value.sival_ptr);
}

/* A timer rather than a progress handler: the tree of a table is checked in one step of
 * the virtual machine, during which SQLite 3.40 does not call the handler. SA_RESTART,
 * so that no read is cut short. */
static bool quick_check_start_timer(struct db *s, int64_t time, timer_t *timer) {
  struct sigaction action = {
      .sa_sigaction = quick_check_on_signal, .sa_flags = SA_SIGINFO | SA_RESTART};
  struct sigevent event = {.sigev_notify = SIGEV_SIGNAL,
      .sigev_signo = SIGRTMIN + 1,
      .sigev_value.sival_ptr = s->handle};
  const struct itimerspec when = {
      .it_value = {.tv_sec = time / 1000000, .tv_nsec = time % 1000000 * 1000}};
  if (sigaction(SIGRTMIN + 1, &action, NULL) != 0 ||
      timer_create(CLOCK_MONOTONIC, &event, timer) != 0)
    return false;
  return timer_settime(*timer, 0, &when, NULL) == 0;
}

/* Asks the timer, not SQLite: a check that was interrupted may end as if it were
 * complete. */
static bool quick_check_is_late(timer_t timer) {
  struct itimerspec left;
  return timer_gettime(timer, &left) != 0 ||
         (left.it_value.tv_sec == 0 && left.it_value.tv_nsec == 0);
}

enum err quick_check(
    struct db *s, int64_t time, integrity_visit *visit, void *context, bool *complete) {
  struct statement *st = NULL;
  timer_t timer;
  /* The server looks after its files. */
  if (s->engine->is_postgres) {
    *complete = true;
    return OK;
  }
  int result = SQLITE_OK;
  enum err e = statement_get(s, TABLE_QUICK_CHECK, CHECK, &st);
  if (!e && !quick_check_start_timer(s, time, &timer))
    e = ERR_IO;
  if (e)
    return e;
  while (!e && (result = sqlite3_step(sqlite_of(st))) == SQLITE_ROW) {
    const char *said = statement_chars(st, 0);
    /* The only row of a file without damage. */
    if (said && strcmp(said, "ok") != 0)
      e = visit(context, said);
  }
  bool late = quick_check_is_late(timer);
  timer_delete(timer);
  statement_reset(st);
  if (!e && result != SQLITE_DONE && (result & 0xff) != SQLITE_INTERRUPT)
    e = sqlite_error(s, result);
  if (!e)
    *complete = !late;
  return e;
}
