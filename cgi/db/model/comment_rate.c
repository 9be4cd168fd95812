#include "db/model/comment_rate.h"

#include "base/clock.h"
#include "db/statement.h"

/* The generic cell rate algorithm (ITU-T I.371): a comment moves `due` on by the time
 * that one takes at the highest speed, from now if `due` is past. `due` may run ahead
 * of the clock by one period: then `most` comments came at once, and the next must
 * wait. Unlike a count per hour, it has no hour whose end lets twice as many pass, and
 * it needs no list of times. */

/* How much later than another one that is counted first a comment may have arrived:
 * requests wait for each other before they write. */
#define COMMENT_RATE_SLACK (60 * CLOCK_SECOND)

enum { GET, SET, FORGET };

enum { COUNTERS = ROLE_WEB | ROLE_COMMAND | ROLE_SENDER | ROLE_LINK };

static const struct statement_sql statements[] = {
    [GET] = {COUNTERS, "SELECT due FROM comment_rate WHERE key = ?"},
    [SET] = {COUNTERS, "INSERT INTO comment_rate(key, due) VALUES (?1, ?2)"
                       " ON CONFLICT(key) DO UPDATE SET due = ?2"},
    [FORGET] = {ROLE_SCHEDULER | ROLE_COMMAND,
        "DELETE FROM comment_rate WHERE due < ?1 OR due > ?2"},
};
const struct statement_table comment_rate_statements = STATEMENT_TABLE(statements);

/* `now` if nothing is known, or long past. `due` is never more than a period ahead of
 * the clock that wrote it: a value far beyond that is from before the clock was set
 * back, and waiting for it could take years. A little beyond, it is of a request that
 * came later and was faster: taking that for a clock would end the limit. */
static enum err comment_rate_due(
    struct db *s, const struct comment_rate *r, int64_t now, int64_t *due) {
  struct statement *st;
  bool found = false;
  enum err e = statement_get(s, TABLE_COMMENT_RATE, GET, &st);
  if (e)
    return e;
  statement_bind_blob(st, 1, r->key, r->size);
  *due = 0;
  e = statement_number_if_any(s, st, &found, due);
  if (*due < now || *due > now + r->period + COMMENT_RATE_SLACK)
    *due = now;
  return e;
}

enum err comment_rate_wait(
    struct db *s, const struct comment_rate *r, int64_t now, int64_t *wait) {
  int64_t due = now;
  enum err e = r->most ? comment_rate_due(s, r, now, &due) : OK;
  if (e)
    return e;
  int64_t next = r->most ? due + r->period / r->most : now;
  *wait = next > now + r->period ? next - now - r->period : 0;
  return OK;
}

enum err comment_rate_count(struct db *s, const struct comment_rate *r, int64_t now) {
  struct statement *st;
  int64_t due;
  if (!r->most)
    return OK;
  enum err e = comment_rate_due(s, r, now, &due);
  if (!e)
    e = statement_get(s, TABLE_COMMENT_RATE, SET, &st);
  if (e)
    return e;
  statement_bind_blob(st, 1, r->key, r->size);
  /* Counting past the limit, as when a setting was lowered, must not look like a clock
   * that was set back. */
  int64_t next = due + r->period / r->most, most = now + r->period;
  statement_bind_int(st, 2, next < most ? next : due > most ? due : most);
  return statement_run(s, st);
}

enum err comment_rate_forget(struct db *s, int64_t now, int64_t period) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_COMMENT_RATE, FORGET, &st);
  if (e)
    return e;
  statement_bind_int(st, 1, now);
  statement_bind_int(st, 2, now + period + COMMENT_RATE_SLACK);
  return statement_run(s, st);
}
