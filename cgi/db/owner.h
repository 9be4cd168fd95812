/* Inside db/ only: owner and permissions of the files next to the database. */
#ifndef DB_OWNER_H
#define DB_OWNER_H

#include "base/err.h"

/* Creates `file`-wal, `file`-shm and `file`-queue, empty, if they are missing, with the
 * mode and group of the database, and as root with its owner too. So everybody who may
 * open the database may open them. ERR_NOT_FOUND if there is no database; ERR_OWNER if
 * this process may not use it, or could create only files that lock others out. Other
 * failures are left for SQLite to report. */
enum err owner_prepare(const char *file) MUST_USE;

#endif
