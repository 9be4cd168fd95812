/* A connection to a site's database, opened for a role. Rows in, structures out: the
 * other headers of this folder hold the operations.
 *
 * The database's errors, which every operation can return besides those named with it:
 * ERR_BUSY, ERR_FULL, ERR_READ_ONLY, ERR_IO, ERR_DAMAGED, ERR_NOMEM, ERR_DENIED where
 * the role may not do that, ERR_INTERNAL. */
#ifndef DB_DB_H
#define DB_DB_H

#include <stdbool.h>
#include <stdint.h>

#include "base/crypt.h"
#include "base/err.h"
#include "db/roles.h"

struct db;

/* Opens the database `file` for `role`; the caller owns *out. Open after fork, never
 * before. ERR_NOT_FOUND if there is no such file, or an empty one, ERR_SCHEMA if a
 * newer program wrote it, ERR_OLD_SCHEMA if it has to be upgraded first, ERR_OWNER if
 * this user would lock others out of it or may not use it, ERR_DAMAGED, ERR_BUSY,
 * ERR_IO, ERR_FULL, ERR_READ_ONLY. */
enum err db_open(struct db **out, const char *file, enum role role) MUST_USE;

/* The same for ROLE_COMMAND to read only: a full disk or a read-only file system is no
 * hindrance where no log holds what the database does not have yet. The file, its name
 * an absolute one, is then read as it is, and writers are not noticed. */
enum err db_open_to_read(struct db **out, const char *file) MUST_USE;

/* Makes the database `file` with the newest schema and a fresh secret, mode 0660.
 * ERR_EXISTS, and nothing changed, if there is a file of that name. */
enum err db_create(const char *file) MUST_USE;

/* Brings the database `file` to the newest schema, all or nothing. *from is the version
 * it had. Errors as db_open's. */
enum err db_upgrade(const char *file, int *from) MUST_USE;

/* The same for what a db_create that was interrupted has left, an empty file too. */
enum err db_finish(const char *file) MUST_USE;

/* The version that leaves a database with. */
int db_schema_version(void);

/* Closes the connection; db_close(NULL) does nothing. */
void db_close(struct db *s);

/* True when this process has found, and taken over, changes that a crash left behind.
 */
bool db_recovered(void);

/* A read transaction: all reads until db_read_end see one snapshot. Keep it short
 * and never hold it while sending. */
enum err db_read_begin(struct db *s) MUST_USE;
void db_read_end(struct db *s);

/* The secret key of the site, CRYPT_KEY bytes, living as long as the connection. */
const uint8_t *db_secret(const struct db *s);

/* A sentence about the last failure, for a log or a terminal. Never NULL. */
const char *db_message(const struct db *s);

#endif
