/* Counts the changes that remove what somebody wrote, or their address: what they leave
 * in the files has to be removed as well (db/db_forget.h). */
#ifndef DB_DB_REMOVAL_H
#define DB_DB_REMOVAL_H

#include <stdbool.h>

#include "base/err.h"

struct db;

/* Inside txn_write: notes that the change removes text of a person. Deleted rows of
 * comments, addresses, followers and mails are noticed without it. */
void db_removal_note(struct db *s);

/* Inside db/ only: whether rows of a table are noticed when they are deleted. */
bool db_removal_is_noticed(const char *table);

/* Inside db/ only: counts the change, before COMMIT, if it was noted. */
enum err db_removal_count(struct db *s) MUST_USE;

#endif
