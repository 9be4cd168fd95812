/* How it works: on a terminal one line is drawn over and over; in a log each message is
 * a line of its own. It goes to standard error, so that the output of a command can be
 * piped while the progress is seen. */
#include "cli/output/progress.h"

#include <stdio.h>
#include <unistd.h>

#include "base/clock.h"

enum { PROGRESS_BAR = 30 };

/* Microseconds between two updates: a log file needs fewer than a terminal. */
enum { PROGRESS_TERMINAL = 100000, PROGRESS_FILE = 5000000 };

void progress_start(struct progress *p, const char *what, int64_t total, bool quiet) {
  *p = (struct progress){.what = what,
      .total = total,
      .quiet = quiet,
      .terminal = isatty(STDERR_FILENO) != 0,
      .started = clock_now(),
      /* As if it had just been shown: a command that is quick shows nothing at all. */
      .shown = clock_now()};
}

void progress_expect(struct progress *p, int64_t total) {
  p->total = total;
}

/* ", 12 s left" or ", 3 min left". */
static void progress_show_left(double seconds) {
  if (seconds < 100)
    fprintf(stderr, ", %.0f s left", seconds);
  else
    fprintf(stderr, ", %.0f min left", seconds / 60);
}

static void progress_show_bar(const struct progress *p) {
  int filled = (int)(p->done * PROGRESS_BAR / p->total);
  fputc('[', stderr);
  for (int i = 0; i < PROGRESS_BAR; i++)
    fputc(i < filled ? '#' : '.', stderr);
  fputs("] ", stderr);
}

static void progress_show(struct progress *p, int64_t now) {
  double seconds = (double)(now - p->started) / (double)CLOCK_SECOND;
  /* clock_now may stand still or go back, when the clock is set. */
  double rate = seconds > 0 ? (double)p->done / seconds : 0;
  /* An item may turn up that was not counted: no bar or time is shown past the
   * total. */
  bool known = p->total && p->done <= p->total;
  if (p->terminal)
    fputc('\r', stderr);
  if (p->terminal && known)
    progress_show_bar(p);
  fprintf(stderr, "%lld", (long long)p->done);
  if (known)
    fprintf(stderr, " of %lld", (long long)p->total);
  fprintf(stderr, " %s, %.0f a second", p->what, rate);
  if (known && rate > 0)
    progress_show_left((double)(p->total - p->done) / rate);
  /* The rest of a longer line before it is erased. */
  fputs(p->terminal ? "\033[K" : "\n", stderr);
  fflush(stderr);
  p->drawn = p->terminal;
}

void progress_step(struct progress *p) {
  progress_add(p, 1);
}

void progress_add(struct progress *p, int64_t count) {
  p->done += count;
  if (p->quiet)
    return;
  int64_t now = clock_now();
  if (now - p->shown < (p->terminal ? PROGRESS_TERMINAL : PROGRESS_FILE))
    return;
  p->shown = now;
  progress_show(p, now);
}

void progress_clear(struct progress *p) {
  if (p->drawn) {
    /* Other output may follow on the line, which the bar must not precede. */
    fputs("\r\033[K", stderr);
    fflush(stderr);
  }
  p->drawn = false;
}

/* Nothing remains of the bar: the command prints its result next. */
void progress_end(struct progress *p) {
  progress_clear(p);
}
