/* What each role may do with the database: an allow-list, which SQLite's authorizer
 * consults while it prepares a statement. Everything else is refused. */
#ifndef DB_ROLES_H
#define DB_ROLES_H

#include <stddef.h>

/* Every connection is opened for one of these. */
enum role {
  ROLE_WEB = 1,       /* serves readers, accepts comments */
  ROLE_SCHEDULER = 2, /* publishes, withdraws and closes comments when it is time */
  ROLE_SENDER = 4,    /* sends notifications */
  ROLE_COMMAND = 8,   /* the author at the command line */
  ROLE_LINK = 16,     /* does what the holder of a valid signed link asks for, and shows
                         the pages of others that mention one of ours as comments */
  /* Exports and erases what is stored about one person, who has a signed link. Opened
   * together with ROLE_LINK, whose rights it needs. */
  ROLE_PERSON = 32,
  ROLE_PERSON_LINK = ROLE_PERSON | ROLE_LINK
};

enum { ROLE_ANY = ROLE_WEB | ROLE_SCHEDULER | ROLE_SENDER | ROLE_COMMAND | ROLE_LINK };

/* A right: these roles may do `action` (SQLITE_READ, ...) to `table`, in `column`
 * (NULL: any). */
struct role_grant {
  int action;
  unsigned roles;
  const char *table, *column;
};

/* The allow-list, and the SQL functions that statements may call, ended by NULL. Tests
 * check that every right is needed. */
extern const struct role_grant role_grants[];
extern const size_t role_grant_count;
extern const char *const role_functions[];

/* The callback for sqlite3_set_authorizer. `context` points to the connection's enum
 * role. */
int roles_authorize(void *context, int action, const char *a, const char *b,
    const char *database, const char *trigger);

#endif
