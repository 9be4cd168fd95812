/* A line on standard error that tells how far a long command is. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
  const char *what; /* "pages" */
  int64_t total;
  bool quiet;
  bool terminal; /* redraws a bar there; elsewhere a line every few seconds */
  int64_t done, started, shown;
};

/* Starts: `quiet` shows nothing at all. */
void progress_start(struct progress *p, const char *what, int64_t total, bool quiet);

/* One more is done. */
void progress_step(struct progress *p);

/* Clears the bar. */
void progress_end(struct progress *p);

#endif
