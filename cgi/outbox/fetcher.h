/* The fetcher: the process that reads the pages of other sites that mention ours, and
 * tells other sites of our links. It is the only one that connects to them. */
#ifndef OUTBOX_FETCHER_H
#define OUTBOX_FETCHER_H

#include "base/child.h"

/* Does so for the site in `dir` until a signal ends it. Returns the exit code. */
int fetcher_run(const char *dir, struct child_slot *slot);

#endif
