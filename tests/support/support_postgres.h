/* Databases of PostgreSQL for tests, on the server of support/postgres.sh. */
#ifndef S_SUPPORT_SUPPORT_POSTGRES_H
#define S_SUPPORT_SUPPORT_POSTGRES_H

#include <stdbool.h>
#include <stddef.h>

#include <libpq-fe.h>

enum { SUPPORT_ADDRESS = 300 };

/* Whether this run of the test is to use PostgreSQL: $PAMPHLET_TEST_POSTGRES is the
 * file with the address of the server's database. */
bool support_has_postgres(void);

/* Creates a database with the tables of a new blog, or an empty one, and writes its
 * address. Fails the test on an error. */
void support_postgres(char out[SUPPORT_ADDRESS], bool empty);

/* Tries to make the tables in a database with another encoding, and writes why that
 * fails. */
void support_postgres_latin(char *why, size_t why_size);

/* Connects as the user that owns the database, or as that of a role ("web", ...). */
PGconn *support_postgres_connect(const char *address, const char *role);

/* Closes all connections to it, as a restart of the server does. */
void support_postgres_disconnect(const char *address);

/* Removes such a database. Connections to it are closed. */
void support_postgres_drop(const char *address);

#endif
