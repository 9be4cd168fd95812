#include "db/model/comment_queue.h"

#include <string.h>

#include "db/statement.h"

enum { AFTER, NETWORK, COUNT, NEWEST, EACH };

static const struct statement_sql statements[] = {
    /* The index comment_status (status, id) has them in this order. By ID, not by date:
     * a comment that arrives later has a higher one, so that asking again for those
     * above the last ID finds what is new. */
    [AFTER] = {ROLE_COMMAND, "SELECT id FROM comment WHERE status = ?1 AND id > ?2"
                             " AND (article_id = ?3 OR ?3 = 0) ORDER BY id"},
    [NETWORK] = {ROLE_COMMAND,
        "SELECT network FROM comment_network WHERE comment_id = ?"},
    [COUNT] = {ROLE_COMMAND,
        "SELECT c.status, count(*) FROM comment_network n JOIN comment c"
        " ON c.id = n.comment_id WHERE n.network = ?1 AND n.comment_id <> ?2"
        " GROUP BY c.status"},
    /* The index comment_network_network (network, created_at) finds the newest without
     * sorting; the second ORDER BY sorts just those. */
    [NEWEST] = {ROLE_COMMAND, COMMENT_COLUMNS
        "WHERE id IN (SELECT comment_id FROM comment_network WHERE network = ?1"
        " AND comment_id <> ?2 ORDER BY created_at DESC LIMIT ?3)"
        " ORDER BY created_at DESC, id DESC"},
    [EACH] = {ROLE_COMMAND,
        "SELECT c.id, c.author, c.url, c.source, n.network FROM comment c"
        " LEFT JOIN comment_network n ON n.comment_id = c.id"
        " WHERE c.status = ?1 AND (c.article_id = ?2 OR ?2 = 0) ORDER BY c.id"},
};
const struct statement_table comment_queue_statements = STATEMENT_TABLE(statements);

enum err comment_queue_after(struct db *s, const struct comment_queue_filter *f,
    int64_t after, comment_queue_visit *visit, void *context) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_COMMENT_QUEUE, AFTER, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, comment_status_name(f->status));
  statement_bind_int(st, 2, after);
  statement_bind_int(st, 3, f->article_id);
  while (statement_next(s, st, &e))
    e = visit(context, statement_int(st, 0));
  return e;
}

enum err comment_queue_network(
    struct db *s, int64_t id, uint8_t network[CRYPT_HASH], bool *known) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_COMMENT_QUEUE, NETWORK, id, &st);
  if (e)
    return e;
  bool found = statement_next(s, st, &e);
  if (found && statement_size(st, 0) == CRYPT_HASH)
    memcpy(network, statement_blob(st, 0), CRYPT_HASH);
  else if (found)
    e = ERR_DAMAGED;
  statement_reset(st);
  if (!e)
    *known = found;
  return e;
}

static enum err comment_queue_count_others(
    struct db *s, const uint8_t network[CRYPT_HASH], int64_t except, int64_t out[4]) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_COMMENT_QUEUE, COUNT, &st);
  if (e)
    return e;
  statement_bind_blob(st, 1, network, CRYPT_HASH);
  statement_bind_int(st, 2, except);
  return comment_row_counts(s, st, out);
}

enum err comment_queue_others(struct db *s, struct arena *a,
    const uint8_t network[CRYPT_HASH], int64_t except, size_t most, int64_t counts[4],
    struct comment **out, size_t *count) {
  struct statement *st;
  struct comment *list = arena_array(a, most + 1, sizeof *list);
  size_t n = 0;
  enum err e = list ? statement_get(s, TABLE_COMMENT_QUEUE, NEWEST, &st) : ERR_NOMEM;
  if (e)
    return e;
  statement_bind_blob(st, 1, network, CRYPT_HASH);
  statement_bind_int(st, 2, except);
  statement_bind_int(st, 3, (int64_t)most);
  while (n < most && statement_next(s, st, &e))
    e = comment_row_read(a, st, &list[n++]);
  statement_reset(st);
  if (!e)
    e = comment_queue_count_others(s, network, except, counts);
  if (e)
    return e;
  *out = list;
  *count = n;
  return OK;
}

enum err comment_queue_each(struct db *s, const struct comment_queue_filter *f,
    comment_queue_row_visit *visit, void *context) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_COMMENT_QUEUE, EACH, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, comment_status_name(f->status));
  statement_bind_int(st, 2, f->article_id);
  while (statement_next(s, st, &e)) {
    struct comment_queue_row row = {
        .id = statement_int(st, 0),
        .author = statement_chars(st, 1),
        .url = statement_chars(st, 2),
        .source = statement_chars(st, 3),
        .network = statement_size(st, 4) == CRYPT_HASH ? statement_blob(st, 4) : NULL,
    };
    /* The columns are NOT NULL: a text is NULL only if SQLite is out of memory. */
    e = row.author && row.url && row.source ? visit(context, &row) : ERR_NOMEM;
  }
  return e;
}
