#include "db/model/webmention.h"

#include <stdlib.h>
#include <string.h>

#include "db/statement.h"

enum {
  ADD_RECEIVED,
  ADD_SENT,
  WAITING,
  DUE,
  SET,
  CHANGE,
  SET_CHANGE,
  EACH_CHANGED,
  COMMENT,
  LAST_CHANGE
};

static const struct statement_sql statements[] = {
    [ADD_RECEIVED] = {ROLE_WEB,
        "INSERT INTO webmention(sends, source, target, article_id, state, attempts,"
        " due_at, created_at, reason) VALUES (?, ?, ?, ?, 'queued', 0, ?5, ?5, '')"
        " ON CONFLICT (sends, source, target) DO UPDATE SET state = 'queued',"
        " attempts = 0, due_at = excluded.due_at"},
    [ADD_SENT] = {ROLE_LINK,
        "INSERT INTO webmention(sends, source, target, article_id, state, attempts,"
        " due_at, created_at, reason) VALUES (?, ?, ?, ?, 'queued', 0, ?5, ?5, '')"
        " ON CONFLICT DO NOTHING"},
    [WAITING] = {ROLE_WEB,
        "SELECT count(*) FROM webmention WHERE state = 'queued' AND sends = 0"},
    [DUE] = {ROLE_LINK,
        "SELECT id, sends, source, target, article_id, attempts, created_at"
        " FROM webmention WHERE state = 'queued' AND due_at <= ?"
        " ORDER BY due_at LIMIT 1"},
    [SET] = {ROLE_LINK, "UPDATE webmention SET state = ?2, reason = ?3, due_at = ?4,"
                        " attempts = attempts + 1 WHERE id = ?1"},
    [CHANGE] = {ROLE_LINK, "SELECT webmention_change FROM site"},
    [SET_CHANGE] = {ROLE_LINK, "UPDATE site SET webmention_change = ?"},
    /* Reads the keys of all articles: only when something has changed, and only on
     * sites that send. */
    [EACH_CHANGED] = {ROLE_LINK,
        "SELECT key FROM dependency WHERE key >= 'article:' AND key < 'article;'"
        " AND change > ?"},
    [COMMENT] = {ROLE_LINK,
        "SELECT id FROM comment WHERE article_id = ? AND source_key = ?"},
    [LAST_CHANGE] = {ROLE_LINK, "SELECT change FROM site"},
};
const struct statement_table webmention_statements = STATEMENT_TABLE(statements);

static const char *const states[] = {[WEBMENTION_QUEUED] = "queued",
    [WEBMENTION_DONE] = "done",
    [WEBMENTION_FAILED] = "failed"};

enum err webmention_add(struct db *s, const struct webmention *w, int64_t now) {
  struct statement *st;
  enum err e = statement_get_id(
      s, TABLE_WEBMENTION, w->sends ? ADD_SENT : ADD_RECEIVED, w->sends, &st);
  if (e)
    return e;
  statement_bind_text(st, 2, w->source);
  statement_bind_text(st, 3, w->target);
  statement_bind_int(st, 4, w->article_id);
  statement_bind_int(st, 5, now);
  return statement_run(s, st);
}

enum err webmention_waiting(struct db *s, int64_t *out) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_WEBMENTION, WAITING, &st);
  return e ? e : statement_number(s, st, out);
}

enum err webmention_due(
    struct db *s, struct arena *a, int64_t now, struct webmention *out) {
  struct statement *st;
  enum err e = statement_one_id(s, TABLE_WEBMENTION, DUE, now, &st);
  if (e)
    return e;
  struct webmention w = {
      .id = statement_int(st, 0),
      .sends = statement_int(st, 1) != 0,
      .source = statement_text(a, st, 2),
      .target = statement_text(a, st, 3),
      .article_id = statement_int(st, 4),
      .attempts = statement_int(st, 5),
      .created_at = statement_int(st, 6),
  };
  statement_reset(st);
  if (!w.source || !w.target)
    return ERR_NOMEM;
  *out = w;
  return OK;
}

enum err webmention_set(struct db *s, int64_t id, enum webmention_state state,
    const char *reason, int64_t due_at) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_WEBMENTION, SET, id, &st);
  if (e)
    return e;
  statement_bind_text(st, 2, states[state]);
  statement_bind_text(st, 3, reason);
  statement_bind_int(st, 4, due_at);
  return statement_run(s, st);
}

enum err webmention_change(struct db *s, int64_t *out) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_WEBMENTION, CHANGE, &st);
  return e ? e : statement_number(s, st, out);
}

enum err webmention_set_change(struct db *s, int64_t change) {
  return statement_run_id(s, TABLE_WEBMENTION, SET_CHANGE, change);
}

enum err webmention_last_change(struct db *s, int64_t *out) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_WEBMENTION, LAST_CHANGE, &st);
  return e ? e : statement_number(s, st, out);
}

enum err webmention_each_changed(
    struct db *s, int64_t after, webmention_visit *visit, void *context) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_WEBMENTION, EACH_CHANGED, after, &st);
  if (e)
    return e;
  while (statement_next(s, st, &e)) {
    const char *key = statement_chars(st, 0);
    e = key ? visit(context, strtoll(key + strlen("article:"), NULL, 10)) : ERR_NOMEM;
  }
  return e;
}

enum err webmention_comment(
    struct db *s, int64_t article, const char *source_key, int64_t *out) {
  struct statement *st;
  bool found = false;
  int64_t id = 0;
  enum err e = statement_get_id(s, TABLE_WEBMENTION, COMMENT, article, &st);
  if (e)
    return e;
  statement_bind_text(st, 2, source_key);
  e = statement_number_if_any(s, st, &found, &id);
  if (!e)
    *out = found ? id : 0;
  return e;
}
