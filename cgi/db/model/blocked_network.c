#include "db/model/blocked_network.h"

#include "db/connection.h"
#include "db/statement.h"

enum { HAS, ADD, REMOVE, EACH };

#define ADD_SQL "INSERT INTO blocked_network(network, created_at) VALUES (?, ?)"

static const struct statement_sql statements[] = {
    /* The index of the constraint UNIQUE serves this. */
    [HAS] = {ROLE_WEB | ROLE_COMMAND | ROLE_LINK,
        "SELECT id FROM blocked_network WHERE network = ?"},
    [ADD] = {ROLE_COMMAND, ADD_SQL},
    [REMOVE] = {ROLE_COMMAND, "DELETE FROM blocked_network WHERE id = ?"},
    [EACH] = {ROLE_COMMAND,
        "SELECT b.id, b.created_at, (SELECT count(*) FROM comment_network n"
        " WHERE n.network = b.network) FROM blocked_network b ORDER BY b.id DESC"},
};
static const struct statement_text statements_postgres[STATEMENT_COUNT(statements)] = {
    /* For statement_last_id. */
    [ADD] = {ADD_SQL " RETURNING id"},
};
const struct statement_table blocked_network_statements =
    STATEMENT_TABLE_POSTGRES(statements);

/* *id is 0 if it is not blocked. */
static enum err blocked_network_find(
    struct db *s, const uint8_t network[CRYPT_HASH], int64_t *id) {
  struct statement *st;
  bool found = false;
  enum err e = statement_get(s, TABLE_BLOCKED_NETWORK, HAS, &st);
  if (e)
    return e;
  statement_bind_blob(st, 1, network, CRYPT_HASH);
  *id = 0;
  return statement_number_if_any(s, st, &found, id);
}

enum err blocked_network_has(
    struct db *s, const uint8_t network[CRYPT_HASH], bool *out) {
  int64_t id;
  enum err e = blocked_network_find(s, network, &id);
  if (!e)
    *out = id != 0;
  return e;
}

enum err blocked_network_add(
    struct db *s, const uint8_t network[CRYPT_HASH], int64_t now, int64_t *id) {
  struct statement *st;
  int64_t known = 0;
  enum err e = blocked_network_find(s, network, &known);
  if (known)
    *id = known;
  if (e || known)
    return e ? e : ERR_EXISTS;
  e = statement_get(s, TABLE_BLOCKED_NETWORK, ADD, &st);
  if (e)
    return e;
  statement_bind_blob(st, 1, network, CRYPT_HASH);
  statement_bind_int(st, 2, now);
  e = statement_run(s, st);
  if (!e)
    *id = statement_last_id(s);
  return e;
}

enum err blocked_network_remove(struct db *s, int64_t id) {
  enum err e = statement_run_id(s, TABLE_BLOCKED_NETWORK, REMOVE, id);
  return !e && statement_changes(s) == 0 ? ERR_NOT_FOUND : e;
}

enum err blocked_network_each(
    struct db *s, blocked_network_visit *visit, void *context) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_BLOCKED_NETWORK, EACH, &st);
  if (e)
    return e;
  while (statement_next(s, st, &e)) {
    const struct blocked_network n = {
        statement_int(st, 0), statement_int(st, 1), statement_int(st, 2)};
    e = visit(context, &n);
  }
  return e;
}
