#include "db/roles.h"

#include <string.h>

#include <sqlite3.h>

enum {
  WRITERS = ROLE_WEB | ROLE_SCHEDULER | ROLE_COMMAND,
  AUTHORS = ROLE_SCHEDULER | ROLE_COMMAND
};

/* The point of the list is what is missing from it. Whatever a visitor manages to
 * inject, the web's connection has no right to read email addresses, to change an
 * article's text or to attach a database. tests/unit/db/roles_test.c fails for a right
 * that no statement of the role needs, so the list cannot grow by habit. */
const struct role_grant role_grants[] = {
    /* What readers see anyway. */
    {SQLITE_READ, ROLE_ANY, "dependency", NULL},
    {SQLITE_READ, ROLE_ANY, "cache_record", NULL},
    {SQLITE_READ, ROLE_ANY, "author", NULL},
    {SQLITE_READ, ROLE_ANY, "category", NULL},
    {SQLITE_READ, ROLE_ANY, "tag", NULL},
    {SQLITE_READ, ROLE_ANY, "article", NULL},
    {SQLITE_READ, ROLE_ANY, "article_body", NULL},
    {SQLITE_READ, ROLE_ANY, "article_category", NULL},
    {SQLITE_READ, ROLE_ANY, "article_tag", NULL},
    {SQLITE_READ, ROLE_ANY, "path", NULL},
    {SQLITE_READ, ROLE_ANY, "redirect", NULL},
    {SQLITE_READ, ROLE_ANY, "listing", NULL},
    {SQLITE_READ, ROLE_ANY, "listing_entry", NULL},
    {SQLITE_READ, ROLE_ANY, "listing_bucket", NULL},
    {SQLITE_READ, ROLE_ANY, "comment", NULL},
    {SQLITE_READ, WRITERS, "related", NULL},
    {SQLITE_READ, WRITERS, "search", NULL},
    {SQLITE_READ, WRITERS, "search_head", NULL},
    {SQLITE_READ, WRITERS, "search_entry", NULL},
    {SQLITE_READ, WRITERS, "search_word", NULL},
    /* The tables in which FTS5 keeps its index; it asks for them at run time. */
    {SQLITE_READ, WRITERS, "search_content", NULL},
    {SQLITE_READ, AUTHORS, "search_head_content", NULL},
    {SQLITE_READ, WRITERS, "search_docsize", NULL},
    {SQLITE_READ, WRITERS, "search_head_docsize", NULL},
    {SQLITE_READ, WRITERS, "search_idx", NULL},
    {SQLITE_READ, WRITERS, "search_head_idx", NULL},
    {SQLITE_PRAGMA, WRITERS, "data_version", NULL},
    /* For the rate limit. The networks are keyed hashes, not addresses. */
    {SQLITE_READ, WRITERS, "comment_network", NULL},
    {SQLITE_READ, ROLE_COMMAND | ROLE_SENDER, "comment_private", NULL},

    /* Every write raises the numbers that pages depend on. */
    {SQLITE_READ, WRITERS, "site", "change"},
    {SQLITE_READ, WRITERS, "site", "feed_base"},
    {SQLITE_UPDATE, AUTHORS, "site", "feed_base"},
    {SQLITE_READ, AUTHORS, "site", "closing_days"},
    {SQLITE_READ, AUTHORS, "site", "closed_until"},
    {SQLITE_UPDATE, AUTHORS, "site", "closing_days"},
    {SQLITE_UPDATE, AUTHORS, "site", "closed_until"},
    {SQLITE_READ, AUTHORS, "site", "excerpt_version"},
    {SQLITE_READ, AUTHORS, "site", "excerpt_until"},
    {SQLITE_UPDATE, AUTHORS, "site", "excerpt_version"},
    {SQLITE_UPDATE, AUTHORS, "site", "excerpt_until"},
    {SQLITE_UPDATE, AUTHORS, "article", "excerpt"},
    {SQLITE_UPDATE, WRITERS, "site", "change"},
    {SQLITE_INSERT, WRITERS, "dependency", NULL},
    {SQLITE_UPDATE, WRITERS, "dependency", "change"},
    /* For its epoch and the count of claimed rows. The triggers that count rows need
     * the right too. */
    {SQLITE_UPDATE, WRITERS, "cache_record", NULL},

    /* A comment from the form. The web may insert the private row, but never read it.
     */
    {SQLITE_INSERT, ROLE_WEB | ROLE_COMMAND, "comment", NULL},
    {SQLITE_INSERT, ROLE_WEB | ROLE_COMMAND, "comment_private", NULL},
    {SQLITE_INSERT, ROLE_WEB | ROLE_COMMAND, "comment_network", NULL},
    {SQLITE_INSERT, ROLE_WEB | ROLE_COMMAND, "comment_verdict", NULL},
    {SQLITE_READ, WRITERS, "comment_rate", NULL},
    {SQLITE_INSERT, ROLE_WEB | ROLE_COMMAND, "comment_rate", NULL},
    {SQLITE_UPDATE, ROLE_WEB | ROLE_COMMAND, "comment_rate", "due"},
    {SQLITE_UPDATE, ROLE_WEB | ROLE_COMMAND, "article", "comment_count"},

    /* Scheduled changes, by the scheduler and the command. */
    {SQLITE_UPDATE, AUTHORS, "article", "status"},
    {SQLITE_UPDATE, AUTHORS, "article", "position"},
    {SQLITE_UPDATE, AUTHORS, "article", "permalink"},
    {SQLITE_UPDATE, AUTHORS, "article", "slug"},
    {SQLITE_INSERT, AUTHORS, "path", NULL},
    {SQLITE_UPDATE, AUTHORS, "path", NULL},
    {SQLITE_INSERT, AUTHORS, "listing", NULL},
    {SQLITE_UPDATE, AUTHORS, "listing", "count"},
    {SQLITE_INSERT, AUTHORS, "listing_entry", NULL},
    {SQLITE_DELETE, AUTHORS, "listing_entry", NULL},
    {SQLITE_INSERT, AUTHORS, "listing_bucket", NULL},
    {SQLITE_UPDATE, AUTHORS, "listing_bucket", "count"},
    {SQLITE_DELETE, AUTHORS, "listing_bucket", NULL},
    {SQLITE_DELETE, AUTHORS, "comment_network", NULL},
    {SQLITE_DELETE, AUTHORS, "comment_rate", NULL},

    /* Related articles. */
    {SQLITE_INSERT, AUTHORS, "related", NULL},
    {SQLITE_DELETE, AUTHORS, "related", NULL},
    {SQLITE_READ, AUTHORS, "related_key", NULL},
    {SQLITE_INSERT, AUTHORS, "related_key", NULL},
    {SQLITE_DELETE, AUTHORS, "related_key", NULL},
    {SQLITE_READ, AUTHORS, "related_due", NULL},
    {SQLITE_INSERT, AUTHORS, "related_due", NULL},
    {SQLITE_DELETE, AUTHORS, "related_due", NULL},

    /* The search index. */
    {SQLITE_READ, AUTHORS, "search_due", NULL},
    {SQLITE_INSERT, AUTHORS, "search_due", NULL},
    {SQLITE_DELETE, AUTHORS, "search_due", NULL},
    {SQLITE_INSERT, AUTHORS, "search_entry", NULL},
    {SQLITE_DELETE, AUTHORS, "search_entry", NULL},
    {SQLITE_INSERT, AUTHORS, "search", NULL},
    {SQLITE_INSERT, AUTHORS, "search_head", NULL},
    {SQLITE_DELETE, AUTHORS, "search", NULL},
    {SQLITE_DELETE, AUTHORS, "search_head", NULL},
    {SQLITE_INSERT, AUTHORS, "search_content", NULL},
    {SQLITE_INSERT, AUTHORS, "search_head_content", NULL},
    {SQLITE_DELETE, AUTHORS, "search_content", NULL},
    {SQLITE_DELETE, AUTHORS, "search_head_content", NULL},
    {SQLITE_INSERT, AUTHORS, "search_docsize", NULL},
    {SQLITE_INSERT, AUTHORS, "search_head_docsize", NULL},
    {SQLITE_DELETE, AUTHORS, "search_docsize", NULL},
    {SQLITE_DELETE, AUTHORS, "search_head_docsize", NULL},
    {SQLITE_INSERT, AUTHORS, "search_idx", NULL},
    {SQLITE_INSERT, AUTHORS, "search_head_idx", NULL},
    {SQLITE_DELETE, AUTHORS, "search_idx", NULL},
    {SQLITE_DELETE, AUTHORS, "search_head_idx", NULL},
    {SQLITE_READ, AUTHORS, "search_data", NULL},
    {SQLITE_READ, AUTHORS, "search_head_data", NULL},
    {SQLITE_INSERT, AUTHORS, "search_data", NULL},
    {SQLITE_INSERT, AUTHORS, "search_head_data", NULL},
    {SQLITE_DELETE, AUTHORS, "search_data", NULL},
    {SQLITE_DELETE, AUTHORS, "search_head_data", NULL},
    /* For the FTS5 command 'rebuild', which "pamphlet upgrade" runs. */
    {SQLITE_READ, ROLE_COMMAND, "search_config", NULL},
    {SQLITE_READ, ROLE_COMMAND, "search_head_config", NULL},
    {SQLITE_INSERT, ROLE_COMMAND, "search_config", NULL},
    {SQLITE_INSERT, ROLE_COMMAND, "search_head_config", NULL},
    {SQLITE_READ, AUTHORS, "search_state", NULL},
    {SQLITE_UPDATE, AUTHORS, "search_state", NULL},

    /* The author at the command line. */
    {SQLITE_INSERT, ROLE_COMMAND, "author", NULL},
    {SQLITE_INSERT, ROLE_COMMAND, "redirect", NULL},
    {SQLITE_UPDATE, ROLE_COMMAND, "redirect", NULL},
    {SQLITE_DELETE, ROLE_COMMAND, "redirect", NULL},
    {SQLITE_INSERT, ROLE_COMMAND, "category", NULL},
    {SQLITE_INSERT, ROLE_COMMAND, "tag", NULL},
    {SQLITE_INSERT, ROLE_COMMAND, "article", NULL},
    {SQLITE_UPDATE, ROLE_COMMAND, "article", NULL},
    {SQLITE_DELETE, ROLE_COMMAND, "article", NULL},
    {SQLITE_INSERT, ROLE_COMMAND, "article_body", NULL},
    {SQLITE_UPDATE, ROLE_COMMAND, "article_body", NULL},
    {SQLITE_DELETE, ROLE_COMMAND, "article_body", NULL},
    {SQLITE_INSERT, ROLE_COMMAND, "article_category", NULL},
    {SQLITE_DELETE, ROLE_COMMAND, "article_category", NULL},
    {SQLITE_INSERT, ROLE_COMMAND, "article_tag", NULL},
    {SQLITE_DELETE, ROLE_COMMAND, "article_tag", NULL},
    {SQLITE_UPDATE, ROLE_COMMAND, "comment", NULL},
    {SQLITE_DELETE, ROLE_COMMAND, "comment", NULL},
    {SQLITE_DELETE, ROLE_COMMAND, "comment_private", NULL},
    {SQLITE_READ, ROLE_COMMAND, "comment_verdict", NULL},
    {SQLITE_DELETE, ROLE_COMMAND, "comment_verdict", NULL},
    {SQLITE_READ, ROLE_COMMAND, "comment_deleted", NULL},
    {SQLITE_INSERT, ROLE_COMMAND, "comment_deleted", NULL},
    {SQLITE_DELETE, ROLE_COMMAND, "comment_deleted", NULL},
    {SQLITE_READ, ROLE_COMMAND, "sqlite_master", NULL},
    {SQLITE_PRAGMA, ROLE_COMMAND, "integrity_check", NULL},
    {SQLITE_PRAGMA, ROLE_COMMAND, "foreign_key_check", NULL},
    {SQLITE_PRAGMA, ROLE_COMMAND, "quick_check", NULL},
};
const size_t role_grant_count = sizeof role_grants / sizeof role_grants[0];

/* Functions such as load_extension, readfile or fts3_tokenizer are not among them. */
const char *const role_functions[] = {
    "count", "max", "sum", "coalesce", "match", "relevance", NULL};

/* Linear, but statements are prepared once per connection and then kept. */
static int roles_is_granted(
    enum role role, int action, const char *table, const char *column) {
  for (size_t i = 0; i < role_grant_count; i++) {
    const struct role_grant *g = &role_grants[i];
    if (g->action == action && (g->roles & role) && strcmp(g->table, table) == 0 &&
        (!g->column || (column && strcmp(g->column, column) == 0)))
      return 1;
  }
  return 0;
}

static int roles_is_function(const char *name) {
  for (const char *const *known = role_functions; *known; known++)
    if (strcmp(*known, name) == 0)
      return 1;
  return 0;
}

int roles_authorize(void *context, int action, const char *a, const char *b,
    const char *database, const char *trigger) {
  enum role role = *(const enum role *)context;
  /* What a trigger does is subject to the same rights: a role needs those of the
   * triggers that it sets off. */
  (void)trigger;
  int allowed = 0;
  switch (action) {
  /* These touch no table by themselves: SQLite asks for each table that they read or
   * change. */
  case SQLITE_SELECT:
  case SQLITE_TRANSACTION:
  case SQLITE_SAVEPOINT:
    allowed = 1;
    break;
  case SQLITE_FUNCTION:
    /* For a function, `a` is NULL and `b` its name. */
    allowed = b && roles_is_function(b);
    break;
  case SQLITE_READ:
  case SQLITE_INSERT:
  case SQLITE_UPDATE:
  case SQLITE_DELETE:
    /* For a read of the rowid alone, as in count(*), SQLite passes "" for the column
     * and no database. */
    allowed = (database ? strcmp(database, "main") == 0 : b && !*b) &&
              roles_is_granted(role, action, a, b);
    break;
  case SQLITE_PRAGMA:
    /* `b` is the pragma's argument: with one, it could change a setting. */
    allowed = !b && roles_is_granted(role, action, a, NULL);
    break;
  default: /* ATTACH, DDL, ... */
    break;
  }
  /* With SQLITE_IGNORE a forbidden column would read as NULL; DENY makes it an
   * error. */
  return allowed ? SQLITE_OK : SQLITE_DENY;
}
