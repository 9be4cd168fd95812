/* The sender: the process that sends the mails of the queue. */
#ifndef WEB_SENDER_H
#define WEB_SENDER_H

#include "web/supervisor.h"

/* The supervisor_work of the sender; `context` is a struct worker_context. */
int sender_run(void *context, struct supervisor_slot *slot);

#endif
