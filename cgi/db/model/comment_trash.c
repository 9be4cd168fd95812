#include "db/model/comment_trash.h"

#include "db/connection.h"
#include "db/statement.h"

enum { COUNT, IDS, REDATE, CLOCK_READ, CLOCK_SET };

enum { AUTHORS = ROLE_SCHEDULER | ROLE_COMMAND };

/* The IN is that of the index comment_discarded: SQLite uses a partial index only if it
 * finds the condition word for word. */
#define DISCARDED "status IN ('spam', 'trash')"

static const struct statement_sql statements[] = {
    [COUNT] = {ROLE_COMMAND, "SELECT count(*) FROM comment WHERE " DISCARDED
                             " AND status = ?1 AND status_at >= ?2 AND status_at < ?3"},
    [IDS] = {AUTHORS, "SELECT id FROM comment WHERE " DISCARDED
                      " AND status = ?1 AND status_at >= ?2 AND status_at < ?3"
                      " ORDER BY status_at, id LIMIT ?4"},
    /* Two searches of the index; with OR it would be read from end to end. */
    [REDATE] = {ROLE_SCHEDULER,
        "UPDATE comment SET status_at = ?1 WHERE id IN (SELECT id FROM comment"
        " WHERE " DISCARDED " AND status_at > ?2 UNION ALL SELECT id FROM comment"
        " WHERE " DISCARDED " AND status_at <= 0 LIMIT ?3)"},
    [CLOCK_READ] = {ROLE_SCHEDULER, "SELECT clock_seen_at, clock_steady_at FROM site"},
    [CLOCK_SET] = {ROLE_SCHEDULER,
        "UPDATE site SET clock_seen_at = ?1, clock_steady_at = ?2"},
};
const struct statement_table comment_trash_statements = STATEMENT_TABLE(statements);

/* Times are positive: only without a limit are those found that have none. */
static enum err comment_trash_select(struct db *s, int statement,
    enum comment_status status, int64_t before, struct statement **out) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_COMMENT_TRASH, statement, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, comment_status_name(status));
  statement_bind_int(st, 2, before == COMMENT_TRASH_ANY ? INT64_MIN : 1);
  statement_bind_int(st, 3, before);
  *out = st;
  return OK;
}

enum err comment_trash_count(
    struct db *s, enum comment_status status, int64_t before, int64_t *out) {
  struct statement *st;
  enum err e = comment_trash_select(s, COUNT, status, before, &st);
  return e ? e : statement_number(s, st, out);
}

enum err comment_trash_ids(struct db *s, struct arena *a, enum comment_status status,
    int64_t before, size_t most, int64_t **out, size_t *count) {
  struct statement *st;
  int64_t *ids = arena_array(a, most + 1, sizeof *ids);
  size_t n = 0;
  enum err e = ids ? comment_trash_select(s, IDS, status, before, &st) : ERR_NOMEM;
  if (e)
    return e;
  statement_bind_int(st, 4, (int64_t)most);
  while (n < most && statement_next(s, st, &e))
    ids[n++] = statement_int(st, 0);
  statement_reset(st);
  if (e)
    return e;
  *out = ids;
  *count = n;
  return OK;
}

enum err comment_trash_redate(
    struct db *s, int64_t now, int64_t latest, int64_t most, int64_t *changed) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_COMMENT_TRASH, REDATE, now, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, latest);
  statement_bind_int(st, 3, most);
  e = statement_run(s, st);
  if (!e)
    *changed = statement_changes(s);
  return e;
}

enum err comment_trash_clock_read(struct db *s, struct comment_trash_clock *out) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_COMMENT_TRASH, CLOCK_READ, &st);
  if (!e)
    e = statement_one(s, st);
  if (e)
    /* The first migration has inserted the one row, and nothing deletes it. */
    return e == ERR_NOT_FOUND ? ERR_DAMAGED : e;
  *out = (struct comment_trash_clock){statement_int(st, 0), statement_int(st, 1)};
  statement_reset(st);
  return OK;
}

enum err comment_trash_clock_set(
    struct db *s, const struct comment_trash_clock *clock) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_COMMENT_TRASH, CLOCK_SET, clock->seen, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, clock->steady);
  return statement_run(s, st);
}
