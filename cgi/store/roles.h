/* Who may do what with the database: an allow-list that SQLite's authorizer asks while
 * a statement is prepared. What is not listed is refused. */
#ifndef STORE_ROLES_H
#define STORE_ROLES_H

/* Every connection is opened for one of these. */
enum role {
  ROLE_WEB = 1,    /* answers readers, takes comments */
  ROLE_KEEPER = 2, /* changes what is due: schedule, expiry, closing */
  ROLE_SENDER = 4, /* sends notices */
  ROLE_COMMAND = 8 /* the author at the command line */
};

enum { ROLE_ANY = ROLE_WEB | ROLE_KEEPER | ROLE_SENDER | ROLE_COMMAND };

/* For sqlite3_set_authorizer; `context` points to the connection's enum role. */
int roles_authorize(void *context, int action, const char *a, const char *b,
    const char *database, const char *trigger);

#endif
