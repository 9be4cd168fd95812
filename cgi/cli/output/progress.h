/* The progress of a long command, on standard error. */
#ifndef CLI_OUTPUT_PROGRESS_H
#define CLI_OUTPUT_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
  const char *what; /* the plural of what is counted: "pages" */
  int64_t total;    /* 0: unknown */
  bool quiet;
  bool terminal; /* standard error is one: redraws a bar, else prints a line every few
                    seconds */
  bool drawn;    /* the last line shows the bar */
  int64_t done, started, shown;
};

/* Starts at 0 of `total`, which is 0 if it is unknown. `quiet` shows nothing. */
void progress_start(struct progress *p, const char *what, int64_t total, bool quiet);

/* Sets the total once it is known. */
void progress_expect(struct progress *p, int64_t total);

/* Clears the bar until the next step, so that a line can be printed. */
void progress_clear(struct progress *p);

/* Counts one more, or some more, as done, and shows the progress if it is time to. */
void progress_step(struct progress *p);
void progress_add(struct progress *p, int64_t count);

/* Clears the bar. */
void progress_end(struct progress *p);

#endif
