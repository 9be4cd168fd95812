#include "cli/progress.h"

#include <stdio.h>
#include <unistd.h>

#include "base/clock.h"

enum { BAR = 30 };

/* How often it is shown, in microseconds. */
enum { EACH_ON_TERMINAL = 100000, EACH_ELSEWHERE = 5000000 };

void progress_start(struct progress *p, const char *what, int64_t total, bool quiet) {
  *p = (struct progress){.what = what,
      .total = total,
      .quiet = quiet,
      .terminal = isatty(STDERR_FILENO) != 0,
      .started = clock_now(),
      .shown = clock_now()};
}

static void show(const struct progress *p, int64_t now) {
  double seconds = (double)(now - p->started) / (double)CLOCK_SECOND;
  double rate = seconds > 0 ? (double)p->done / seconds : 0;
  double left = rate > 0 ? (double)(p->total - p->done) / rate : 0;
  int filled = p->total > 0 ? (int)(p->done * BAR / p->total) : 0;
  if (p->terminal) {
    fprintf(stderr, "\r[");
    for (int i = 0; i < BAR; i++)
      fputc(i < filled ? '#' : '.', stderr);
    fprintf(stderr, "] ");
  }
  fprintf(stderr, "%lld of %lld %s, %.0f a second, %.0f s left%s", (long long)p->done,
      (long long)p->total, p->what, rate, left, p->terminal ? "\033[K" : "\n");
  fflush(stderr);
}

void progress_step(struct progress *p) {
  p->done++;
  if (p->quiet)
    return;
  int64_t now = clock_now();
  if (now - p->shown < (p->terminal ? EACH_ON_TERMINAL : EACH_ELSEWHERE))
    return;
  p->shown = now;
  show(p, now);
}

void progress_end(struct progress *p) {
  if (!p->quiet && p->terminal)
    fputs("\r\033[K", stderr);
}
