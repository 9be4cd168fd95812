/* How it works: the IDs are passed as a JSON array, so that one prepared statement
 * serves lists of any length. A temporary table would need the right to create one. */
#include "db/model/comment_batch.h"

#include <inttypes.h>

#include "base/buf.h"
#include "db/statement.h"

enum {
  READ,
  REPLIES,
  SET,
  KEEP_SOURCE_KEYS,
  DELETE_PRIVATE,
  DELETE_NETWORKS,
  DELETE_VERDICTS,
  DELETE
};

/* The scheduler deletes what has been in the trash for long, and a link what its sender
 * withdraws. */
enum { DELETERS = ROLE_SCHEDULER | ROLE_COMMAND | ROLE_LINK };

/* A list of IDs, for either of the two engines. */
#define IDS "(SELECT value FROM json_each(?1))"
#define IDS_POSTGRES                                                                   \
  "(SELECT CAST(value AS bigint) AS value FROM json_array_elements_text("              \
  "CAST(CAST(?1 AS text) AS json)))"

#define READ_COLUMNS                                                                   \
  "SELECT c.id, c.article_id, c.parent_id, c.status,"                                  \
  " coalesce(CASE c.status WHEN 'trash' THEN c.trashed_from"                           \
  " WHEN 'spam' THEN c.former_status ELSE c.status END, 'hold'),"                      \
  " CASE l.class WHEN 'good' THEN 1 WHEN 'spam' THEN 2 ELSE 0 END FROM "
#define READ_LEARNED                                                                   \
  " LEFT JOIN spam_learned l ON l.comment_id = c.id ORDER BY c.id DESC"
#define SET_SQL                                                                        \
  "UPDATE comment SET status = ?2,"                                                    \
  " status_at = CASE WHEN ?2 IN ('spam', 'trash') THEN CAST(?3 AS bigint) ELSE 0 END," \
  " former_status = CASE WHEN ?2 IN ('approve', 'hold') THEN NULL"                     \
  " WHEN status IN ('approve', 'hold') THEN status ELSE former_status END,"            \
  " trashed_from = CASE WHEN ?2 = 'trash' THEN status END WHERE id IN "
#define KEEP_SQL(ids)                                                                       \
  "INSERT INTO comment_deleted SELECT article_id, source_key FROM comment WHERE id IN " ids \
  " AND source_key IS NOT NULL ON CONFLICT DO NOTHING"

static const struct statement_sql statements[] = {
    /* CROSS JOIN: each ID is looked up, instead of each comment in the list. 'hold' is
     * for a comment that has arrived where it is: nobody has looked at it yet. */
    [READ] = {DELETERS, READ_COLUMNS
        "json_each(?1) j CROSS JOIN comment c ON c.id = j.value" READ_LEARNED},
    /* The index comment_parent finds them; most comments have none. */
    [REPLIES] = {DELETERS,
        "SELECT c.id, c.parent_id FROM json_each(?1) j"
        " CROSS JOIN comment c INDEXED BY comment_parent ON c.parent_id = j.value"},
    /* The counts of the articles and their pages are up to the caller
     * (site/comments/comment_bulk.c and comment_moderate.c). */
    [SET] = {ROLE_COMMAND | ROLE_LINK, SET_SQL IDS},
    /* The next import of the same file must not restore a deleted comment. */
    [KEEP_SOURCE_KEYS] = {DELETERS, KEEP_SQL(IDS)},
    /* comment_private has no foreign key (schema/0002_page_cache.sql says why). Without
     * this its rows, with the email addresses, would stay. */
    [DELETE_PRIVATE] = {DELETERS,
        "DELETE FROM comment_private WHERE comment_id IN " IDS},
    [DELETE_NETWORKS] = {DELETERS,
        "DELETE FROM comment_network WHERE comment_id IN " IDS},
    [DELETE_VERDICTS] = {DELETERS,
        "DELETE FROM comment_verdict WHERE comment_id IN " IDS},
    /* SQLite checks the reference of a reply to its parent when the statement ends: the
     * order of the rows does not matter. AUTOINCREMENT: "#comment-12" never leads to
     * another comment later. */
    [DELETE] = {DELETERS, "DELETE FROM comment WHERE id IN " IDS},
};
static const struct statement_text statements_postgres[STATEMENT_COUNT(statements)] = {
    [READ] = {READ_COLUMNS IDS_POSTGRES
        " j JOIN comment c ON c.id = j.value" READ_LEARNED},
    [REPLIES] = {"SELECT c.id, c.parent_id FROM " IDS_POSTGRES
                 " j JOIN comment c ON c.parent_id = j.value"},
    [SET] = {SET_SQL IDS_POSTGRES},
    [KEEP_SOURCE_KEYS] = {KEEP_SQL(IDS_POSTGRES)},
    [DELETE_PRIVATE] =
        {"DELETE FROM comment_private WHERE comment_id IN " IDS_POSTGRES},
    [DELETE_NETWORKS] =
        {"DELETE FROM comment_network WHERE comment_id IN " IDS_POSTGRES},
    [DELETE_VERDICTS] =
        {"DELETE FROM comment_verdict WHERE comment_id IN " IDS_POSTGRES},
    [DELETE] = {"DELETE FROM comment WHERE id IN " IDS_POSTGRES},
};
const struct statement_table comment_batch_statements =
    STATEMENT_TABLE_POSTGRES(statements);

/* Binds the list as the first value. The buffer must live until the statement has run.
 */
static enum err comment_batch_get(struct db *s, int i, const int64_t *ids, size_t count,
    struct buf *list, struct statement **out) {
  buf_putc(list, '[');
  for (size_t k = 0; k < count; k++)
    buf_printf(list, "%s%" PRId64, k ? "," : "", ids[k]);
  buf_putc(list, ']');
  enum err e = buf_status(list);
  if (!e)
    e = statement_get(s, TABLE_COMMENT_BATCH, i, out);
  if (!e)
    statement_bind_text(*out, 1, buf_text(list));
  return e;
}

static enum err comment_batch_row(struct statement *st, struct comment_batch_row *out) {
  const char *status = statement_chars(st, 3);
  const char *former = statement_chars(st, 4);
  *out = (struct comment_batch_row){.id = statement_int(st, 0),
      .article_id = statement_int(st, 1),
      .parent_id = statement_int(st, 2),
      .learned = (enum spam_class)(int)statement_int(st, 5)};
  /* Neither is ever NULL except if SQLite is out of memory. */
  if (!status || !former)
    return ERR_NOMEM;
  return comment_status_find(status, &out->status) &&
                 comment_status_find(former, &out->former)
             ? OK
             : ERR_DAMAGED;
}

enum err comment_batch_read(struct db *s, const int64_t *ids, size_t count,
    struct comment_batch_row *rows, size_t *found) {
  struct buf list = {0};
  struct statement *st = NULL;
  size_t n = 0;
  enum err e = comment_batch_get(s, READ, ids, count, &list, &st);
  while (n < count && statement_next(s, st, &e))
    e = comment_batch_row(st, &rows[n++]);
  statement_reset(st);
  buf_free(&list);
  if (!e)
    *found = n;
  return e;
}

enum err comment_batch_replies(struct db *s, const int64_t *ids, size_t count,
    comment_batch_visit *visit, void *context) {
  struct buf list = {0};
  struct statement *st = NULL;
  enum err e = comment_batch_get(s, REPLIES, ids, count, &list, &st);
  while (statement_next(s, st, &e))
    e = visit(context, statement_int(st, 0), statement_int(st, 1));
  buf_free(&list);
  return e;
}

enum err comment_batch_set_status(struct db *s, const int64_t *ids, size_t count,
    enum comment_status status, int64_t now) {
  struct buf list = {0};
  struct statement *st = NULL;
  enum err e = comment_batch_get(s, SET, ids, count, &list, &st);
  if (!e) {
    statement_bind_text(st, 2, comment_status_name(status));
    statement_bind_int(st, 3, now);
    e = statement_run(s, st);
  }
  buf_free(&list);
  return e;
}

static enum err comment_batch_run(
    struct db *s, int i, const int64_t *ids, size_t count) {
  struct buf list = {0};
  struct statement *st = NULL;
  enum err e = comment_batch_get(s, i, ids, count, &list, &st);
  if (!e)
    e = statement_run(s, st);
  buf_free(&list);
  return e;
}

enum err comment_batch_keep_source_keys(
    struct db *s, const int64_t *ids, size_t count) {
  return comment_batch_run(s, KEEP_SOURCE_KEYS, ids, count);
}

/* The comments' own rows go last, because their source keys are read from them. */
enum err comment_batch_delete(struct db *s, const int64_t *ids, size_t count) {
  enum err e = OK;
  for (int i = KEEP_SOURCE_KEYS; !e && i <= DELETE; i++)
    e = comment_batch_run(s, i, ids, count);
  return e;
}
