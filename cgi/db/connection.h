/* Inside store/ only: what a connection consists of. */
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
  GATE_READ_BEGIN,
  GATE_WRITE_BEGIN,
  GATE_COMMIT,
  GATE_ROLLBACK,
  GATE_PART_BEGIN,
  GATE_PART_END,
  GATE_PART_UNDO,
  GATE_RAISE,
  GATE_LEAP,
  GATE_TOUCH,
  GATE_REVISION,
  GATE_CLAIM,
  GATE_FOREIGN,
  GATE_COUNT
};

/* How long a process waits for another one to have written. */
enum { STORE_BUSY_MS = 2000 };

/* What a change touches past this is too much to be taken away page by page. */
enum { GATE_TOUCHED = 1000 };

struct store {
  sqlite3 *db;
  int queue_fd; /* of gate_queue.c; -1: none */
  enum role role;
  bool tries_on;                /* being opened: another way is left */
  bool writing;                 /* inside gate_begin … gate_commit */
  int64_t change;               /* number of the change being written */
  struct gate_touched *touched; /* by it; GATE_TOUCHED at most */
  size_t touched_count;
  bool touched_all;
  gate_before_commit *before_commit; /* NULL: none */
  gate_after *after;
  void *hook_context;
  uint8_t secret[TOKEN_KEY];
  sqlite3_stmt **prepared[TABLE_COUNT]; /* by table and number; NULL until used */
  char message[200];
  char logged[200];  /* the last failure in the log */
  int64_t logged_at; /* when, in seconds of the monotonic clock; 0: never */
};

/* Gives back what the gate holds of a connection that is being closed. */
void gate_free(struct store *s);

#endif
