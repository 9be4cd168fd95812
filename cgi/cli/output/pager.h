/* Long output on a terminal, a screen at a time. */
#ifndef CLI_OUTPUT_PAGER_H
#define CLI_OUTPUT_PAGER_H

#include <stdbool.h>
#include <stdio.h>

struct pager {
  FILE *out; /* where to print */
  bool runs;
};

/* Opens it: standard output is a terminal, and $PAGER (empty: none), or "less" where
 * that is unset, is started; what fits on the screen is shown at once by less. Else
 * `out` is standard output itself. */
void pager_open(struct pager *p);

/* Waits until the reader is done. */
void pager_close(struct pager *p);

/* No pager from now on: option --no-pager. */
void pager_forbid(void);

#endif
