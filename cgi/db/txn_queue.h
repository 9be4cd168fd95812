/* Inside db/ only: the order in which processes write. SQLite gives its write lock to
 * the process that happens to ask when it is free, and waiting processes sleep between
 * their attempts. So one may wait forever while another writes again and again, and the
 * lock is idle meanwhile. The queue is fair, and wakes the next writer at once. */
#ifndef DB_TXN_QUEUE_H
#define DB_TXN_QUEUE_H

#include <stdbool.h>

#include "base/err.h"

struct db;

/* Opens the queue of the database `file`, which is the file "FILE-queue". If that is
 * impossible, the connection writes without queueing. */
void txn_queue_open(struct db *s, const char *file);
void txn_queue_close(struct db *s);

/* Waits until it is this process's turn among all processes, for DB_BUSY_MS at most. A
 * process that has just written comes after those already waiting. ERR_BUSY. */
enum err txn_queue_enter(struct db *s) MUST_USE;
void txn_queue_leave(struct db *s);

/* Whether the next process is waiting. Also true if that cannot be known. */
bool txn_queue_is_awaited(const struct db *s);

#endif
