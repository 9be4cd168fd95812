/* A database of PostgreSQL has no file: it is never replaced, and the functions that
 * write a log do nothing.
 *
 * The database's file under its name: whether it is still the one that is open.
 * Somebody may replace it while the service runs, for example with `mv new.db
 * pamphlet.db`. */
#ifndef DB_DB_FILE_H
#define DB_DB_FILE_H

#include <stdbool.h>

#include "base/err.h"

struct db;

/* Notes which files the connection has open; `file` is the path it was opened with.
 * Call it after the first read. ERR_REPLACED if the file is another one already. */
enum err db_file_note(struct db *s, const char *file) MUST_USE;

/* Whether the file is on a read-only file system. */
bool db_file_is_read_only(const char *file);

/* True if the path leads to another file now, or to none, or if a file that was opened
 * on a read-only file system can be written now. Costs two system calls. */
bool db_file_is_replaced(const struct db *s);

/* Writes what the write-ahead log holds into the file and makes the log empty, so that
 * what was deleted is in neither. Call it outside of transactions. ERR_BUSY while
 * another process reads an older state. */
enum err db_file_empty_log(struct db *s) MUST_USE;

/* Whether the write-ahead log has nothing: then, as long as nobody else can write, the
 * file alone is the database. */
bool db_file_log_is_empty(const struct db *s);

/* Writes a part of the write-ahead log into the file, between the transactions of
 * db_change_many: what nobody reads in an older state, while others write. */
void db_file_write_log(struct db *s);

/* Before the new file is opened, and outside of transactions: writes what the
 * write-ahead log holds into the old file, wherever that is now, and removes the log,
 * which SQLite would otherwise apply to the new file. Does nothing if another process
 * has done so. ERR_BUSY while another process
 * reads the old file; ERR_READ_ONLY if it was opened on a read-only file system: then
 * only another process can open it to write. */
enum err db_file_retire(struct db *s) MUST_USE;

#endif
