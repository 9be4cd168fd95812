/* Inside db/ only: db_open and its kin for a database of PostgreSQL. Each connects `s`
 * to the database `address`; the caller closes it with db_close, after an error too,
 * and that rolls back what was not committed. */
#ifndef DB_POSTGRES_POSTGRES_DATABASE_H
#define DB_POSTGRES_POSTGRES_DATABASE_H

#include <stddef.h>

#include "base/err.h"

struct db;

/* See db_open. */
enum err postgres_database_open(struct db *s, const char *address) MUST_USE;

/* Makes the tables in an empty database that the user of ROLE_COMMAND owns, and the
 * users of the other roles. ERR_EXISTS, and nothing is changed, if it has a schema
 * already; after any error the reason is in `why`. */
enum err postgres_database_create(
    struct db *s, const char *address, char *why, size_t why_size) MUST_USE;

/* See db_upgrade. */
enum err postgres_database_upgrade(
    struct db *s, const char *address, int *from) MUST_USE;

#endif
