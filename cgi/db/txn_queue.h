/* Inside db/ only: who writes next. SQLite lets whoever looks at the right moment
 * have its lock, and those who wait sleep between their looks: one may never get its
 * turn, and the lock stands idle meanwhile. */
#ifndef DB_TXN_QUEUE_H
#define DB_TXN_QUEUE_H

#include "base/err.h"

struct db;

/* Opens the queue of the database `file`, in the file "FILE-queue"; without it
 * everybody is let in at once. Closed with the connection. */
void txn_queue_open(struct db *s, const char *file);

/* Waits for its turn among all processes, as long as for SQLite's lock: whoever has
 * just written and writes again comes after one who waits. ERR_BUSY. */
enum err txn_queue_enter(struct db *s) MUST_USE;
void txn_queue_leave(struct db *s);

#endif
