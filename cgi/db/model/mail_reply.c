#include "db/model/mail_reply.h"

#include "db/connection.h"
#include "db/statement.h"

enum { USE, FORGET };

static const struct statement_sql statements[] = {
    [USE] = {ROLE_COMMAND,
        "INSERT INTO mail_reply(token, used_at) VALUES (?, ?) ON CONFLICT DO NOTHING"},
    [FORGET] = {ROLE_COMMAND, "DELETE FROM mail_reply WHERE used_at < ?"},
};
const struct statement_table mail_reply_statements = STATEMENT_TABLE(statements);

enum err mail_reply_use(struct db *s, const char *token, int64_t now, int64_t before) {
  struct statement *st;
  enum err e = statement_run_id(s, TABLE_MAIL_REPLY, FORGET, before);
  if (!e)
    e = statement_get(s, TABLE_MAIL_REPLY, USE, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, token);
  statement_bind_int(st, 2, now);
  e = statement_run(s, st);
  return !e && statement_changes(s) == 0 ? ERR_EXISTS : e;
}
