/* A connection to a site's database, opened for a role. db/txn.h writes; the headers of
 * db/model and db/search hold the operations on rows.
 *
 * Every operation of these folders can return the database's errors: ERR_BUSY,
 * ERR_FULL, ERR_READ_ONLY, ERR_IO, ERR_DAMAGED, ERR_NOMEM, ERR_DENIED if the
 * connection's role may not do that, and ERR_INTERNAL. Headers name only the errors
 * beyond these. */
#ifndef DB_DB_H
#define DB_DB_H

#include <stdbool.h>
#include <stdint.h>

#include "base/crypt.h"
#include "base/err.h"
#include "db/roles.h"

struct db;

/* Opens the database `file` for `role`; the caller owns *out. A text that begins with
 * "postgresql://" is the address of a database of PostgreSQL instead. Open it after
 * fork, never before: SQLite connections do not survive a fork. ERR_NOT_FOUND if the
 * file does not exist or is empty, ERR_SCHEMA if a newer program wrote it,
 * ERR_OLD_SCHEMA if it must be upgraded first, ERR_OWNER if this user may not use it or
 * would lock others out of it. */
enum err db_open(struct db **out, const char *file, enum role role) MUST_USE;

/* Opens it for ROLE_COMMAND to read only, as db_open does for the roles of the service
 * on a read-only file system. This works on a full disk or a read-only
 * file system too, if no write-ahead log holds changes that are not in the file yet:
 * the file is then read as it is, without noticing writers. `file` must be an absolute
 * path. */
enum err db_open_to_read(struct db **out, const char *file) MUST_USE;

/* Whether a text is such an address. */
bool db_is_address(const char *text);

/* Whether the connection is to PostgreSQL. */
bool db_is_of_server(const struct db *s);

/* Creates the database `file`, mode 0660, with the newest schema and a new secret.
 * ERR_EXISTS, and nothing is changed, if the file exists. */
enum err db_create(const char *file) MUST_USE;

/* Makes the tables of an empty database of PostgreSQL, and the users of the roles.
 * ERR_EXISTS if it has them already; after any error, the reason is in `why`. */
enum err db_create_postgres(const char *address, char *why, size_t why_size) MUST_USE;

/* Upgrades the database `file` to the newest schema, all or nothing. *from is the
 * version it had. Returns the errors of db_open. */
enum err db_upgrade(const char *file, int *from) MUST_USE;

/* Completes a db_create that was interrupted; an empty file will do. */
enum err db_finish(const char *file) MUST_USE;

/* The version of the newest schema. */
int db_schema_version(void);

/* Closes the connection; db_close(NULL) does nothing. */
void db_close(struct db *s);

/* Whether a connection of this process has recovered changes that a crashed process
 * left in the write-ahead log. */
bool db_recovered(void);

/* Begins a read transaction: until db_read_end all reads see one snapshot. Keep it
 * short, and never hold it while sending to a client: the write-ahead log cannot be
 * reset meanwhile. */
enum err db_read_begin(struct db *s) MUST_USE;

/* The number of a change that readers must see: 0 for none. */
typedef int64_t db_required(void *context);

/* From now on, a read transaction on a standby of PostgreSQL that has not got that far
 * is refused: ERR_UNREACHABLE. */
void db_require(struct db *s, db_required *required, void *context);

/* Ends it. Does nothing if no read transaction is open, or inside txn_write. */
void db_read_end(struct db *s);

/* Whether a transaction that begins now sees every change that was committed before:
 * not on a standby of PostgreSQL. */
bool db_is_newest(const struct db *s);

/* The secret key of the site, CRYPT_KEY bytes, valid as long as the connection. */
const uint8_t *db_secret(const struct db *s);

/* Returns the role that it was opened for. */
enum role db_role(const struct db *s);

/* A sentence about the last failure, for a log or a terminal. Never NULL. */
const char *db_message(const struct db *s);

/* Before a command changes very many rows, and with 0 after that. In between, the
 * connection keeps `kib` of pages in memory instead of 2,000, and COMMIT does not write
 * a large log into the file, so that those who wait for the transaction need not wait
 * for that as well: db_file_write_log does it between transactions, as far as nobody
 * reads an older state, while others write. Call it outside of transactions. */
void db_change_many(struct db *s, int kib);

#endif
