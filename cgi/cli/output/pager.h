/* Long output on a terminal, one screen at a time. */
#ifndef CLI_OUTPUT_PAGER_H
#define CLI_OUTPUT_PAGER_H

#include <stdbool.h>
#include <stdio.h>

struct pager {
  FILE *out; /* where to print */
  bool runs;
};

/* If standard output is a terminal, starts $PAGER, or "less" if that is unset, which
 * prints text that fits on the screen and exits. If it is not a terminal, $PAGER is
 * empty, or it is unset on a terminal without control sequences ($TERM is "dumb"),
 * `out` is standard output itself. */
void pager_open(struct pager *p);

/* Waits until the reader quits the pager. */
void pager_close(struct pager *p);

/* Turns the pager off, for --no-pager. */
void pager_forbid(void);

#endif
