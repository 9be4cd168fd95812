#include "db/web_machine.h"

#include <stdio.h>
#include <string.h>

#include "db/connection.h"
#include "db/engine.h"
#include "db/postgres/postgres_listen.h"
#include "db/statement.h"

enum {
  OTHERS,
  ADD_EVICTION,
  NOTIFY,
  JOIN,
  AWAITED,
  EXPIRE,
  NEWEST,
  EVICTIONS,
  CONFIRM,
  LEAVE,
  CLEAN
};

enum { WRITERS = ROLE_WEB | ROLE_SCHEDULER | ROLE_COMMAND | ROLE_LINK };

static const struct statement_sql statements[] = {
    [OTHERS] = {WRITERS,
        "SELECT count(*) FROM web_machine WHERE name <> ? AND is_live = 1"},
    [ADD_EVICTION] = {WRITERS,
        "INSERT INTO eviction(change, number, machine, kind, path,"
        " first, last) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"},
    /* SQLite has nothing like it, and never more than one machine. */
    [NOTIFY] = {WRITERS, "SELECT 1"},
    [JOIN] = {ROLE_SCHEDULER, "UPDATE web_machine SET is_live = 1, confirmed ="
                              " (SELECT change FROM site) WHERE name = ?"},
    [AWAITED] = {WRITERS, "SELECT count(*) FROM web_machine WHERE name <> ?1"
                          " AND is_live = 1 AND confirmed < ?2"},
    [EXPIRE] = {WRITERS, "UPDATE web_machine SET is_live = 0 WHERE name <> ?1"
                         " AND is_live = 1 AND confirmed < ?2"},
    [NEWEST] = {ROLE_SCHEDULER,
        "SELECT s.change, m.confirmed FROM site s, web_machine m"
        " WHERE m.name = ?"},
    [EVICTIONS] = {ROLE_SCHEDULER,
        "SELECT kind, path, first, last FROM eviction WHERE change > ?1 AND change <= ?2"
        " AND machine <> ?3 ORDER BY change, number"},
    [CONFIRM] = {ROLE_SCHEDULER,
        "UPDATE web_machine SET confirmed = ?2 WHERE name = ?1 AND is_live = 1"},
    [LEAVE] = {ROLE_SCHEDULER, "UPDATE web_machine SET is_live = 0 WHERE name = ?"},
    [CLEAN] = {ROLE_SCHEDULER,
        "DELETE FROM eviction WHERE NOT EXISTS (SELECT 1 FROM web_machine"
        " WHERE is_live = 1 AND confirmed < eviction.change)"},
};
static const struct statement_text statements_postgres[STATEMENT_COUNT(statements)] = {
    /* Sent when the change is committed. */
    [NOTIFY] = {"SELECT CAST(pg_notify('" POSTGRES_CHANNEL "', '') AS text)"},
};
const struct statement_table web_machine_statements =
    STATEMENT_TABLE_POSTGRES(statements);

static const char *const kind_names[] = {[WEB_EVICTION_PAGE] = "page",
    [WEB_EVICTION_NUMBERS] = "numbers",
    [WEB_EVICTION_LAST] = "last",
    [WEB_EVICTION_ALL] = "all"};

void web_machine_set_name(struct db *s, const char *name) {
  snprintf(s->machine, sizeof s->machine, "%s", name);
}

/* Most statements have the name of the machine first. */
static enum err web_machine_get(struct db *s, int i, struct statement **out) {
  enum err e = statement_get(s, TABLE_WEB_MACHINE, i, out);
  if (!e)
    statement_bind_text(*out, 1, s->machine);
  return e;
}

static enum err web_machine_count(struct db *s, int i, int64_t change, int64_t *out) {
  struct statement *st;
  enum err e = web_machine_get(s, i, &st);
  if (e)
    return e;
  if (i != OTHERS)
    statement_bind_int(st, 2, change);
  return statement_number(s, st, out);
}

enum err web_machine_has_others(struct db *s, bool *out) {
  int64_t count = 0;
  *out = false;
  if (!s->engine->is_postgres)
    return OK;
  enum err e = web_machine_count(s, OTHERS, 0, &count);
  *out = count > 0;
  return e;
}

int64_t web_machine_change(const struct db *s) {
  return s->change;
}

static enum err web_machine_notify(struct db *s) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_WEB_MACHINE, NOTIFY, &st);
  return e ? e : statement_run(s, st);
}

enum err web_eviction_add(
    struct db *s, int number, const struct web_eviction *eviction) {
  struct statement *st;
  enum err e = number ? OK : web_machine_notify(s);
  if (!e)
    e = statement_get_id(s, TABLE_WEB_MACHINE, ADD_EVICTION, s->change, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, number);
  statement_bind_text(st, 3, s->machine);
  statement_bind_text(st, 4, kind_names[eviction->kind]);
  statement_bind_text(st, 5, eviction->path);
  statement_bind_int(st, 6, eviction->first);
  statement_bind_int(st, 7, eviction->last);
  return statement_run(s, st);
}

static enum err web_machine_run(struct db *s, int i) {
  struct statement *st;
  enum err e = web_machine_get(s, i, &st);
  return e ? e : statement_run(s, st);
}

enum err web_machine_join(struct db *s) {
  return web_machine_run(s, JOIN);
}

enum err web_machine_is_awaited(struct db *s, int64_t change, bool *out) {
  int64_t count = 0;
  enum err e = web_machine_count(s, AWAITED, change, &count);
  *out = count > 0;
  return e;
}

/* Sets `confirmed` or `is_live`, both about a number of a change. */
static enum err web_machine_update(
    struct db *s, int i, int64_t change, int64_t *count) {
  struct statement *st;
  enum err e = web_machine_get(s, i, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, change);
  e = statement_run(s, st);
  if (!e)
    *count = statement_changes(s);
  return e;
}

enum err web_machine_expire(struct db *s, int64_t change, int64_t *count) {
  return web_machine_update(s, EXPIRE, change, count);
}

enum err web_machine_newest(struct db *s, int64_t *change, int64_t *confirmed) {
  struct statement *st;
  enum err e = web_machine_get(s, NEWEST, &st);
  if (!e)
    e = statement_one(s, st);
  if (e)
    return e;
  *change = statement_int(st, 0);
  *confirmed = statement_int(st, 1);
  statement_reset(st);
  return OK;
}

static void web_eviction_read(struct statement *st, struct web_eviction *out) {
  const char *kind = statement_chars(st, 0);
  *out = (struct web_eviction){WEB_EVICTION_ALL, statement_chars(st, 1),
      statement_int(st, 2), statement_int(st, 3)};
  for (int i = 0; kind && i < WEB_EVICTION_ALL; i++)
    if (strcmp(kind, kind_names[i]) == 0)
      out->kind = (enum web_eviction_kind)i;
}

enum err web_eviction_each(struct db *s, int64_t after, int64_t newest,
    web_eviction_visit *visit, void *context) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_WEB_MACHINE, EVICTIONS, after, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, newest);
  statement_bind_text(st, 3, s->machine);
  while (statement_next(s, st, &e)) {
    struct web_eviction eviction;
    web_eviction_read(st, &eviction);
    e = eviction.path ? visit(context, &eviction) : ERR_NOMEM;
  }
  return e;
}

enum err web_machine_confirm(struct db *s, int64_t change) {
  int64_t count = 0;
  enum err e = web_machine_update(s, CONFIRM, change, &count);
  return e || count ? e : ERR_GONE;
}

enum err web_machine_leave(struct db *s) {
  return web_machine_run(s, LEAVE);
}

enum err web_eviction_clean(struct db *s) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_WEB_MACHINE, CLEAN, &st);
  return e ? e : statement_run(s, st);
}

bool web_machine_wait(struct db *s, int signals, int timeout) {
  return postgres_wait(s, signals, timeout);
}
