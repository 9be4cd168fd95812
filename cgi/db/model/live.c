#include "db/model/live.h"

#include <string.h>

#include "db/statement.h"

enum { READ, SET, OLDEST_FIRST, NEWEST_FIRST, ONE, LAST, SIZE, PUT, REMOVE, CLEAR };

#define COLUMNS                                                                        \
  "SELECT number, published_at, edited_at, title, source, html, rich"                  \
  " FROM live_update WHERE article_id = ?1 "

static const struct statement_sql statements[] = {
    /* A post that has become a page keeps its rows, but nobody sees them. */
    [READ] = {ROLE_ANY,
        "SELECT newest_first, started_at, ended_at, refresh, last_number"
        " FROM live WHERE article_id = ?1"
        " AND EXISTS (SELECT 1 FROM article WHERE id = ?1 AND type = 'post')"},
    [SET] = {ROLE_COMMAND,
        "INSERT INTO live(article_id, newest_first, started_at, ended_at, refresh,"
        " last_number) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT(article_id) DO UPDATE"
        " SET newest_first = ?2, started_at = ?3, ended_at = ?4, refresh = ?5,"
        " last_number = ?6"},
    /* Sorted each time: an article has at most LIMIT_LIVE_UPDATES. */
    [OLDEST_FIRST] = {ROLE_ANY, COLUMNS "ORDER BY published_at, number"},
    [NEWEST_FIRST] = {ROLE_ANY,
        COLUMNS "ORDER BY published_at DESC, number DESC LIMIT ?2"},
    [ONE] = {ROLE_COMMAND, COLUMNS "AND number = ?2"},
    [LAST] = {ROLE_COMMAND,
        "SELECT coalesce(max(number), 0) FROM live_update WHERE article_id = ?"},
    [SIZE] = {ROLE_COMMAND,
        "SELECT count(*), coalesce(CAST(sum(bytes) AS bigint), 0) FROM live_update WHERE article_id = ?"},
    [PUT] = {ROLE_COMMAND,
        "INSERT INTO live_update(article_id, number, published_at, edited_at, title,"
        " source, html, rich, bytes) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
        " ON CONFLICT(article_id, number) DO UPDATE SET published_at = ?3,"
        " edited_at = ?4, title = ?5, source = ?6, html = ?7, rich = ?8, bytes = ?9"},
    [REMOVE] = {ROLE_COMMAND,
        "DELETE FROM live_update WHERE article_id = ? AND number = ?"},
    [CLEAR] = {ROLE_COMMAND, "DELETE FROM live_update WHERE article_id = ?"},
};
const struct statement_table live_statements = STATEMENT_TABLE(statements);

enum err live_read(struct db *s, int64_t article, bool *found, struct live *out) {
  struct statement *st;
  enum err e = statement_one_id(s, TABLE_LIVE, READ, article, &st);
  if (e == ERR_NOT_FOUND) {
    *found = false;
    return OK;
  }
  if (e)
    return e;
  *out = (struct live){.newest_first = statement_int(st, 0) != 0,
      .started_at = statement_int(st, 1),
      .ended_at = statement_int(st, 2),
      .refresh = statement_int(st, 3),
      .last_number = statement_int(st, 4)};
  *found = true;
  statement_reset(st);
  return OK;
}

enum err live_set(struct db *s, int64_t article, const struct live *live) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_LIVE, SET, article, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, live->newest_first);
  statement_bind_int(st, 3, live->started_at);
  statement_bind_int(st, 4, live->ended_at);
  statement_bind_int(st, 5, live->refresh);
  statement_bind_int(st, 6, live->last_number);
  return statement_run(s, st);
}

static enum err live_update_row(
    struct arena *a, struct statement *st, struct live_update *out) {
  struct live_update u = {.number = statement_int(st, 0),
      .at = statement_int(st, 1),
      .edited_at = statement_int(st, 2),
      .title = statement_text(a, st, 3),
      .source = statement_text(a, st, 4),
      .html = statement_text(a, st, 5),
      .rich = statement_text_or_null(a, st, 6)};
  if (!u.title || !u.source || !u.html || (!u.rich && !statement_is_null(st, 6)))
    return ERR_NOMEM;
  *out = u;
  return OK;
}

static enum err live_update_collect(struct db *s, struct arena *a, struct statement *st,
    struct live_update **out, size_t *count) {
  struct live_update *list = NULL;
  size_t n = 0, cap = 0;
  enum err e = OK;
  while (statement_next(s, st, &e)) {
    struct live_update *grown = arena_grow(a, list, n, &cap, sizeof *list);
    e = grown ? live_update_row(a, st, &grown[n]) : ERR_NOMEM;
    if (e)
      continue;
    list = grown;
    n++;
  }
  if (e)
    return e;
  *out = list;
  *count = n;
  return OK;
}

enum err live_update_list(struct db *s, struct arena *a, int64_t article,
    bool newest_first, struct live_update **out, size_t *count) {
  struct statement *st;
  if (newest_first)
    return live_update_newest(s, a, article, INT32_MAX, out, count);
  enum err e = statement_get_id(s, TABLE_LIVE, OLDEST_FIRST, article, &st);
  return e ? e : live_update_collect(s, a, st, out, count);
}

enum err live_update_newest(struct db *s, struct arena *a, int64_t article, size_t most,
    struct live_update **out, size_t *count) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_LIVE, NEWEST_FIRST, article, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, (int64_t)most);
  return live_update_collect(s, a, st, out, count);
}

enum err live_update_read(struct db *s, struct arena *a, int64_t article,
    int64_t number, struct live_update *out) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_LIVE, ONE, article, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, number);
  e = statement_one(s, st);
  if (e)
    return e;
  e = live_update_row(a, st, out);
  statement_reset(st);
  return e;
}

enum err live_update_last(struct db *s, int64_t article, int64_t *number) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_LIVE, LAST, article, &st);
  return e ? e : statement_number(s, st, number);
}

enum err live_update_size(
    struct db *s, int64_t article, int64_t *count, int64_t *bytes) {
  struct statement *st;
  enum err e = statement_one_id(s, TABLE_LIVE, SIZE, article, &st);
  if (e)
    return e;
  *count = statement_int(st, 0);
  *bytes = statement_int(st, 1);
  statement_reset(st);
  return OK;
}

size_t live_update_bytes(const struct live_update *update) {
  return strlen(update->source) + strlen(update->html) +
         (update->rich ? strlen(update->rich) : 0);
}

enum err live_update_put(
    struct db *s, int64_t article, const struct live_update *update) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_LIVE, PUT, article, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, update->number);
  statement_bind_int(st, 3, update->at);
  statement_bind_int(st, 4, update->edited_at);
  statement_bind_text(st, 5, update->title);
  statement_bind_text(st, 6, update->source);
  statement_bind_text(st, 7, update->html);
  statement_bind_text(st, 8, update->rich);
  statement_bind_int(st, 9, (int64_t)live_update_bytes(update));
  return statement_run(s, st);
}

enum err live_update_remove(struct db *s, int64_t article, int64_t number) {
  struct statement *st;
  if (!number)
    return statement_run_id(s, TABLE_LIVE, CLEAR, article);
  enum err e = statement_get_id(s, TABLE_LIVE, REMOVE, article, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, number);
  return statement_run(s, st);
}
