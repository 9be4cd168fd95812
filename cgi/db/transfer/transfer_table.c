#include "db/transfer/transfer_table.h"

#include <stdio.h>
#include <string.h>

#include "db/connection.h"
#include "db/engine.h"
#include "db/statement.h"

enum { SHORT = 500, LONG = 20 };

const struct transfer_table transfer_tables[] = {
    {"site", "id", SHORT, false},
    {"dependency", "key", SHORT, false},
    {"author", "id", SHORT, true},
    {"author_private", "author_id", SHORT, false},
    {"category", "id", SHORT, true},
    {"tag", "id", SHORT, true},
    {"article", "id", SHORT, true},
    {"article_body", "article_id", LONG, false},
    {"article_part", "article_id, number", LONG, false},
    {"article_category", "article_id, category_id", SHORT, false},
    {"article_tag", "article_id, tag_id", SHORT, false},
    {"article_revision", "article_id, number", LONG, false},
    {"path", "path", SHORT, false},
    {"redirect", "path", SHORT, false},
    {"listing", "id", SHORT, true},
    {"listing_entry", "listing_id, key", SHORT, false},
    {"listing_bucket", "listing_id, level, low", SHORT, false},
    {"comment", "id", SHORT, true},
    {"comment_private", "comment_id", SHORT, false},
    {"comment_network", "comment_id", SHORT, false},
    {"comment_deleted", "article_id, source_key", SHORT, false},
    {"comment_verdict", "comment_id", SHORT, false},
    {"comment_rate", "key", SHORT, false},
    {"blocked_network", "id", SHORT, true},
    {"spam_word", "word", SHORT, false},
    {"spam_total", "id", SHORT, false},
    {"spam_learned", "comment_id", SHORT, false},
    {"related", "article_id, place", SHORT, false},
    {"related_key", "key, position, article_id", SHORT, false},
    {"related_due", "article_id", SHORT, false},
    {"mail_event", "id", SHORT, true},
    {"mail", "id", SHORT, true},
    {"mail_comment", "mail_id, comment_id", SHORT, false},
    {"mail_reply", "token", SHORT, false},
    {"follow_request", "comment_id", SHORT, false},
    {"follower", "id", SHORT, true},
    {"follow", "id", SHORT, true},
    {"webmention", "id", SHORT, true},
    {"thanks", "article_id", SHORT, false},
    {"thanks_network", "article_id, hash", SHORT, false},
    {"person_request", "id", SHORT, true},
    {"picture", "name", SHORT, false},
    {"translation_name", "article_id, ordinal", SHORT, false},
    {"translation", "article_id", SHORT, false},
    {"preview", "article_id", SHORT, false},
    {"correction", "id", LONG, true},
    {"correction_before", "article_id", LONG, false},
    {"live", "article_id", SHORT, false},
    {"live_update", "article_id, number", LONG, false},
    {"social_card", "article_id", SHORT, false},
    {"social_card_due", "article_id", SHORT, false},
    {"search", "key", LONG, false},
    {"search_due", "article_id", SHORT, false},
};
const size_t transfer_table_count = sizeof transfer_tables / sizeof transfer_tables[0];

/* Both engines are asked for name and type, in SQLite's names for the types. */
static const char columns_of_sqlite[] =
    "SELECT name, type FROM pragma_table_info(?) ORDER BY cid";
static const char columns_of_postgres[] =
    "SELECT column_name::text, CASE data_type WHEN 'bigint' THEN 'INTEGER'"
    " WHEN 'text' THEN 'TEXT' WHEN 'bytea' THEN 'BLOB' ELSE 'REAL' END"
    " FROM information_schema.columns WHERE table_schema = 'public' AND table_name = ?"
    " ORDER BY ordinal_position";

static const char *const type_names[] = {[TRANSFER_INTEGER] = "INTEGER",
    [TRANSFER_REAL] = "REAL",
    [TRANSFER_TEXT] = "TEXT",
    [TRANSFER_BLOB] = "BLOB"};

/* FTS5 has the texts in a table without the IDs of articles, and may have NULL for
 * "". */
static const char search_of_sqlite[] =
    "(SELECT e.key AS key, e.article_id AS article_id, coalesce(s.title, '') AS title,"
    " coalesce(s.headings, '') AS headings, coalesce(s.body, '') AS body"
    " FROM search_entry e JOIN search s ON s.rowid = e.key) x";
static const char search_of_postgres[] =
    "(SELECT e.key, e.article_id, s.title, s.headings, s.body"
    " FROM search_entry e JOIN search s ON s.key = e.key) x";

static const struct transfer_columns search_columns = {.count = 5,
    .names = {"key", "article_id", "title", "headings", "body"},
    .types = {TRANSFER_INTEGER, TRANSFER_INTEGER, TRANSFER_TEXT, TRANSFER_TEXT,
        TRANSFER_TEXT},
    .keys = 1,
    .key = {0},
    .list = "key, article_id, title, headings, body"};

bool transfer_table_is_search(const struct transfer_table *t) {
  return strcmp(t->name, "search") == 0;
}

const char *transfer_table_source(const struct db *s, const struct transfer_table *t) {
  if (!transfer_table_is_search(t))
    return t->name;
  return s->engine->is_postgres ? search_of_postgres : search_of_sqlite;
}

static enum err transfer_columns_add(
    struct transfer_columns *c, const char *name, const char *type) {
  size_t used = strlen(c->list);
  if (c->count == TRANSFER_COLUMNS || strlen(name) >= TRANSFER_NAME)
    return ERR_INTERNAL;
  for (int i = 0; i <= TRANSFER_BLOB; i++)
    if (strcmp(type_names[i], type) == 0)
      c->types[c->count] = (enum transfer_type)i;
  snprintf(c->names[c->count], TRANSFER_NAME, "%s", name);
  snprintf(c->list + used, sizeof c->list - used, "%s%s", used ? ", " : "", name);
  c->count++;
  return OK;
}

/* Finds which columns the key has. */
static enum err transfer_columns_find_key(struct transfer_columns *c, const char *key) {
  while (*key) {
    size_t n = strcspn(key, ",");
    int i = 0;
    while (
        i < c->count && (strlen(c->names[i]) != n || strncmp(c->names[i], key, n) != 0))
      i++;
    if (i == c->count || c->keys == (int)(sizeof c->key / sizeof c->key[0]))
      return ERR_INTERNAL;
    c->key[c->keys++] = i;
    key += n + strspn(key + n, ", ");
  }
  return OK;
}

enum err transfer_columns_read(
    struct db *s, const struct transfer_table *t, struct transfer_columns *out) {
  struct statement *st = NULL;
  if (transfer_table_is_search(t)) {
    *out = search_columns;
    return OK;
  }
  *out = (struct transfer_columns){.count = 0};
  enum err e = statement_prepare(
      s, s->engine->is_postgres ? columns_of_postgres : columns_of_sqlite, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, t->name);
  while (statement_next(s, st, &e))
    e = transfer_columns_add(out, statement_chars(st, 0), statement_chars(st, 1));
  statement_finalize(st);
  return e ? e : transfer_columns_find_key(out, t->key);
}
