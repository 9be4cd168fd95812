/* Who may do what with the database: an allow-list that SQLite's authorizer asks while
 * a statement is prepared. What is not listed is refused. */
#ifndef DB_ROLES_H
#define DB_ROLES_H

#include <stddef.h>

/* Every connection is opened for one of these. */
enum role {
  ROLE_WEB = 1,       /* answers readers, takes comments */
  ROLE_SCHEDULER = 2, /* changes what is due: schedule, expiry, closing */
  ROLE_SENDER = 4,    /* sends notices */
  ROLE_COMMAND = 8    /* the author at the command line */
};

enum { ROLE_ANY = ROLE_WEB | ROLE_SCHEDULER | ROLE_SENDER | ROLE_COMMAND };

/* A right: these roles may do `action` (SQLITE_READ, ...) to `table`, in `column`
 * (NULL: any). */
struct role_grant {
  int action;
  unsigned roles;
  const char *table, *column;
};

/* The allow-list, and the SQL functions that statements may call, ended by NULL. A test
 * asks of each of them that a statement needs it. */
extern const struct role_grant role_grants[];
extern const size_t role_grant_count;
extern const char *const role_functions[];

/* For sqlite3_set_authorizer; `context` points to the connection's enum role. */
int roles_authorize(void *context, int action, const char *a, const char *b,
    const char *database, const char *trigger);

#endif
