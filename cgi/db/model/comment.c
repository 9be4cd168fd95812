#include "db/model/comment.h"

#include <string.h>

#include "base/clock.h"
#include "db/connection.h"
#include "db/model/translation.h"
#include "db/statement.h"
#include "db/txn.h"

enum {
  NEWEST,
  NEWEST_OF,
  BY_ID,
  SHOWN,
  INSERT,
  INSERT_PRIVATE,
  INSERT_NETWORK,
  REWRITE,
  DROP_PRIVATE,
  KEEP_PRIVATE,
  HAS_DIGEST,
  LAST_FROM,
  HAS_MORE,
  COUNT_OF,
  BY_SOURCE,
  WAS_DELETED,
  ALIKE,
};

enum { ADD = ROLE_WEB | ROLE_COMMAND };

#define INSERT_SQL                                                                     \
  "INSERT INTO comment(article_id, parent_id, type, status, author, url, source,"      \
  " html, renderer, created_at, digest, source_key, by_author, status_at, id,"         \
  " mention) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"

static const struct statement_sql statements[] = {
    /* By date, not by id: imported comments have old dates and new ids. A comment stays
     * approved when its article is withdrawn, so the article's status is tested too. */
    [NEWEST] = {ROLE_ANY,
        COMMENT_ANY_COLUMNS("''") "WHERE status = 'approve' AND EXISTS (SELECT 1"
                                  " FROM article a WHERE a.id = article_id"
                                  " AND a.status = 'publish')"
                                  " ORDER BY created_at DESC, id DESC LIMIT ?1"},
    /* comment_newest_of has the rows of an article in this order: no more than ?1 are
     * read. */
    [NEWEST_OF] = {ROLE_ANY,
        COMMENT_ANY_COLUMNS("''") "WHERE status = 'approve' AND article_id = ?2"
                                  " ORDER BY created_at DESC, id DESC LIMIT ?1"},
    /* Of any status: callers decide who may see it. */
    [BY_ID] = {ROLE_ANY, COMMENT_COLUMNS "WHERE id = ?"},
    /* '' stands for the source, which no page shows. A comment may have 64 K characters
     * of it. */
    [SHOWN] = {ROLE_ANY, COMMENT_ANY_COLUMNS("''") "WHERE id = ?"},
    /* The id is last, as it is NULL except where the caller chooses one. */
    [INSERT] = {ADD | ROLE_LINK, INSERT_SQL},
    [INSERT_PRIVATE] = {ADD,
        "INSERT INTO comment_private(comment_id, email) VALUES (?, ?)"},
    [INSERT_NETWORK] = {ADD,
        "INSERT INTO comment_network(comment_id, network, created_at) VALUES (?, ?, ?)"},
    /* The digest stands for author and source, and `source` for `html`. The WHERE keeps
     * an import of an unchanged file from writing anything, and what the blog's author
     * has edited from being overwritten. IS DISTINCT FROM, because the parent may be
     * NULL. */
    [REWRITE] = {ROLE_COMMAND,
        "UPDATE comment SET parent_id = ?2, author = ?3, url = ?4, source = ?5, html = ?6,"
        " renderer = ?7, created_at = ?8, digest = ?9 WHERE id = ?1 AND edited_at = 0 AND (parent_id IS DISTINCT FROM"
        " ?2 OR url <> ?4 OR renderer <> ?7 OR created_at <> ?8 OR digest <> ?9)"},
    /* DROP_PRIVATE and KEEP_PRIVATE change an address without UPDATE, which no role may
     * do to this table: a row with another address goes, and then a missing one is
     * added. */
    [DROP_PRIVATE] = {ROLE_COMMAND,
        "DELETE FROM comment_private WHERE comment_id = ? AND email <> ?"},
    [KEEP_PRIVATE] = {ROLE_COMMAND,
        "INSERT INTO comment_private(comment_id, email) VALUES (?, ?) ON CONFLICT DO NOTHING"},
    /* A comment in the trash does not prevent the same text from being sent again. */
    [HAS_DIGEST] = {ROLE_ANY,
        "SELECT 1 FROM comment WHERE article_id = ? AND digest = ?"
        " AND status <> 'trash' LIMIT 1"},
    /* The index comment_network_network (network, created_at) has the times of the
     * network in order, so max() reads one row of it. Without any comment the result is
     * NULL, which is read as 0: long ago. */
    [LAST_FROM] = {ROLE_WEB | ROLE_SCHEDULER | ROLE_COMMAND,
        "SELECT max(created_at) FROM comment_network WHERE network = ? AND created_at <= ?"},
    /* The index comment_status alone answers these. */
    [HAS_MORE] = {ROLE_WEB | ROLE_COMMAND | ROLE_LINK,
        "SELECT 1 FROM comment WHERE status = ? LIMIT 1 OFFSET ?"},
    [COUNT_OF] = {ROLE_SCHEDULER | ROLE_COMMAND,
        "SELECT count(*) FROM comment WHERE status = ?"},
    /* The index of the constraint UNIQUE (article_id, source_key) serves this. */
    [BY_SOURCE] = {ROLE_ANY,
        "SELECT id FROM comment WHERE article_id = ? AND source_key = ?"},
    [WAS_DELETED] = {ROLE_COMMAND,
        "SELECT 1 FROM comment_deleted WHERE article_id = ? AND source_key = ?"},
    /* The index comment_created has the few comments of a second; "+" keeps an article
     * with thousands of them from being read instead. */
    [ALIKE] = {ROLE_COMMAND,
        COMMENT_ANY_COLUMNS("''") "WHERE created_at >= ?1 AND created_at < ?2"
                                  " AND +article_id = ?3 AND author = ?4"
                                  " ORDER BY id LIMIT 20"},
};
static const struct statement_text statements_postgres[STATEMENT_COUNT(statements)] = {
    /* For statement_last_id. */
    [INSERT] = {INSERT_SQL " RETURNING id"},
};
const struct statement_table comment_statements = STATEMENT_TABLE_POSTGRES(statements);

enum err comment_newest(struct db *s, struct arena *a, int64_t article, size_t most,
    struct comment **out, size_t *count) {
  struct statement *st;
  struct comment *list = arena_array(a, most + 1, sizeof *list);
  size_t n = 0;
  if (!list)
    return ERR_NOMEM;
  enum err e = statement_get_id(
      s, TABLE_COMMENT, article ? NEWEST_OF : NEWEST, (int64_t)most, &st);
  if (e)
    return e;
  if (article)
    statement_bind_int(st, 2, article);
  while (n < most && statement_next(s, st, &e))
    e = comment_row_read(a, st, &list[n++]);
  statement_reset(st);
  if (e)
    return e;
  *out = list;
  *count = n;
  return OK;
}

static enum err comment_read(
    struct db *s, struct arena *a, int statement, int64_t id, struct comment *out) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_COMMENT, statement, id, &st);
  if (e)
    return e;
  e = statement_one(s, st);
  if (e)
    return e;
  e = comment_row_read(a, st, out);
  statement_reset(st);
  return e;
}

enum err comment_by_id(struct db *s, struct arena *a, int64_t id, struct comment *out) {
  return comment_read(s, a, BY_ID, id, out);
}

enum err comment_shown(struct db *s, struct arena *a, int64_t id, struct comment *out) {
  return comment_read(s, a, SHOWN, id, out);
}

/* DROP_PRIVATE, KEEP_PRIVATE and INSERT_PRIVATE have the same parameters. */
static enum err comment_run_private(
    struct db *s, int statement, int64_t id, const char *email) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_COMMENT, statement, id, &st);
  if (e)
    return e;
  statement_bind_text(st, 2, email);
  return statement_run(s, st);
}

static enum err comment_insert_network(
    struct db *s, int64_t id, const uint8_t *network, int64_t at) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_COMMENT, INSERT_NETWORK, id, &st);
  if (e)
    return e;
  statement_bind_blob(st, 2, network, CRYPT_HASH);
  statement_bind_int(st, 3, at);
  return statement_run(s, st);
}

/* The pages of translations may show the same comments
 * (site/comments/comment_shared.h). Whether they do is a setting, which this layer does
 * not know: where they do not, a few pages are rendered again for nothing. */
static enum err comment_invalidate_others(struct db *s, int64_t article) {
  int64_t ids[TRANSLATION_MOST];
  size_t n = 0;
  enum err e = translation_others(s, article, ids, &n);
  for (size_t i = 0; !e && i < n; i++)
    e = txn_invalidate(s, DEP_COMMENTS, ids[i]);
  /* 0 is the key of the feed of all comments, which any comment changes. */
  return e ? e : txn_invalidate(s, DEP_COMMENTS, 0);
}

enum err comment_invalidate(struct db *s, int64_t article) {
  enum err e = txn_invalidate(s, DEP_COMMENTS, article);
  return e ? e : comment_invalidate_others(s, article);
}

enum err comment_invalidate_one(struct db *s, const struct comment *c, int delta) {
  enum err e = txn_invalidate_comment(s, c->article_id, c->id, delta);
  return e ? e : comment_invalidate_others(s, c->article_id);
}

enum err comment_insert(struct db *s, const struct comment *c, const char *email,
    const uint8_t *network, int64_t *id) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_COMMENT, INSERT, c->article_id, &st);
  if (e)
    return e;
  /* An unbound parameter is NULL (statement_get clears the bindings): no parent. */
  if (c->parent_id)
    statement_bind_int(st, 2, c->parent_id);
  statement_bind_text(st, 3, c->type);
  statement_bind_text(st, 4, comment_status_name(c->status));
  statement_bind_text(st, 5, c->author);
  statement_bind_text(st, 6, c->url);
  statement_bind_text(st, 7, c->source);
  statement_bind_text(st, 8, c->html);
  statement_bind_int(st, 9, c->renderer);
  statement_bind_int(st, 10, c->created_at);
  statement_bind_blob(st, 11, c->digest, CRYPT_HASH);
  statement_bind_text(st, 12, c->source_key);
  statement_bind_int(st, 13, c->by_author);
  /* Not the time of the comment: an old one that is imported into the trash is to stay
   * there as long as any other. */
  statement_bind_int(st, 14,
      c->status == COMMENT_SPAM || c->status == COMMENT_TRASH ? clock_now() : 0);
  if (c->id)
    statement_bind_int(st, 15, c->id);
  statement_bind_text(st, 16, c->mention ? c->mention : "");
  e = statement_run(s, st);
  if (e)
    return e;
  /* With RETURNING, SQLite would look for rows that refer to this one, also in the
   * private table, and the authorizer would refuse that to the web. */
  int64_t added = statement_last_id(s);
  if (*email)
    e = comment_run_private(s, INSERT_PRIVATE, added, email);
  /* A comment that was imported has no network. */
  if (!e && network)
    e = comment_insert_network(s, added, network, c->created_at);
  if (!e)
    *id = added;
  return e;
}

enum err comment_rewrite(struct db *s, const struct comment *c, const char *email) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_COMMENT, REWRITE, c->id, &st);
  if (e)
    return e;
  if (c->parent_id)
    statement_bind_int(st, 2, c->parent_id);
  statement_bind_text(st, 3, c->author);
  statement_bind_text(st, 4, c->url);
  statement_bind_text(st, 5, c->source);
  statement_bind_text(st, 6, c->html);
  statement_bind_int(st, 7, c->renderer);
  statement_bind_int(st, 8, c->created_at);
  statement_bind_blob(st, 9, c->digest, CRYPT_HASH);
  e = statement_run(s, st);
  if (!e)
    e = comment_run_private(s, DROP_PRIVATE, c->id, email);
  /* A comment without an address has no row at all, rather than an empty one. */
  return e || !*email ? e : comment_run_private(s, KEEP_PRIVATE, c->id, email);
}

enum err comment_has_digest(
    struct db *s, int64_t article, const uint8_t digest[CRYPT_HASH], bool *out) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_COMMENT, HAS_DIGEST, article, &st);
  if (e)
    return e;
  statement_bind_blob(st, 2, digest, CRYPT_HASH);
  bool found = statement_next(s, st, &e);
  statement_reset(st);
  if (!e)
    *out = found;
  return e;
}

enum err comment_last_from(
    struct db *s, const uint8_t network[CRYPT_HASH], int64_t until, int64_t *out) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_COMMENT, LAST_FROM, &st);
  if (e)
    return e;
  statement_bind_blob(st, 1, network, CRYPT_HASH);
  statement_bind_int(st, 2, until);
  return statement_number(s, st, out);
}

enum err comment_has_more(
    struct db *s, enum comment_status status, int64_t most, bool *out) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_COMMENT, HAS_MORE, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, comment_status_name(status));
  statement_bind_int(st, 2, most);
  bool found = statement_next(s, st, &e);
  statement_reset(st);
  if (!e)
    *out = found;
  return e;
}

enum err comment_count_of(struct db *s, enum comment_status status, int64_t *out) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_COMMENT, COUNT_OF, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, comment_status_name(status));
  return statement_number(s, st, out);
}

static enum err comment_source_number(struct db *s, int statement, int64_t article,
    const char *source_key, int64_t *out) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_COMMENT, statement, article, &st);
  if (e)
    return e;
  statement_bind_text(st, 2, source_key);
  return statement_number(s, st, out);
}

/* A comment that a moderator deleted for good is in comment_deleted only. The import
 * has to tell that from one it has never seen. */
enum err comment_by_source(
    struct db *s, int64_t article, const char *source_key, int64_t *id) {
  int64_t one;
  enum err e = comment_source_number(s, BY_SOURCE, article, source_key, id);
  if (e != ERR_NOT_FOUND)
    return e;
  e = comment_source_number(s, WAS_DELETED, article, source_key, &one);
  return e ? e : ERR_GONE;
}

enum err comment_alike(struct db *s, struct arena *a, const struct comment *like,
    const char *source, struct comment **out, size_t *count) {
  enum { MOST = 20 }; /* as in ALIKE */
  struct statement *st;
  struct comment *list = arena_array(a, MOST, sizeof *list);
  int64_t second = like->created_at - like->created_at % CLOCK_SECOND;
  size_t n = 0;
  if (!list)
    return ERR_NOMEM;
  enum err e = statement_get_id(s, TABLE_COMMENT, ALIKE, second, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, second + CLOCK_SECOND);
  statement_bind_int(st, 3, like->article_id);
  statement_bind_text(st, 4, like->author);
  while (n < MOST && statement_next(s, st, &e)) {
    e = comment_row_read(a, st, &list[n]);
    const char *key = e ? NULL : list[n].source_key;
    n += !e && !(key && strncmp(key, source, strlen(source)) == 0);
  }
  statement_reset(st);
  if (e)
    return e;
  *out = list;
  *count = n;
  return OK;
}
