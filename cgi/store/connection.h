/* Inside store/ only: what a connection consists of. */
#ifndef STORE_CONNECTION_H
#define STORE_CONNECTION_H

#include <stdbool.h>
#include <stdint.h>

#include <sqlite3.h>

#include "base/token.h"
#include "store/roles.h"
#include "store/statement.h"

/* The gate's statements that store.c needs as well; the texts are in gate.c. */
enum {
  GATE_READ_BEGIN,
  GATE_WRITE_BEGIN,
  GATE_COMMIT,
  GATE_ROLLBACK,
  GATE_RAISE,
  GATE_TOUCH,
  GATE_REVISION,
  GATE_COUNT
};

struct store {
  sqlite3 *db;
  enum role role;
  bool writing;   /* inside gate_begin … gate_commit */
  int64_t change; /* number of the change being written */
  uint8_t secret[TOKEN_KEY];
  sqlite3_stmt **prepared[TABLE_COUNT]; /* by table and number; NULL until used */
  char message[200];
  char logged[200];  /* the last failure in the log */
  int64_t logged_at; /* when, in seconds of the monotonic clock; 0: never */
};

#endif
