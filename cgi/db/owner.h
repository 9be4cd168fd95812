/* Inside db/ only: whose the files beside the database are. */
#ifndef DB_OWNER_H
#define DB_OWNER_H

#include "base/err.h"

/* Makes `file`-wal, `file`-shm and `file`-queue, empty, where they are missing, so that
 * everybody who can open the database can open them: SQLite would make its own in the
 * group of whoever comes first, and lock the others out. They get the database's mode
 * and group, and from root its owner too. ERR_OWNER, and nothing is made, where this
 * process may not use the database or could only make files that lock others out;
 * ERR_NOT_FOUND. Any other failure is left for SQLite to find. */
enum err owner_prepare(const char *file) MUST_USE;

#endif
