#include "db/model/stats.h"

#include "db/statement.h"

enum { POSTS, COMMENTS, STATES };

/* Dates are grouped by the visitor, in the site's time zone: the authorizer allows no
 * date functions (db/roles.c). NULL gives POSTS the columns of COMMENTS, so that one
 * function reads both. */
static const struct statement_sql statements[] = {
    [POSTS] = {ROLE_COMMAND, "SELECT published_at, NULL FROM article"
                             " WHERE type = 'post' AND status = 'publish'"},
    [COMMENTS] = {ROLE_COMMAND, "SELECT created_at, status FROM comment"},
    [STATES] = {ROLE_COMMAND, "SELECT type, status, count(*) FROM article"
                              " GROUP BY type, status ORDER BY type DESC, status DESC"},
};
const struct statement_table stats_statements = STATEMENT_TABLE(statements);

static enum err stats_each(
    struct db *s, int statement, stats_visit *visit, void *context) {
  struct statement *st = NULL;
  enum err e = statement_get(s, TABLE_STATS, statement, &st);
  while (statement_next(s, st, &e))
    e = visit(context, statement_int(st, 0), statement_chars(st, 1));
  return e;
}

enum err stats_posts(struct db *s, stats_visit *visit, void *context) {
  return stats_each(s, POSTS, visit, context);
}

enum err stats_comments(struct db *s, stats_visit *visit, void *context) {
  return stats_each(s, COMMENTS, visit, context);
}

enum err stats_states(struct db *s, stats_count *visit, void *context) {
  struct statement *st = NULL;
  enum err e = statement_get(s, TABLE_STATS, STATES, &st);
  while (statement_next(s, st, &e))
    e = visit(
        context, statement_chars(st, 0), statement_chars(st, 1), statement_int(st, 2));
  return e;
}
