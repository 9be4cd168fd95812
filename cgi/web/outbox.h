/* Executes the program pamphlet-outbox, which sends mails and requests to other sites.
 */
#ifndef WEB_OUTBOX_H
#define WEB_OUTBOX_H

#include "web/supervisor.h"

/* Finds the program. Called when the service starts: after an upgrade, the file of the
 * running program, next to which it is looked for, is no longer there. */
void outbox_find(void);

/* The supervisor_work of the sender of mails and of the fetcher; `context` is a struct
 * worker_context. They return only if the program cannot be executed. */
int outbox_run_sender(void *context, struct child_slot *slot);
int outbox_run_fetcher(void *context, struct child_slot *slot);

#endif
