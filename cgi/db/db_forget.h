/* Removes the bytes of deleted rows from the files of the database.
 *
 * SQLite overwrites a row that is deleted (secure_delete), but two kinds of copies
 * remain: older states of its page in the write-ahead log, and, in the space of a page
 * that is not in use, rows that were moved to another page when rows before them went.
 * So each change that deletes personal data is counted, and the count of what the files
 * have forgotten catches up with it: when the connection is closed, or by the scheduler
 * if somebody was reading at that moment, or the process was killed. */
#ifndef DB_DB_FORGET_H
#define DB_DB_FORGET_H

#include "base/err.h"

struct db;

/* Outside of transactions: writes the log into the file, makes it empty, and overwrites
 * what the file has in space that is not in use, if anything was removed since this was
 * last done. Others who write wait meanwhile: reading the file takes about a
 * millisecond for each MB. ERR_BUSY while somebody reads an older state, or writes;
 * then it can be done later. Not for ROLE_WEB. */
enum err db_forget(struct db *s) MUST_USE;

#endif
