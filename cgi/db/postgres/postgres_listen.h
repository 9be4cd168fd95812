/* Inside db/ only: waiting for what other connections have notified. */
#ifndef DB_POSTGRES_POSTGRES_LISTEN_H
#define DB_POSTGRES_POSTGRES_LISTEN_H

#include <stdbool.h>

struct db;

#define POSTGRES_CHANNEL "pamphlet_eviction"

/* See web_machine_wait. Through a pooler that does not pass on notifications, and for
 * SQLite, it waits for the time-out. */
bool postgres_wait(struct db *s, int signals, int timeout);

#endif
