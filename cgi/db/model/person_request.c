#include "db/model/person_request.h"

#include <string.h>

#include "db/statement.h"

enum { ADD, NEXT, WAS_MAILED, SET_MAILED, REMOVE, EXPIRE, BY_ID };

#define COLUMNS "SELECT id, address, wish, created_at FROM person_request "

static const struct statement_sql statements[] = {
    [ADD] = {ROLE_WEB,
        "INSERT INTO person_request(address, wish, created_at, mailed_at)"
        " VALUES (?, ?, ?, 0)"},
    /* There are few rows: what is answered expires, and the web limits what is added.
     */
    [NEXT] = {ROLE_SENDER, COLUMNS "WHERE mailed_at = 0 ORDER BY id LIMIT 1"},
    [WAS_MAILED] = {ROLE_SENDER,
        "SELECT count(*) FROM person_request WHERE address = ?1 AND mailed_at > ?2"
        " AND mailed_at <= ?3"},
    [SET_MAILED] = {ROLE_SENDER,
        "UPDATE person_request SET mailed_at = ?2 WHERE id = ?1"},
    [REMOVE] = {ROLE_SENDER, "DELETE FROM person_request WHERE id = ?"},
    [EXPIRE] = {ROLE_SENDER,
        "DELETE FROM person_request WHERE created_at < ?1 OR created_at > ?2"},
    [BY_ID] = {ROLE_SENDER | ROLE_PERSON, COLUMNS "WHERE id = ?"},
};
const struct statement_table person_request_statements = STATEMENT_TABLE(statements);

static const char *const wishes[] = {
    [PERSON_WISH_COPY] = "copy", [PERSON_WISH_ERASE] = "erase"};

const char *person_wish_name(enum person_wish wish) {
  return wishes[wish];
}

bool person_wish_find(const char *name, enum person_wish *out) {
  for (enum person_wish i = PERSON_WISH_COPY; name && i <= PERSON_WISH_ERASE; i++)
    if (strcmp(name, wishes[i]) == 0) {
      *out = i;
      return true;
    }
  return false;
}

enum err person_request_add(struct db *s, const struct person_request *r) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_PERSON_REQUEST, ADD, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, r->address);
  statement_bind_text(st, 2, person_wish_name(r->wish));
  statement_bind_int(st, 3, r->created_at);
  return statement_run(s, st);
}

static enum err person_request_read(
    struct db *s, struct arena *a, struct statement *st, struct person_request *out) {
  enum err e = statement_one(s, st);
  if (e)
    return e;
  struct person_request r = {.id = statement_int(st, 0),
      .address = statement_text(a, st, 1),
      .created_at = statement_int(st, 3)};
  /* The table has no other words. */
  bool known = person_wish_find(statement_chars(st, 2), &r.wish);
  statement_reset(st);
  if (!r.address || !known)
    return ERR_NOMEM;
  *out = r;
  return OK;
}

enum err person_request_next(
    struct db *s, struct arena *a, struct person_request *out) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_PERSON_REQUEST, NEXT, &st);
  return e ? e : person_request_read(s, a, st, out);
}

enum err person_request_by_id(
    struct db *s, struct arena *a, int64_t id, struct person_request *out) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_PERSON_REQUEST, BY_ID, id, &st);
  return e ? e : person_request_read(s, a, st, out);
}

enum err person_request_was_mailed(
    struct db *s, const char *address, int64_t since, int64_t now, bool *out) {
  struct statement *st;
  int64_t count = 0;
  enum err e = statement_get(s, TABLE_PERSON_REQUEST, WAS_MAILED, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, address);
  statement_bind_int(st, 2, since);
  statement_bind_int(st, 3, now);
  e = statement_number(s, st, &count);
  if (!e)
    *out = count > 0;
  return e;
}

enum err person_request_set_mailed(struct db *s, int64_t id, int64_t now) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_PERSON_REQUEST, SET_MAILED, id, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, now);
  return statement_run(s, st);
}

enum err person_request_remove(struct db *s, int64_t id) {
  return statement_run_id(s, TABLE_PERSON_REQUEST, REMOVE, id);
}

enum err person_request_expire(struct db *s, int64_t before, int64_t after) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_PERSON_REQUEST, EXPIRE, before, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, after);
  return statement_run(s, st);
}
