#include "db/postgres/postgres_roles.h"

#include <stdio.h>
#include <string.h>

#include <libpq-fe.h>
#include <sqlite3.h>

/* A connection for two roles at once has the user "person", with the rights of both. */
static const struct {
  enum role role;
  const char *name;
} postgres_roles[] = {{ROLE_WEB, "web"}, {ROLE_SCHEDULER, "scheduler"},
    {ROLE_SENDER, "sender"}, {ROLE_LINK, "link"}, {ROLE_PERSON_LINK, "person"}};

enum { ROLES = sizeof postgres_roles / sizeof postgres_roles[0] };

/* What only SQLite has: the tables of FTS5, and those that are no tables. */
static const char *const postgres_absent[] = {"search_head", "search_content",
    "search_head_content", "search_docsize", "search_head_docsize", "search_idx",
    "search_head_idx", "search_data", "search_head_data", "search_config",
    "search_head_config", "search_word", "search_head_word", "json_each",
    "sqlite_master"};

static bool postgres_has_table(const char *table) {
  for (size_t i = 0; i < sizeof postgres_absent / sizeof postgres_absent[0]; i++)
    if (strcmp(postgres_absent[i], table) == 0)
      return false;
  return true;
}

static const char *postgres_right(int action) {
  switch (action) {
  case SQLITE_READ:
    return "SELECT";
  case SQLITE_INSERT:
    return "INSERT";
  case SQLITE_UPDATE:
    return "UPDATE";
  case SQLITE_DELETE:
    return "DELETE";
  default: /* a pragma */
    return NULL;
  }
}

/* The user of an address, which may name none: then it is libpq's default, that of the
 * operating system or $PGUSER. */
static const char *postgres_user_of(const PQconninfoOption *options) {
  for (; options && options->keyword; options++)
    if (strcmp(options->keyword, "user") == 0)
      return options->val;
  return NULL;
}

enum err postgres_user(const char *address, enum role role, char out[POSTGRES_USER],
    char *why, size_t why_size) {
  char *problem = NULL;
  PQconninfoOption *given = PQconninfoParse(address, &problem);
  PQconninfoOption *defaults = given ? PQconndefaults() : NULL;
  const char *user = postgres_user_of(given), *end = NULL;
  enum err e = given ? OK : ERR_CONFIG;
  user = user ? user : postgres_user_of(defaults);
  if (e)
    /* What libpq says has parts of the address, which may be a password. */
    snprintf(why, why_size,
        "this is not a valid address: postgresql://USER@HOST/DATABASE, in which other"
        " characters are written as in a URL");
  for (size_t i = 0; i < ROLES; i++)
    if (postgres_roles[i].role == role)
      end = postgres_roles[i].name;
  if (!e && snprintf(out, POSTGRES_USER, "%s%s%s", user ? user : "", end ? "_" : "",
                end ? end : "") >= POSTGRES_USER) {
    snprintf(why, why_size, "the name of the user is too long");
    e = ERR_CONFIG;
  }
  PQfreemem(problem);
  PQconninfoFree(given);
  PQconninfoFree(defaults);
  return e;
}

/* Appends a string between quotes that are doubled in it. */
static void postgres_quote(
    struct buf *out, char quote, const char *owner, const char *role) {
  buf_putc(out, quote);
  for (; *owner; owner++) {
    if (*owner == quote)
      buf_putc(out, quote);
    buf_putc(out, *owner);
  }
  buf_printf(out, "_%s%c", role, quote);
}

static void postgres_grant_user(struct buf *out, const char *owner, const char *role) {
  postgres_quote(out, '"', owner, role);
}

/* There is no CREATE ROLE IF NOT EXISTS. Users belong to the server: another database
 * of the same owner may have made them. */
void postgres_create_users(struct buf *out, const char *owner) {
  for (size_t i = 0; i < ROLES; i++) {
    buf_puts(
        out, "DO $do$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = ");
    postgres_quote(out, '\'', owner, postgres_roles[i].name);
    buf_puts(out, ") THEN CREATE ROLE ");
    postgres_grant_user(out, owner, postgres_roles[i].name);
    buf_puts(out, " LOGIN; END IF; END $do$;\n");
  }
}

static void postgres_grant(
    struct buf *out, const struct role_grant *g, const char *owner) {
  const char *right = postgres_right(g->action);
  if (!right || !postgres_has_table(g->table))
    return;
  for (size_t i = 0; i < ROLES; i++) {
    if (!(postgres_roles[i].role & g->roles))
      continue;
    buf_printf(out, g->column ? "GRANT %s (%s) ON %s TO " : "GRANT %s%s ON %s TO ",
        right, g->column ? g->column : "", g->table);
    postgres_grant_user(out, owner, postgres_roles[i].name);
    buf_puts(out, ";\n");
  }
}

/* The owner has all rights on its tables anyway. */
void postgres_grants(struct buf *out, const char *owner) {
  for (size_t i = 0; i < ROLES; i++) {
    buf_puts(out, "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ");
    postgres_grant_user(out, owner, postgres_roles[i].name);
    buf_puts(out, ";\nGRANT SELECT ON schema_version TO ");
    postgres_grant_user(out, owner, postgres_roles[i].name);
    buf_puts(out, ";\nGRANT SELECT (secret) ON site TO ");
    postgres_grant_user(out, owner, postgres_roles[i].name);
    buf_puts(out, ";\n");
  }
  for (size_t i = 0; i < role_grant_count; i++)
    postgres_grant(out, &role_grants[i], owner);
}
