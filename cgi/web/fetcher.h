/* The fetcher: the process that reads the pages of other sites that mention ours, and
 * tells other sites of our links. It is the only one that connects to them. */
#ifndef WEB_FETCHER_H
#define WEB_FETCHER_H

#include "web/supervisor.h"

/* The supervisor_work of the fetcher; `context` is a struct worker_context. */
int fetcher_run(void *context, struct supervisor_slot *slot);

#endif
