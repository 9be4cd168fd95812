/* The sender: the process that sends the mails of the queue. */
#ifndef OUTBOX_SENDER_H
#define OUTBOX_SENDER_H

#include "base/child.h"

/* Sends the mails of the site in `dir` until a signal ends it. Returns the exit code.
 */
int sender_run(const char *dir, struct child_slot *slot);

#endif
