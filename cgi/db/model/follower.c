#include "db/model/follower.h"

#include <ctype.h>

#include "base/limits.h"
#include "db/connection.h"
#include "db/statement.h"

enum {
  REQUEST_NEXT,
  REQUEST_REMOVE,
  FIND,
  ADD,
  FOLLOW,
  IS_CONFIRMED,
  TO_ASK,
  SET_ASKED,
  EMAIL,
  EXPIRE_WAITING,
  EXPIRE_ADDRESSES
};

#define ADD_SQL                                                                        \
  "INSERT INTO follower(address, email, asked_at, refused) VALUES (?, ?, 0, 0)"

static const struct statement_sql statements[] = {
    /* Rows of comments that are never approved stay until those are deleted, with them.
     * There are no more than comments that wait. */
    [REQUEST_NEXT] = {ROLE_SENDER,
        "SELECT r.comment_id, c.article_id, r.email, r.scope, r.proof_id"
        " FROM follow_request r JOIN comment c ON c.id = r.comment_id"
        " WHERE c.status = 'approve' ORDER BY r.comment_id LIMIT 1"},
    [REQUEST_REMOVE] = {ROLE_SENDER, "DELETE FROM follow_request WHERE comment_id = ?"},
    [FIND] = {ROLE_SENDER, "SELECT id FROM follower WHERE address = ?"},
    [ADD] = {ROLE_SENDER, ADD_SQL},
    [FOLLOW] = {ROLE_SENDER,
        "INSERT INTO follow(follower_id, article_id, comment_id, scope,"
        " created_at, confirmed_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"},
    [IS_CONFIRMED] = {ROLE_SENDER,
        "SELECT 1 FROM follow WHERE follower_id = ? AND comment_id = ?"
        " AND confirmed_at > 0"},
    /* By the index follow_waiting: no other rows are read. A time after now is from
     * before the clock was set back. */
    [TO_ASK] = {ROLE_SENDER,
        "SELECT p.id FROM follow f JOIN follower p ON p.id = f.follower_id"
        " WHERE f.confirmed_at = 0 AND (p.asked_at < ?1 OR p.asked_at > ?2) ORDER BY f.created_at LIMIT 1"},
    [SET_ASKED] = {ROLE_SENDER, "UPDATE follower SET asked_at = ?2 WHERE id = ?1"},
    [EMAIL] = {ROLE_SENDER, "SELECT email FROM follower WHERE id = ?"},
    [EXPIRE_WAITING] = {ROLE_SENDER,
        "DELETE FROM follow WHERE confirmed_at = 0 AND created_at < ?"},
    [EXPIRE_ADDRESSES] = {ROLE_SENDER,
        "DELETE FROM follower WHERE refused = 0 AND asked_at < ? AND NOT EXISTS"
        " (SELECT 1 FROM follow f WHERE f.follower_id = follower.id)"},
};
static const struct statement_text statements_postgres[STATEMENT_COUNT(statements)] = {
    /* For statement_last_id. */
    [ADD] = {ADD_SQL " RETURNING id"},
};
const struct statement_table follower_statements = STATEMENT_TABLE_POSTGRES(statements);

enum err follow_request_next(
    struct db *s, struct arena *a, struct follow_request *out) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_FOLLOWER, REQUEST_NEXT, &st);
  if (!e)
    e = statement_one(s, st);
  if (e)
    return e;
  struct follow_request r = {
      .comment_id = statement_int(st, 0),
      .article_id = statement_int(st, 1),
      .email = statement_text(a, st, 2),
      .scope = follow_scope_find(statement_chars(st, 3)),
      .proof_id = statement_int(st, 4),
  };
  statement_reset(st);
  if (!r.email)
    return ERR_NOMEM;
  *out = r;
  return OK;
}

enum err follow_request_remove(struct db *s, int64_t comment) {
  return statement_run_id(s, TABLE_FOLLOWER, REQUEST_REMOVE, comment);
}

/* Nobody has two mailboxes that differ in the case of letters only, whatever RFC 5321
 * section 2.4 allows, and browsers fill in either. */
static void follower_fold(const char *email, char out[LIMIT_EMAIL_BYTES + 1]) {
  size_t n = 0;
  for (; n < LIMIT_EMAIL_BYTES && email[n]; n++)
    out[n] = (char)tolower((unsigned char)email[n]);
  out[n] = '\0';
}

static enum err follower_find_folded(struct db *s, const char *address, int64_t *out) {
  struct statement *st;
  bool found = false;
  int64_t id = 0;
  enum err e = statement_get(s, TABLE_FOLLOWER, FIND, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, address);
  e = statement_number_if_any(s, st, &found, &id);
  if (!e)
    *out = found ? id : 0;
  return e;
}

enum err follower_find(struct db *s, const char *email, int64_t *out) {
  char address[LIMIT_EMAIL_BYTES + 1];
  follower_fold(email, address);
  return follower_find_folded(s, address, out);
}

enum err follower_find_or_add(struct db *s, const char *email, int64_t *out) {
  struct statement *st;
  char address[LIMIT_EMAIL_BYTES + 1];
  int64_t id = 0;
  follower_fold(email, address);
  enum err e = follower_find_folded(s, address, &id);
  if (!e && !id) {
    e = statement_get(s, TABLE_FOLLOWER, ADD, &st);
    if (e)
      return e;
    statement_bind_text(st, 1, address);
    statement_bind_text(st, 2, email);
    e = statement_run(s, st);
    id = statement_last_id(s);
  }
  if (!e)
    *out = id;
  return e;
}

enum err follow_add(struct db *s, const struct follow *f) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_FOLLOWER, FOLLOW, f->follower_id, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, f->article_id);
  statement_bind_int(st, 3, f->comment_id);
  statement_bind_text(st, 4, follow_scope_name(f->scope));
  statement_bind_int(st, 5, f->created_at);
  statement_bind_int(st, 6, f->confirmed_at);
  return statement_run(s, st);
}

enum err follow_is_confirmed(
    struct db *s, int64_t follower, int64_t comment, bool *out) {
  struct statement *st;
  int64_t one;
  enum err e = statement_get_id(s, TABLE_FOLLOWER, IS_CONFIRMED, follower, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, comment);
  return statement_number_if_any(s, st, out, &one);
}

enum err follower_to_ask(struct db *s, int64_t since, int64_t now, int64_t *out) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_FOLLOWER, TO_ASK, since, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, now);
  return statement_number(s, st, out);
}

enum err follower_set_asked(struct db *s, int64_t follower, int64_t now) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_FOLLOWER, SET_ASKED, follower, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, now);
  return statement_run(s, st);
}

enum err follower_email(
    struct db *s, struct arena *a, int64_t follower, const char **out) {
  struct statement *st;
  enum err e = statement_one_id(s, TABLE_FOLLOWER, EMAIL, follower, &st);
  if (e)
    return e;
  const char *email = statement_text(a, st, 0);
  statement_reset(st);
  if (!email)
    return ERR_NOMEM;
  *out = email;
  return OK;
}

enum err follow_expire(struct db *s, int64_t waiting, int64_t asked) {
  enum err e = statement_run_id(s, TABLE_FOLLOWER, EXPIRE_WAITING, waiting);
  return e ? e : statement_run_id(s, TABLE_FOLLOWER, EXPIRE_ADDRESSES, asked);
}
