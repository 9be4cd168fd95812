/* Inside store/ only: who writes next. SQLite lets whoever looks at the right moment
 * have its lock, and those who wait sleep between their looks: one may never get its
 * turn, and the lock stands idle meanwhile. */
#ifndef DB_TXN_QUEUE_H
#define DB_TXN_QUEUE_H

#include "base/err.h"

struct store;

/* Opens the queue of the database `file`, in the file "FILE-queue"; without it
 * everybody is let in at once. Closed with the connection. */
void gate_queue_open(struct store *s, const char *file);

/* Waits for its turn among all processes, as long as for SQLite's lock: whoever has
 * just written and writes again comes after one who waits. ERR_BUSY. */
enum err gate_queue_enter(struct store *s) MUST_USE;
void gate_queue_leave(struct store *s);

#endif
