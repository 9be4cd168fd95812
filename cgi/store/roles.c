#include "store/roles.h"

#include <stddef.h>
#include <string.h>

#include <sqlite3.h>

/* A right: these roles may do `action` to `table`, in `column` (NULL: any). */
struct grant {
  int action;
  const char *table, *column;
  unsigned roles;
};

enum {
  WRITERS = ROLE_WEB | ROLE_KEEPER | ROLE_COMMAND,
  AUTHORS = ROLE_KEEPER | ROLE_COMMAND
};

static const struct grant grants[] = {
    /* Everybody reads what readers see anyway, and the key that signs tokens. */
    {SQLITE_READ, "site", NULL, ROLE_ANY},
    {SQLITE_READ, "dependency", NULL, ROLE_ANY},
    {SQLITE_READ, "author", NULL, ROLE_ANY},
    {SQLITE_READ, "category", NULL, ROLE_ANY},
    {SQLITE_READ, "tag", NULL, ROLE_ANY},
    {SQLITE_READ, "article", NULL, ROLE_ANY},
    {SQLITE_READ, "article_body", NULL, ROLE_ANY},
    {SQLITE_READ, "article_category", NULL, ROLE_ANY},
    {SQLITE_READ, "article_tag", NULL, ROLE_ANY},
    {SQLITE_READ, "path", NULL, ROLE_ANY},
    {SQLITE_READ, "listing", NULL, ROLE_ANY},
    {SQLITE_READ, "listing_entry", NULL, ROLE_ANY},
    {SQLITE_READ, "listing_span", NULL, ROLE_ANY},
    {SQLITE_READ, "comment", NULL, ROLE_ANY},
    {SQLITE_READ, "comment_network", NULL, WRITERS},
    {SQLITE_READ, "comment_private", NULL, ROLE_COMMAND | ROLE_SENDER},

    /* Every write raises the numbers that pages depend on. */
    {SQLITE_UPDATE, "site", "change", WRITERS},
    {SQLITE_INSERT, "dependency", NULL, WRITERS},
    {SQLITE_UPDATE, "dependency", "change", WRITERS},

    /* A comment from the form. The private row goes in and never comes out. */
    {SQLITE_INSERT, "comment", NULL, ROLE_WEB | ROLE_COMMAND},
    {SQLITE_INSERT, "comment_private", NULL, ROLE_WEB | ROLE_COMMAND},
    {SQLITE_INSERT, "comment_network", NULL, ROLE_WEB | ROLE_COMMAND},
    {SQLITE_UPDATE, "article", "comment_count", ROLE_WEB | ROLE_COMMAND},

    /* What is due. */
    {SQLITE_UPDATE, "article", "status", AUTHORS},
    {SQLITE_UPDATE, "article", "position", AUTHORS},
    {SQLITE_UPDATE, "article", "permalink", AUTHORS},
    {SQLITE_UPDATE, "article", "comments_open", AUTHORS},
    {SQLITE_UPDATE, "article", "slug", AUTHORS},
    {SQLITE_INSERT, "path", NULL, AUTHORS},
    {SQLITE_UPDATE, "path", NULL, AUTHORS},
    {SQLITE_DELETE, "path", NULL, AUTHORS},
    {SQLITE_INSERT, "listing", NULL, AUTHORS},
    {SQLITE_UPDATE, "listing", "count", AUTHORS},
    {SQLITE_INSERT, "listing_entry", NULL, AUTHORS},
    {SQLITE_DELETE, "listing_entry", NULL, AUTHORS},
    {SQLITE_INSERT, "listing_span", NULL, AUTHORS},
    {SQLITE_UPDATE, "listing_span", "count", AUTHORS},
    {SQLITE_DELETE, "listing_span", NULL, AUTHORS},
    {SQLITE_DELETE, "comment_network", NULL, AUTHORS},

    /* The author. */
    {SQLITE_INSERT, "author", NULL, ROLE_COMMAND},
    {SQLITE_INSERT, "category", NULL, ROLE_COMMAND},
    {SQLITE_INSERT, "tag", NULL, ROLE_COMMAND},
    {SQLITE_INSERT, "article", NULL, ROLE_COMMAND},
    {SQLITE_UPDATE, "article", NULL, ROLE_COMMAND},
    {SQLITE_DELETE, "article", NULL, ROLE_COMMAND},
    {SQLITE_INSERT, "article_body", NULL, ROLE_COMMAND},
    {SQLITE_UPDATE, "article_body", NULL, ROLE_COMMAND},
    {SQLITE_DELETE, "article_body", NULL, ROLE_COMMAND},
    {SQLITE_INSERT, "article_category", NULL, ROLE_COMMAND},
    {SQLITE_DELETE, "article_category", NULL, ROLE_COMMAND},
    {SQLITE_INSERT, "article_tag", NULL, ROLE_COMMAND},
    {SQLITE_DELETE, "article_tag", NULL, ROLE_COMMAND},
    {SQLITE_UPDATE, "comment", NULL, ROLE_COMMAND},
    {SQLITE_DELETE, "comment", NULL, ROLE_COMMAND},
    {SQLITE_DELETE, "comment_private", NULL, ROLE_COMMAND},
    {SQLITE_UPDATE, "comment_private", NULL, ROLE_COMMAND},
};

static int is_granted(
    enum role role, int action, const char *table, const char *column) {
  for (size_t i = 0; i < sizeof grants / sizeof grants[0]; i++) {
    const struct grant *g = &grants[i];
    if (g->action == action && (g->roles & role) && strcmp(g->table, table) == 0 &&
        (!g->column || (column && strcmp(g->column, column) == 0)))
      return 1;
  }
  return 0;
}

/* The functions statements may call; load_extension and the like are not among them. */
static int is_function(const char *name) {
  static const char *const names[] = {
      "count", "max", "min", "sum", "coalesce", "length", "total", "like", "substr"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    if (strcmp(names[i], name) == 0)
      return 1;
  return 0;
}

int roles_authorize(void *context, int action, const char *a, const char *b,
    const char *database, const char *trigger) {
  enum role role = *(const enum role *)context;
  (void)trigger;
  int allowed = 0;
  switch (action) {
  case SQLITE_SELECT:
  case SQLITE_RECURSIVE:
  case SQLITE_TRANSACTION:
    allowed = 1;
    break;
  case SQLITE_FUNCTION:
    allowed = b && is_function(b);
    break;
  case SQLITE_READ:
    /* "" is a count of rows that names no column. */
    allowed =
        database && strcmp(database, "main") == 0 && is_granted(role, action, a, b);
    break;
  case SQLITE_INSERT:
  case SQLITE_UPDATE:
  case SQLITE_DELETE:
    allowed =
        database && strcmp(database, "main") == 0 && is_granted(role, action, a, b);
    break;
  default: /* PRAGMA, ATTACH, DDL, ... */
    break;
  }
  return allowed ? SQLITE_OK : SQLITE_DENY;
}
