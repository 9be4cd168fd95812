/* Inside db/ only: connections to PostgreSQL, and its errors. */
#ifndef DB_POSTGRES_POSTGRES_CONNECTION_H
#define DB_POSTGRES_POSTGRES_CONNECTION_H

#include <stdbool.h>
#include <stdint.h>

#include <libpq-fe.h>

#include "base/err.h"
#include "db/postgres/postgres_roles.h"
#include "db/roles.h"

struct db;

/* What a connection to PostgreSQL has beyond struct db. */
struct postgres {
  PGconn *handle;
  char *address;
  char user[POSTGRES_USER];
  int64_t tried; /* when it was last looked for a primary, on clock_monotonic */
  /* Counts the sessions of this connection: a statement that was prepared in an earlier
   * one has to be prepared again. */
  unsigned session;
  unsigned listens; /* the session that is told what others notify; 0: none */
  unsigned names;   /* of statements that were given so far */
  bool in_transaction;
  int64_t changes, last_id;
};

/* Whether the text is an address of a PostgreSQL database and not a file. */
bool postgres_is_address(const char *text);

/* Connects to the database `address`, as the user that the connection's role has
 * there (postgres_roles.h). Returns ERR_UNREACHABLE if there is no server that answers,
 * or that accepts changes; ERR_OWNER if it refuses the user. The caller closes `s` with
 * db_close, after an error too. */
enum err postgres_connect(struct db *s, const char *address) MUST_USE;

/* Ends the connection. */
void postgres_disconnect(struct db *s);

/* Before the first statement of a transaction: connects again if the server has closed
 * the connection, as it does when it is restarted or replaced, and from time to time if
 * it is a standby, as there may be a primary again. Does nothing inside a transaction,
 * which is lost together with its connection. */
enum err postgres_ensure(struct db *s) MUST_USE;

/* Whether the server was the primary when it last said so, as it does at each change.
 */
bool postgres_is_primary(const struct db *s);

/* Translates the failure of a command, whose result it is (NULL: there is none), and
 * logs it as sqlite_error does. */
enum err postgres_error(struct db *s, const PGresult *result) MUST_USE;

/* Runs SQL of several statements, without parameters, and ignores its rows. */
enum err postgres_execute(struct db *s, const char *sql) MUST_USE;

#endif
