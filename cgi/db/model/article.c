#include "db/model/article.h"

#include <string.h>

#include "base/clock.h"
#include "db/statement.h"

/* Who may change articles. The web is not among them: comment_count is the only column
 * of an article that it may change (ADD_COMMENTS). */
enum { AUTHORS = ROLE_SCHEDULER | ROLE_COMMAND };

enum {
  BY_ID,
  BY_SOURCE,
  EACH_SOURCE,
  EACH,
  MENU,
  INSERT,
  UPDATE,
  CLEAR_PARENT,
  DELETE,
  SET_STATE,
  ADD_COMMENTS,
  LAST_POSITION,
};

/* article_read_row reads these columns by their numbers, so a new one goes to the end.
 *
 * The author is joined because every list and page shows the name. The join loses no
 * article: author_id is NOT NULL and a foreign key. */
#define COLUMNS                                                                        \
  "SELECT a.id, a.type, a.status, a.slug, a.title, a.excerpt, a.lang, a.author_id,"    \
  " u.name, u.slug, a.parent_id, a.menu_order, a.in_menu, a.sticky, a.created_at,"     \
  " a.published_at, a.updated_at, a.expires_at, a.position, a.permalink,"              \
  " a.comments_open, a.comment_count, a.reading_minutes,"                              \
  " a.source_key, a.source_hash, a.closed_by_command, a.comments_key"                  \
  " FROM article a JOIN author u ON u.id = a.author_id "

static const struct statement_sql statements[] = {
    [BY_ID] = {ROLE_ANY, COLUMNS "WHERE a.id = ?"},
    /* source_key is UNIQUE, and its index serves this: an import looks up each file. */
    [BY_SOURCE] = {ROLE_ANY, COLUMNS "WHERE a.source_key = ?"},
    /* Scans the table. An import does this to prune, and once per run to find renamed
     * files. */
    [EACH_SOURCE] = {ROLE_COMMAND,
        "SELECT id, source_key, source_hash FROM article WHERE source_key IS NOT NULL"
        " ORDER BY id"},
    /* The ORs rule out an index: this scans the table and sorts it. Only "pamphlet post
     * list" can wait for that; pages use listings. */
    [EACH] = {ROLE_ANY,
        COLUMNS "WHERE (?1 = '' OR a.type = ?1) AND (?2 = '' OR a.status = ?2)"
                " ORDER BY a.published_at DESC, a.id DESC"},
    /* article_menu is a partial index on in_menu = 1, so only the pages of the menu are
     * read. The limit is the size of the array in the function article_menu. */
    [MENU] = {ROLE_ANY,
        COLUMNS "WHERE a.in_menu = 1 AND a.type = 'page' AND a.status = 'publish'"
                " ORDER BY a.menu_order, a.title, a.id LIMIT 100"},
    /* The id is the last parameter, as in UPDATE, so that article_bind serves both. If
     * it is NULL, SQLite chooses one. */
    [INSERT] = {ROLE_COMMAND,
        "INSERT INTO article(type, status, slug, title, excerpt, lang, author_id,"
        " parent_id, menu_order, in_menu, sticky, created_at, published_at, updated_at,"
        " expires_at, position, permalink, comments_open,"
        " reading_minutes, source_key, source_hash, comments_key, id, comment_count)"
        " VALUES"
        " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)"
        " RETURNING id"},
    [UPDATE] = {ROLE_COMMAND,
        "UPDATE article SET type = ?, status = ?, slug = ?, title = ?, excerpt = ?,"
        " lang = ?, author_id = ?, parent_id = ?, menu_order = ?, in_menu = ?,"
        " sticky = ?, created_at = ?, published_at = ?, updated_at = ?, expires_at = ?,"
        " position = ?, permalink = ?, comments_open = ?18,"
        " closed_message = CASE WHEN CAST(?18 AS bigint) = 1 THEN '' ELSE closed_message END,"
        " closed_by_command = CASE WHEN CAST(?18 AS bigint) = 1 THEN 0 ELSE closed_by_command END,"
        " reading_minutes = ?19, source_key = ?, source_hash = ?, comments_key = ?"
        " WHERE id = ?"},
    /* Pages below a deleted page move to the top level. Their permalinks stay. */
    [CLEAR_PARENT] = {ROLE_COMMAND,
        "UPDATE article SET parent_id = NULL WHERE parent_id = ?"},
    /* The table has AUTOINCREMENT: no other article ever gets this ID. */
    [DELETE] = {ROLE_COMMAND, "DELETE FROM article WHERE id = ?"},
    [SET_STATE] = {AUTHORS,
        "UPDATE article SET status = ?2, position = ?3, permalink = ?4, slug = ?5"
        " WHERE id = ?1"},
    /* Adds a difference: counting the comments again would read an index row for each
     * of them with every new one. db/integrity.c finds counts that are wrong. */
    [ADD_COMMENTS] = {ROLE_WEB | ROLE_COMMAND | ROLE_LINK,
        "UPDATE article SET comment_count = comment_count + ?2 WHERE id = ?1"},
    /* If nothing has the position ?1 itself, the result is NULL and ?1 is free,
     * whatever other positions of that second are taken. */
    [LAST_POSITION] = {ROLE_ANY,
        "SELECT max(position) FROM article WHERE position >= ?1 AND position < ?2"
        " AND EXISTS (SELECT 1 FROM article WHERE position = ?1)"},
};
const struct statement_table article_statements = STATEMENT_TABLE(statements);

/* By number of the enum. The CHECKs in schema/0001_foundation.sql have the same names,
 * so that a new one needs a migration. */
static const char *const type_names[] = {"post", "page"};
static const char *const status_names[] = {
    "draft", "future", "publish", "private", "withdrawn"};

const char *article_type_name(enum article_type t) {
  return type_names[t];
}

const char *article_status_name(enum article_status s) {
  return status_names[s];
}

static bool article_find_name(
    const char *const *names, int count, const char *name, int *out) {
  for (int i = 0; i < count; i++)
    if (strcmp(names[i], name) == 0) {
      *out = i;
      return true;
    }
  return false;
}

bool article_type_find(const char *name, enum article_type *out) {
  int i;
  if (!article_find_name(type_names, 2, name, &i))
    return false;
  *out = (enum article_type)i;
  return true;
}

bool article_status_find(const char *name, enum article_status *out) {
  int i;
  if (!article_find_name(status_names, 5, name, &i))
    return false;
  *out = (enum article_status)i;
  return true;
}

/* Reads the current row of a statement with COLUMNS. */
static enum err article_read_row(
    struct arena *a, struct statement *st, struct article *out) {
  struct article r = {
      .id = statement_int(st, 0),
      .slug = statement_text(a, st, 3),
      .title = statement_text(a, st, 4),
      .excerpt = statement_text(a, st, 5),
      .lang = statement_text(a, st, 6),
      .author_id = statement_int(st, 7),
      .author = statement_text(a, st, 8),
      .author_slug = statement_text(a, st, 9),
      .parent_id = statement_int(st, 10),
      .menu_order = statement_int(st, 11),
      .in_menu = (int)statement_int(st, 12),
      .sticky = (int)statement_int(st, 13),
      .created_at = statement_int(st, 14),
      .published_at = statement_int(st, 15),
      .updated_at = statement_int(st, 16),
      .expires_at = statement_int(st, 17),
      .position = statement_int(st, 18),
      .permalink = statement_text_or_null(a, st, 19),
      .comments_open = (int)statement_int(st, 20),
      .comment_count = statement_int(st, 21),
      .reading_minutes = (int)statement_int(st, 22),
      .source_key = statement_text_or_null(a, st, 23),
      .closed_by_command = (int)statement_int(st, 25),
      .comments_key = (enum article_comments_key)(int)statement_int(st, 26),
  };
  if (!r.slug || !r.title || !r.excerpt || !r.lang || !r.author || !r.author_slug)
    return ERR_NOMEM;
  /* Not to be taken for an article that has none of these: it would lose its address.
   */
  if ((!r.permalink && !statement_is_null(st, 19)) ||
      (!r.source_key && !statement_is_null(st, 23)))
    return ERR_NOMEM;
  /* The table has a CHECK on both columns, so another value means a damaged file. */
  if (!article_type_find(statement_chars(st, 1), &r.type) ||
      !article_status_find(statement_chars(st, 2), &r.status))
    return ERR_DAMAGED;
  /* NULL has 0 bytes: the hash of an article that was not imported stays zero. */
  if (statement_size(st, 24) == sizeof r.source_hash)
    memcpy(r.source_hash, statement_blob(st, 24), sizeof r.source_hash);
  *out = r;
  return OK;
}

static enum err article_read_one(
    struct db *s, struct arena *a, struct statement *st, struct article *out) {
  enum err e = statement_one(s, st);
  if (e)
    return e;
  e = article_read_row(a, st, out);
  statement_reset(st);
  return e;
}

enum err article_by_id(struct db *s, struct arena *a, int64_t id, struct article *out) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_ARTICLE, BY_ID, id, &st);
  if (e)
    return e;
  return article_read_one(s, a, st, out);
}

enum err article_by_source(
    struct db *s, struct arena *a, const char *source_key, struct article *out) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_ARTICLE, BY_SOURCE, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, source_key);
  return article_read_one(s, a, st, out);
}

/* A row without a whole hash is skipped: its source cannot be compared. */
enum err article_each_source(struct db *s, article_source_visit *visit, void *context) {
  struct statement *st = NULL;
  enum err e = statement_get(s, TABLE_ARTICLE, EACH_SOURCE, &st);
  while (statement_next(s, st, &e)) {
    const char *key = statement_chars(st, 1);
    const uint8_t *hash = statement_blob(st, 2);
    if (!key)
      e = ERR_NOMEM;
    else if (statement_size(st, 2) == CRYPT_HASH)
      e = visit(context, statement_int(st, 0), key, hash);
  }
  return e;
}

enum err article_each(struct db *s, struct arena *a, const struct article_filter *f,
    article_visit *visit, void *context) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_ARTICLE, EACH, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, f->type < 0 ? "" : type_names[f->type]);
  statement_bind_text(st, 2, f->status < 0 ? "" : status_names[f->status]);
  while (statement_next(s, st, &e)) {
    struct article row;
    e = article_read_row(a, st, &row);
    if (!e)
      e = visit(context, &row);
  }
  return e;
}

enum err article_menu(
    struct db *s, struct arena *a, struct article **out, size_t *count) {
  enum { MOST = 100 };
  struct statement *st = NULL;
  struct article *list = arena_array(a, MOST, sizeof *list);
  size_t n = 0;
  if (!list)
    return ERR_NOMEM;
  enum err e = statement_get(s, TABLE_ARTICLE, MENU, &st);
  while (n < MOST && statement_next(s, st, &e))
    e = article_read_row(a, st, &list[n++]);
  statement_reset(st);
  if (e)
    return e;
  *out = list;
  *count = n;
  return OK;
}

/* Binds the values that INSERT and UPDATE have in common. Both list these columns in
 * this order, and parameters are bound by number: a new column goes into both
 * statements and in here at the same place.
 *
 * comment_count is not among them. Only ADD_COMMENTS changes it, so that saving an
 * article cannot overwrite the count with one that was read before a comment
 * arrived. */
static void article_bind(struct statement *st, const struct article *r) {
  statement_bind_text(st, 1, type_names[r->type]);
  statement_bind_text(st, 2, status_names[r->status]);
  statement_bind_text(st, 3, r->slug);
  statement_bind_text(st, 4, r->title);
  statement_bind_text(st, 5, r->excerpt);
  statement_bind_text(st, 6, r->lang);
  statement_bind_int(st, 7, r->author_id);
  statement_bind_or_null(st, 8, r->parent_id);
  statement_bind_int(st, 9, r->menu_order);
  statement_bind_int(st, 10, r->in_menu);
  statement_bind_int(st, 11, r->sticky);
  statement_bind_int(st, 12, r->created_at);
  statement_bind_int(st, 13, r->published_at);
  statement_bind_int(st, 14, r->updated_at);
  statement_bind_or_null(st, 15, r->expires_at);
  statement_bind_or_null(st, 16, r->position);
  statement_bind_text(st, 17, r->permalink);
  statement_bind_int(st, 18, r->comments_open);
  statement_bind_int(st, 19, r->reading_minutes);
  statement_bind_text(st, 20, r->source_key);
  if (r->source_key)
    /* An article that was not imported has no hash: the parameter stays NULL. */
    statement_bind_blob(st, 21, r->source_hash, sizeof r->source_hash);
  statement_bind_int(st, 22, (int)r->comments_key);
}

enum err article_insert(struct db *s, const struct article *article,
    const struct article_body *body, int64_t *id) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_ARTICLE, INSERT, &st);
  if (e)
    return e;
  article_bind(st, article);
  statement_bind_or_null(st, 23, article->id);
  int64_t added = 0;
  e = statement_number(s, st, &added);
  if (!e)
    e = article_body_write(s, added, body);
  if (!e)
    *id = added;
  return e;
}

enum err article_update(
    struct db *s, const struct article *article, const struct article_body *body) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_ARTICLE, UPDATE, &st);
  if (e)
    return e;
  article_bind(st, article);
  statement_bind_int(st, 23, article->id);
  e = statement_run(s, st);
  return e || !body ? e : article_body_write(s, article->id, body);
}

enum err article_delete(struct db *s, int64_t id) {
  /* foreign_keys is on: rows that refer to the article have to go before it does. */
  enum err e = article_body_delete(s, id);
  if (!e)
    e = statement_run_id(s, TABLE_ARTICLE, CLEAR_PARENT, id);
  return e ? e : statement_run_id(s, TABLE_ARTICLE, DELETE, id);
}

enum err article_set_state(struct db *s, int64_t id, enum article_status status,
    int64_t position, const char *permalink, const char *slug) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_ARTICLE, SET_STATE, id, &st);
  if (e)
    return e;
  statement_bind_text(st, 2, status_names[status]);
  statement_bind_or_null(st, 3, position);
  statement_bind_text(st, 4, permalink);
  statement_bind_text(st, 5, slug);
  return statement_run(s, st);
}

enum err article_add_comments(struct db *s, int64_t id, int64_t change) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_ARTICLE, ADD_COMMENTS, id, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, change);
  return statement_run(s, st);
}

enum err article_free_position(struct db *s, int64_t published_at, int64_t *out) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_ARTICLE, LAST_POSITION, &st);
  if (e)
    return e;
  /* The position 0 means "in no listing". */
  published_at = published_at ? published_at : 1;
  /* Dates usually are whole seconds: articles of the same second take its microseconds
   * in turn. */
  statement_bind_int(st, 1, published_at);
  statement_bind_int(st, 2, published_at + CLOCK_SECOND);
  e = statement_one(s, st);
  if (e)
    return e;
  /* Only a million articles of one second would reach the next second. */
  bool taken = !statement_is_null(st, 0);
  int64_t last = statement_int(st, 0);
  statement_reset(st);
  *out = taken ? last + 1 : published_at;
  return OK;
}
