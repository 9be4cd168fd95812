#include "db/db_removal.h"

#include <string.h>

#include "db/connection.h"
#include "db/statement.h"

enum { COUNT };

static const struct statement_sql statements[] = {
    [COUNT] = {ROLE_SCHEDULER | ROLE_COMMAND | ROLE_LINK | ROLE_SENDER,
        "UPDATE site SET forgets = forgets + 1"},
};
const struct statement_table db_removal_statements = STATEMENT_TABLE(statements);

static const char *const db_removal_tables[] = {"comment", "comment_private",
    "comment_network", "mail", "follower", "follow", "follow_request", "author_private",
    "thanks_network", "person_request"};

bool db_removal_is_noticed(const char *table) {
  for (size_t i = 0; i < sizeof db_removal_tables / sizeof db_removal_tables[0]; i++)
    if (strcmp(db_removal_tables[i], table) == 0)
      return true;
  return false;
}

void db_removal_note(struct db *s) {
  s->removes = true;
  s->forgets = true;
}

enum err db_removal_count(struct db *s) {
  struct statement *st;
  if (!s->removes)
    return OK;
  enum err e = statement_get(s, TABLE_DB_REMOVAL, COUNT, &st);
  return e ? e : statement_run(s, st);
}
