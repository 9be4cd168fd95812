/* Inside db/ only: what a connection consists of. */
#ifndef DB_CONNECTION_H
#define DB_CONNECTION_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include <sqlite3.h>

#include "base/crypt.h"
#include "base/err.h"
#include "db/invalidation.h"
#include "db/roles.h"
#include "db/statement_table.h"
#include "db/txn_hook.h"

/* How long a process waits for its turn to write, milliseconds. */
enum { DB_BUSY_MS = 2000 };

/* Bytes of the name of a machine (db/web_machine.h), with the NUL. */
enum { DB_MACHINE = 33 };

struct engine;
struct postgres;

struct db {
  const struct engine *engine;
  sqlite3 *handle;           /* NULL for PostgreSQL */
  struct postgres *postgres; /* NULL for SQLite */
  int queue_fd;              /* of db/txn_queue.c; -1: no queue */
  enum role role;
  char machine[DB_MACHINE]; /* db/web_machine.h; "": it has no name */
  bool forgets;             /* personal data was removed: db/db_removal.h */
  bool removes;             /* by the change that is being written */
  bool may_retry; /* while opening: a failure is not final and is not logged */

  /* db/db_file.c: the files that this connection has open. */
  char *file; /* path of the database; NULL: not noted */
  bool read_only;
  dev_t device;
  ino_t inode, log_inode, index_inode; /* of the database, its -wal and its -shm */

  /* db/txn.c: the change being written. */
  bool writing;   /* inside txn_write */
  int64_t change; /* the number of the change */
  enum err lost;  /* why SQLite has rolled back the change; OK: it has not */
  struct invalidation invalidated;
  txn_before_commit *before_commit; /* NULL: no hook */
  txn_after *after;
  void *hook_context;

  /* See db_require. */
  int64_t (*required)(void *context);
  void *required_context;

  /* The work that a search may take is divided by this, which is 1. Tests raise it: in
   * their small databases no search reaches the limit. */
  int search_divisor;

  uint8_t secret[CRYPT_KEY];
  struct statement **prepared[TABLE_COUNT]; /* by table and number; NULL until used */

  /* The last failure. */
  char message[200];
  char logged[200];  /* the last one that was logged */
  int64_t logged_at; /* when, in seconds of the monotonic clock; 0: never */
};

/* A connection without a database or a queue: the caller sets `handle` or `postgres`,
 * and closes it with db_close. NULL if memory is exhausted. */
struct db *connection_new(enum role role, const struct engine *engine);

/* Logs a failure with the engine's code and text. The scheduler runs four times a
 * second: one that persists, such as a full disk, is logged once a minute. */
void connection_log_failure(struct db *s, const char *code, const char *text);

#endif
