#include "db/model/mail_event.h"

#include "db/statement.h"

enum { ADD, NEXT, REMOVE };

/* Those who add events cannot read them: an event says who follows what. */
static const struct statement_sql statements[] = {
    [ADD] = {ROLE_ANY,
        "INSERT INTO mail_event(kind, comment_id, subject_id, created_at)"
        " VALUES (?, ?, ?, ?)"},
    [NEXT] = {ROLE_SENDER, "SELECT id, kind, comment_id, subject_id, created_at"
                           " FROM mail_event ORDER BY id LIMIT 1"},
    [REMOVE] = {ROLE_SENDER, "DELETE FROM mail_event WHERE id = ?"},
};
const struct statement_table mail_event_statements = STATEMENT_TABLE(statements);

enum err mail_event_add(struct db *s, const struct mail_event *event) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_MAIL_EVENT, ADD, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, event->kind);
  statement_bind_int(st, 2, event->comment_id);
  statement_bind_int(st, 3, event->subject_id);
  statement_bind_int(st, 4, event->created_at);
  return statement_run(s, st);
}

enum err mail_event_next(
    struct db *s, struct arena *a, struct mail_event *out, bool *found) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_MAIL_EVENT, NEXT, &st);
  if (e)
    return e;
  bool has = statement_next(s, st, &e);
  struct mail_event event = {0};
  if (has)
    event = (struct mail_event){statement_int(st, 0), statement_text(a, st, 1),
        statement_int(st, 2), statement_int(st, 3), statement_int(st, 4)};
  statement_reset(st);
  if (!e && has && !event.kind)
    e = ERR_NOMEM;
  if (e)
    return e;
  *out = event;
  *found = has;
  return OK;
}

enum err mail_event_remove(struct db *s, int64_t id) {
  return statement_run_id(s, TABLE_MAIL_EVENT, REMOVE, id);
}
