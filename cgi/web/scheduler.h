/* The scheduler: the process that publishes, withdraws and closes what is due, and
 * tends the page cache. */
#ifndef WEB_SCHEDULER_H
#define WEB_SCHEDULER_H

#include "web/supervisor.h"

/* The supervisor_work of the scheduler; `context` is a struct worker_context. */
int scheduler_run(void *context, struct child_slot *slot);

#endif
