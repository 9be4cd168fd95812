#include "db/model/mail.h"

#include <string.h>

#include "db/connection.h"
#include "db/statement.h"

enum {
  ADD,
  BY_ID,
  BY_MESSAGE_ID,
  DUE,
  EACH,
  EACH_OF,
  COUNT,
  START,
  SET,
  RETRY,
  HOLD,
  DROP_EVENTS,
  REMOVE,
  FORGET,
  DATA_VERSION
};

enum { OWNERS = ROLE_SENDER | ROLE_COMMAND };

#define COLUMNS                                                                        \
  "SELECT id, kind, recipient, comment_id, subject_id, state, attempts, due_at,"       \
  " created_at, changed_at, reason, message_id FROM mail "

#define ADD_SQL                                                                        \
  "INSERT INTO mail(kind, recipient, comment_id, subject_id, due_at,"                  \
  " created_at, state, changed_at) VALUES (?, ?, ?, ?, ?, ?6, 'queued', ?6) ON CONFLICT DO NOTHING"

static const struct statement_sql statements[] = {
    [ADD] = {ROLE_SENDER, ADD_SQL},
    [BY_ID] = {OWNERS, COLUMNS "WHERE id = ?"},
    [BY_MESSAGE_ID] = {ROLE_COMMAND, COLUMNS "WHERE message_id = ?"},
    /* In the order of mail_due: usually the first row decides. */
    [DUE] = {ROLE_SENDER,
        COLUMNS "WHERE state = 'queued' AND (due_at <= ?1 OR due_at > ?2)"
                " ORDER BY due_at LIMIT 1"},
    [EACH] = {OWNERS, COLUMNS "ORDER BY id"},
    [EACH_OF] = {OWNERS, COLUMNS "WHERE state = ? ORDER BY id"},
    [COUNT] = {ROLE_SCHEDULER | ROLE_COMMAND,
        "SELECT state, count(*) FROM mail GROUP BY state"},
    [START] = {ROLE_SENDER,
        "UPDATE mail SET state = 'sending', attempts = attempts + 1, reason = '',"
        " changed_at = ?3, message_id = coalesce(message_id, ?2)"
        " WHERE id = ?1 AND state = 'queued'"},
    [SET] = {OWNERS, "UPDATE mail SET state = ?2, reason = ?3, due_at = ?4,"
                     " changed_at = ?5 WHERE id = ?1"},
    [RETRY] = {ROLE_COMMAND,
        "UPDATE mail SET state = 'queued', attempts = 0, due_at = ?2, changed_at = ?2"
        " WHERE id = ?1 AND state IN ('failed', 'unknown')"},
    [HOLD] = {ROLE_COMMAND,
        "UPDATE mail SET state = 'unknown', reason = 'in a backup that was restored',"
        " changed_at = ? WHERE state IN ('queued', 'sending')"},
    [DROP_EVENTS] = {ROLE_COMMAND, "DELETE FROM mail_event"},
    [REMOVE] = {OWNERS, "DELETE FROM mail WHERE id = ?"},
    [FORGET] = {ROLE_SENDER, "DELETE FROM mail WHERE changed_at < ?"
                             " AND state IN ('sent', 'failed', 'unknown')"},
    [DATA_VERSION] = {ROLE_SENDER | ROLE_LINK, "PRAGMA data_version"},
};
static const struct statement_text statements_postgres[STATEMENT_COUNT(statements)] = {
    /* For statement_last_id. */
    [ADD] = {ADD_SQL " RETURNING id"},
    /* Every change raises this number. */
    [DATA_VERSION] = {"SELECT change FROM site"},
};
const struct statement_table mail_statements = STATEMENT_TABLE_POSTGRES(statements);

static const char *const names[MAIL_STATES] = {
    "queued", "sending", "sent", "failed", "unknown"};

const char *mail_state_name(enum mail_state state) {
  return names[state];
}

/* The table's constraint allows only these words. */
static enum mail_state mail_state_of(const char *name) {
  int i = 0;
  while (i < MAIL_UNKNOWN && strcmp(names[i], name) != 0)
    i++;
  return (enum mail_state)i;
}

static enum err mail_read(struct arena *a, struct statement *st, struct mail *out) {
  const char *state = statement_text(a, st, 5);
  struct mail m = {
      .id = statement_int(st, 0),
      .kind = statement_text(a, st, 1),
      .recipient = statement_text(a, st, 2),
      .comment_id = statement_int(st, 3),
      .subject_id = statement_int(st, 4),
      .attempts = statement_int(st, 6),
      .due_at = statement_int(st, 7),
      .created_at = statement_int(st, 8),
      .changed_at = statement_int(st, 9),
      .reason = statement_text(a, st, 10),
      .message_id = statement_text(a, st, 11),
  };
  if (!state || !m.kind || !m.recipient || !m.reason || !m.message_id)
    return ERR_NOMEM;
  m.state = mail_state_of(state);
  *out = m;
  return OK;
}

static enum err mail_read_one(
    struct db *s, struct arena *a, struct statement *st, struct mail *out) {
  enum err e = statement_one(s, st);
  if (e)
    return e;
  e = mail_read(a, st, out);
  statement_reset(st);
  return e;
}

enum err mail_add(struct db *s, const struct mail *mail, int64_t *id) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_MAIL, ADD, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, mail->kind);
  statement_bind_text(st, 2, mail->recipient);
  statement_bind_int(st, 3, mail->comment_id);
  statement_bind_int(st, 4, mail->subject_id);
  statement_bind_int(st, 5, mail->due_at);
  statement_bind_int(st, 6, mail->created_at);
  e = statement_run(s, st);
  if (!e)
    *id = statement_changes(s) ? statement_last_id(s) : 0;
  return e;
}

enum err mail_by_id(struct db *s, struct arena *a, int64_t id, struct mail *out) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_MAIL, BY_ID, id, &st);
  return e ? e : mail_read_one(s, a, st, out);
}

enum err mail_by_message_id(
    struct db *s, struct arena *a, const char *message_id, struct mail *out) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_MAIL, BY_MESSAGE_ID, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, message_id);
  return mail_read_one(s, a, st, out);
}

enum err mail_due(struct db *s, struct arena *a, int64_t now, int64_t beyond,
    struct mail *out, bool *found) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_MAIL, DUE, now, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, beyond);
  e = mail_read_one(s, a, st, out);
  if (!e || e == ERR_NOT_FOUND)
    *found = !e;
  return e == ERR_NOT_FOUND ? OK : e;
}

enum err mail_each(struct db *s, struct arena *a, enum mail_state state,
    mail_visit *visit, void *context) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_MAIL, state == MAIL_STATES ? EACH : EACH_OF, &st);
  if (e)
    return e;
  if (state != MAIL_STATES)
    statement_bind_text(st, 1, mail_state_name(state));
  while (statement_next(s, st, &e)) {
    struct mail m;
    e = mail_read(a, st, &m);
    if (!e)
      e = visit(context, &m);
  }
  return e;
}

enum err mail_count(struct db *s, int64_t counts[MAIL_STATES]) {
  int64_t found[MAIL_STATES] = {0};
  struct statement *st;
  enum err e = statement_get(s, TABLE_MAIL, COUNT, &st);
  if (e)
    return e;
  while (statement_next(s, st, &e)) {
    const char *name = statement_chars(st, 0);
    if (name)
      found[mail_state_of(name)] = statement_int(st, 1);
    else
      e = ERR_NOMEM;
  }
  if (!e)
    memcpy(counts, found, sizeof found);
  return e;
}

enum err mail_start(struct db *s, int64_t id, const char *message_id, int64_t now) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_MAIL, START, id, &st);
  if (e)
    return e;
  statement_bind_text(st, 2, message_id);
  statement_bind_int(st, 3, now);
  e = statement_run(s, st);
  return !e && statement_changes(s) == 0 ? ERR_NOT_FOUND : e;
}

enum err mail_set(struct db *s, int64_t id, enum mail_state state, const char *reason,
    int64_t due_at, int64_t now) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_MAIL, SET, id, &st);
  if (e)
    return e;
  statement_bind_text(st, 2, mail_state_name(state));
  statement_bind_text(st, 3, reason);
  statement_bind_int(st, 4, due_at);
  statement_bind_int(st, 5, now);
  return statement_run(s, st);
}

enum err mail_retry(struct db *s, int64_t id, int64_t now) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_MAIL, RETRY, id, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, now);
  e = statement_run(s, st);
  if (e || statement_changes(s))
    return e;
  e = statement_get_id(s, TABLE_MAIL, BY_ID, id, &st);
  if (!e)
    e = statement_one(s, st);
  if (e)
    return e;
  statement_reset(st);
  return ERR_INVALID;
}

enum err mail_hold_all(struct db *s, int64_t now) {
  struct statement *st;
  enum err e = statement_run_id(s, TABLE_MAIL, HOLD, now);
  if (!e)
    e = statement_get(s, TABLE_MAIL, DROP_EVENTS, &st);
  return e ? e : statement_run(s, st);
}

enum err mail_remove(struct db *s, int64_t id) {
  return statement_run_id(s, TABLE_MAIL, REMOVE, id);
}

enum err mail_forget(struct db *s, int64_t before) {
  return statement_run_id(s, TABLE_MAIL, FORGET, before);
}

enum err mail_data_version(struct db *s, int64_t *out) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_MAIL, DATA_VERSION, &st);
  return e ? e : statement_number(s, st, out);
}
