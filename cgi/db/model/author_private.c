#include "db/model/author_private.h"

#include "db/statement.h"

enum { GET, FIND, SET, REMOVE, EACH };

static const struct statement_sql statements[] = {
    [GET] = {ROLE_SENDER | ROLE_COMMAND,
        "SELECT email FROM author_private WHERE author_id = ?"},
    [FIND] = {ROLE_COMMAND, "SELECT id FROM author WHERE slug = ?"},
    [SET] = {ROLE_COMMAND,
        "INSERT INTO author_private(author_id, email) VALUES (?1, ?2)"
        " ON CONFLICT(author_id) DO UPDATE SET email = ?2"},
    [REMOVE] = {ROLE_COMMAND, "DELETE FROM author_private WHERE author_id = ?"},
    [EACH] = {ROLE_COMMAND,
        "SELECT a.slug, a.name, p.email FROM author a LEFT JOIN author_private p"
        " ON p.author_id = a.id ORDER BY a.name, a.id"},
};
const struct statement_table author_private_statements = STATEMENT_TABLE(statements);

enum err author_private_get(
    struct db *s, struct arena *a, int64_t author, const char **out) {
  struct statement *st;
  const char *email = "";
  enum err e = statement_get_id(s, TABLE_AUTHOR_PRIVATE, GET, author, &st);
  if (e)
    return e;
  if (statement_next(s, st, &e))
    email = statement_text(a, st, 0);
  statement_reset(st);
  if (!e && !email)
    e = ERR_NOMEM;
  if (!e)
    *out = email;
  return e;
}

enum err author_private_set(struct db *s, const char *slug, const char *email) {
  struct statement *st;
  int64_t id = 0;
  enum err e = statement_get(s, TABLE_AUTHOR_PRIVATE, FIND, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, slug);
  e = statement_number(s, st, &id);
  if (!e && !*email)
    return statement_run_id(s, TABLE_AUTHOR_PRIVATE, REMOVE, id);
  if (!e)
    e = statement_get_id(s, TABLE_AUTHOR_PRIVATE, SET, id, &st);
  if (e)
    return e;
  statement_bind_text(st, 2, email);
  return statement_run(s, st);
}

enum err author_private_each(
    struct db *s, struct arena *a, author_private_visit *visit, void *context) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_AUTHOR_PRIVATE, EACH, &st);
  if (e)
    return e;
  while (statement_next(s, st, &e)) {
    const char *slug = statement_text(a, st, 0), *name = statement_text(a, st, 1),
               *email = statement_text(a, st, 2);
    e = slug && name && email ? visit(context, slug, name, email) : ERR_NOMEM;
  }
  return e;
}
