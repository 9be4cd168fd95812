/* A line on standard error that tells how far a long command is. */
#ifndef CLI_OUTPUT_PROGRESS_H
#define CLI_OUTPUT_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
  const char *what; /* "pages" */
  int64_t total;    /* 0: not known */
  bool quiet;
  bool terminal; /* redraws a bar there; elsewhere a line every few seconds */
  bool drawn;    /* the bar stands on the last line */
  int64_t done, started, shown;
};

/* Starts; `total` 0 where it is not known. `quiet` shows nothing at all. */
void progress_start(struct progress *p, const char *what, int64_t total, bool quiet);

/* There are so many, as is known now. */
void progress_expect(struct progress *p, int64_t total);

/* Wipes the bar until the next step, so that a line can be printed. */
void progress_clear(struct progress *p);

/* One more is done. */
void progress_step(struct progress *p);

/* Clears the bar. */
void progress_end(struct progress *p);

#endif
