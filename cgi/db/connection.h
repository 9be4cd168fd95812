/* Inside db/ only: what a connection consists of. */
#ifndef DB_CONNECTION_H
#define DB_CONNECTION_H

#include <stdbool.h>
#include <stdint.h>

#include <sqlite3.h>

#include "base/crypt.h"
#include "db/roles.h"
#include "db/statement.h"
#include "db/txn.h"

/* The gate's statements that store.c needs as well; the texts are in gate.c. */
enum {
  TXN_READ_BEGIN,
  TXN_WRITE_BEGIN,
  TXN_COMMIT,
  TXN_ROLLBACK,
  TXN_SAVEPOINT_BEGIN,
  TXN_SAVEPOINT_END,
  TXN_SAVEPOINT_UNDO,
  TXN_RAISE,
  TXN_ADVANCE,
  TXN_INVALIDATE,
  TXN_REVISION,
  TXN_CLAIM,
  TXN_FOREIGN,
  TXN_COUNT
};

/* How long a process waits for another one to have written. */
enum { DB_BUSY_MS = 2000 };

/* What a change touches past this is too much to be taken away page by page. */
enum { TXN_INVALIDATED = 1000 };

struct db {
  sqlite3 *handle;
  int queue_fd; /* of txn_queue.c; -1: none */
  enum role role;
  bool tries_on;                   /* being opened: another way is left */
  bool writing;                    /* inside txn_begin … txn_commit */
  int64_t change;                  /* number of the change being written */
  struct txn_invalidated *touched; /* by it; TXN_INVALIDATED at most */
  size_t invalidated_count;
  bool invalidated_all;
  txn_before_commit *before_commit; /* NULL: none */
  txn_after *after;
  void *hook_context;
  uint8_t secret[CRYPT_KEY];
  sqlite3_stmt **prepared[TABLE_COUNT]; /* by table and number; NULL until used */
  char message[200];
  char logged[200];  /* the last failure in the log */
  int64_t logged_at; /* when, in seconds of the monotonic clock; 0: never */
};

/* Gives back what the gate holds of a connection that is being closed. */
void txn_free(struct db *s);

#endif
