#include "db/model/follow.h"

#include <string.h>

#include "db/statement.h"

enum { REQUEST, LIST, GET, CONFIRM, END, END_ALL, REFUSE, IS_REFUSED, EACH_OF };

/* A page lists so many. Those who follow more see the others once these are ended. */
enum { MOST = 100 };

#define COLUMNS                                                                        \
  "SELECT id, follower_id, article_id, comment_id, scope, created_at, confirmed_at"    \
  " FROM follow "

static const struct statement_sql statements[] = {
    [REQUEST] = {ROLE_WEB,
        "INSERT INTO follow_request(comment_id, email, scope, proof_id)"
        " VALUES (?, ?, ?, ?)"},
    [LIST] = {ROLE_LINK | ROLE_SENDER | ROLE_COMMAND,
        COLUMNS "WHERE follower_id = ? ORDER BY id DESC LIMIT ?"},
    [GET] = {ROLE_LINK | ROLE_COMMAND, COLUMNS "WHERE id = ?"},
    [CONFIRM] = {ROLE_LINK,
        "UPDATE follow SET confirmed_at = ?2 WHERE follower_id = ?1 AND confirmed_at = 0"},
    [END] = {ROLE_LINK, "DELETE FROM follow WHERE follower_id = ? AND id = ?"},
    [END_ALL] = {ROLE_LINK | ROLE_COMMAND, "DELETE FROM follow WHERE follower_id = ?"},
    [REFUSE] = {ROLE_LINK, "UPDATE follower SET refused = ?2 WHERE id = ?1"},
    [IS_REFUSED] = {ROLE_LINK | ROLE_SENDER,
        "SELECT refused FROM follower WHERE id = ?"},
    [EACH_OF] = {ROLE_SENDER, COLUMNS "WHERE article_id = ? AND confirmed_at > 0"},
};
const struct statement_table follow_statements = STATEMENT_TABLE(statements);

static const char *const names[] = {
    [FOLLOW_NONE] = "", [FOLLOW_REPLIES] = "replies", [FOLLOW_ALL] = "all"};

const char *follow_scope_name(enum follow_scope scope) {
  return names[scope];
}

enum follow_scope follow_scope_find(const char *name) {
  for (enum follow_scope i = FOLLOW_REPLIES; name && i <= FOLLOW_ALL; i++)
    if (strcmp(name, names[i]) == 0)
      return i;
  return FOLLOW_NONE;
}

static struct follow follow_of_row(struct statement *st) {
  return (struct follow){
      .id = statement_int(st, 0),
      .follower_id = statement_int(st, 1),
      .article_id = statement_int(st, 2),
      .comment_id = statement_int(st, 3),
      .scope = follow_scope_find(statement_chars(st, 4)),
      .created_at = statement_int(st, 5),
      .confirmed_at = statement_int(st, 6),
  };
}

enum err follow_request_add(struct db *s, int64_t comment, const char *email,
    enum follow_scope scope, int64_t proof_id) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_FOLLOW, REQUEST, comment, &st);
  if (e)
    return e;
  statement_bind_text(st, 2, email);
  statement_bind_text(st, 3, follow_scope_name(scope));
  statement_bind_int(st, 4, proof_id);
  return statement_run(s, st);
}

enum err follow_list(struct db *s, struct arena *a, int64_t follower,
    struct follow **out, size_t *count) {
  struct statement *st;
  size_t n = 0;
  struct follow *list = arena_alloc(a, MOST * sizeof *list);
  if (!list)
    return ERR_NOMEM;
  enum err e = statement_get_id(s, TABLE_FOLLOW, LIST, follower, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, MOST);
  while (statement_next(s, st, &e))
    list[n++] = follow_of_row(st);
  if (e)
    return e;
  *out = list;
  *count = n;
  return OK;
}

enum err follow_get(struct db *s, int64_t id, struct follow *out) {
  struct statement *st;
  enum err e = statement_one_id(s, TABLE_FOLLOW, GET, id, &st);
  if (e)
    return e;
  *out = follow_of_row(st);
  statement_reset(st);
  return OK;
}

enum err follow_confirm(struct db *s, int64_t follower, int64_t now) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_FOLLOW, CONFIRM, follower, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, now);
  return statement_run(s, st);
}

/* The follower is named as well: a link is for one follower, and must not end what
 * another one follows. */
enum err follow_end(struct db *s, int64_t follower, int64_t id) {
  struct statement *st;
  if (!id)
    return statement_run_id(s, TABLE_FOLLOW, END_ALL, follower);
  enum err e = statement_get_id(s, TABLE_FOLLOW, END, follower, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, id);
  return statement_run(s, st);
}

enum err follow_refuse(struct db *s, int64_t follower, bool refused) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_FOLLOW, REFUSE, follower, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, refused);
  e = statement_run(s, st);
  return e || !refused ? e : follow_end(s, follower, 0);
}

enum err follow_is_refused(struct db *s, int64_t follower, bool *out) {
  struct statement *st;
  int64_t refused = 0;
  enum err e = statement_get_id(s, TABLE_FOLLOW, IS_REFUSED, follower, &st);
  if (!e)
    e = statement_number(s, st, &refused);
  if (!e)
    *out = refused != 0;
  return e;
}

enum err follow_each_of(
    struct db *s, int64_t article, follow_visit *visit, void *context) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_FOLLOW, EACH_OF, article, &st);
  if (e)
    return e;
  while (statement_next(s, st, &e)) {
    const struct follow f = follow_of_row(st);
    e = visit(context, &f);
  }
  return e;
}
