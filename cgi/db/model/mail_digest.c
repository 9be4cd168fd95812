#include "db/model/mail_digest.h"

#include <stdbool.h>

#include "db/model/mail.h"
#include "db/statement.h"

enum { OPEN, ADD, EACH };

static const struct statement_sql statements[] = {
    /* One that was tried must not change: the mail system may have it already. */
    [OPEN] = {ROLE_SENDER, "SELECT id FROM mail WHERE recipient = ? AND kind = ?"
                           " AND state = 'queued' AND message_id IS NULL LIMIT 1"},
    [ADD] = {ROLE_SENDER,
        "INSERT INTO mail_comment(mail_id, comment_id) VALUES (?, ?) ON CONFLICT DO NOTHING"},
    [EACH] = {ROLE_SENDER, "SELECT comment_id FROM mail_comment WHERE mail_id = ?"
                           " ORDER BY comment_id LIMIT ?"},
};
const struct statement_table mail_digest_statements = STATEMENT_TABLE(statements);

/* *id is 0 if there is none. */
static enum err mail_digest_open(
    struct db *s, const char *kind, const char *recipient, int64_t *id) {
  struct statement *st;
  bool found = false;
  enum err e = statement_get(s, TABLE_MAIL_DIGEST, OPEN, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, recipient);
  statement_bind_text(st, 2, kind);
  *id = 0;
  return statement_number_if_any(s, st, &found, id);
}

enum err mail_digest_add(struct db *s, const char *kind, const char *recipient,
    int64_t comment, int64_t due_at, int64_t now) {
  int64_t id = 0;
  struct statement *st;
  enum err e = mail_digest_open(s, kind, recipient, &id);
  /* The comment makes it differ from earlier mails of the kind. */
  const struct mail mail = {.kind = kind,
      .recipient = recipient,
      .subject_id = comment,
      .due_at = due_at,
      .created_at = now};
  if (!e && !id)
    e = mail_add(s, &mail, &id);
  /* No new one: the comment was in an earlier one. */
  if (e || !id)
    return e;
  e = statement_get_id(s, TABLE_MAIL_DIGEST, ADD, id, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, comment);
  return statement_run(s, st);
}

enum err mail_digest_comments(struct db *s, struct arena *a, int64_t mail, size_t most,
    int64_t **out, size_t *count) {
  struct statement *st;
  size_t n = 0;
  int64_t *ids = arena_array(a, most + 1, sizeof *ids);
  if (!ids)
    return ERR_NOMEM;
  enum err e = statement_get_id(s, TABLE_MAIL_DIGEST, EACH, mail, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, (int64_t)most);
  while (statement_next(s, st, &e))
    if (n < most)
      ids[n++] = statement_int(st, 0);
  if (e)
    return e;
  *out = ids;
  *count = n;
  return OK;
}
