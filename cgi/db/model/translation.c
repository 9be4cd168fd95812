#include "db/model/translation.h"

#include <string.h>

#include "db/statement.h"

enum {
  NAMES,
  FORGET,
  ADD,
  EACH_NAME,
  BY_PATH,
  BY_SLUG,
  WITH_KEY,
  NAMING,
  IS_PUBLIC,
  GROUP,
  JOIN,
  LEAVE,
  MEMBERS,
  OTHERS,
  EACH_GROUP
};

#define AUTHORS (ROLE_SCHEDULER | ROLE_COMMAND)
#define READERS (ROLE_WEB | AUTHORS)

/* Only public articles are in groups: the partial index article_slug, and the one of
 * paths, then find a named article without reading others. */
static const struct statement_sql statements[] = {
    [NAMES] = {AUTHORS, "SELECT ordinal, name FROM translation_name"
                        " WHERE article_id = ? ORDER BY ordinal"},
    [FORGET] = {ROLE_COMMAND, "DELETE FROM translation_name WHERE article_id = ?"},
    [ADD] = {ROLE_COMMAND,
        "INSERT INTO translation_name(article_id, ordinal, name) VALUES (?1, ?2, ?3)"},
    [EACH_NAME] = {ROLE_COMMAND, "SELECT article_id, name FROM translation_name"
                                 " WHERE ordinal > 0 ORDER BY article_id, ordinal"},
    [BY_PATH] = {AUTHORS,
        "SELECT a.id FROM path p JOIN article a ON a.id = p.article_id"
        " WHERE p.path = ?1 AND a.status = 'publish' AND a.id <> ?2"},
    [BY_SLUG] = {AUTHORS,
        "SELECT id FROM article WHERE status = 'publish' AND slug = ?1"
        " AND id <> ?2 LIMIT 2"},
    [WITH_KEY] = {AUTHORS, "SELECT n.article_id FROM translation_name n JOIN article a"
                           " ON a.id = n.article_id WHERE n.ordinal = 0 AND n.name = ?1"
                           " AND a.status = 'publish' ORDER BY n.article_id LIMIT ?2"},
    [NAMING] = {AUTHORS, "SELECT n.article_id FROM translation_name n JOIN article a"
                         " ON a.id = n.article_id WHERE n.ordinal > 0 AND n.name IN"
                         " (SELECT slug FROM article WHERE id = ?1 UNION ALL"
                         " SELECT path FROM path WHERE article_id = ?1)"
                         " AND a.status = 'publish' ORDER BY n.article_id LIMIT ?2"},
    [IS_PUBLIC] = {AUTHORS,
        "SELECT 1 FROM article WHERE id = ? AND status = 'publish'"},
    [GROUP] = {READERS, "SELECT group_id FROM translation WHERE article_id = ?"},
    [JOIN] = {AUTHORS,
        "INSERT INTO translation(article_id, group_id) VALUES (?1, ?2)"
        " ON CONFLICT(article_id) DO UPDATE SET group_id = excluded.group_id"},
    [LEAVE] = {AUTHORS, "DELETE FROM translation WHERE article_id = ?"},
    [MEMBERS] = {READERS,
        "SELECT a.id, a.lang, a.permalink FROM translation t JOIN article a"
        " ON a.id = t.article_id WHERE t.group_id = ?1 AND a.status = 'publish'"
        " AND a.permalink IS NOT NULL ORDER BY a.id LIMIT ?2"},
    [OTHERS] = {ROLE_ANY, "SELECT article_id FROM translation WHERE group_id ="
                          " (SELECT group_id FROM translation WHERE article_id = ?1)"
                          " AND article_id <> ?1 LIMIT ?2"},
    [EACH_GROUP] = {ROLE_COMMAND,
        "SELECT DISTINCT group_id, NULL FROM translation ORDER BY group_id"},
};
const struct statement_table translation_statements = STATEMENT_TABLE(statements);

enum err translation_names(
    struct db *s, struct arena *a, int64_t article, struct translation_names *out) {
  struct statement *st = NULL;
  struct translation_names names = {NULL, NULL, 0};
  size_t room = 0;
  enum err e = statement_get_id(s, TABLE_TRANSLATION, NAMES, article, &st);
  while (statement_next(s, st, &e)) {
    const char *name = statement_text(a, st, 1);
    const char **grown = names.articles;
    bool is_key = statement_int(st, 0) == 0;
    if (!is_key)
      grown = arena_grow(a, names.articles, names.count, &room, sizeof *grown);
    if (!name || (!is_key && !grown)) {
      e = ERR_NOMEM;
      continue;
    }
    names.articles = grown;
    if (is_key)
      names.key = name;
    else
      names.articles[names.count++] = name;
  }
  if (!e)
    *out = names;
  return e;
}

static enum err translation_name_add(
    struct db *s, int64_t article, int64_t ordinal, const char *name) {
  struct statement *st = NULL;
  enum err e = statement_get_id(s, TABLE_TRANSLATION, ADD, article, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, ordinal);
  statement_bind_text(st, 3, name);
  return statement_run(s, st);
}

enum err translation_names_set(
    struct db *s, int64_t article, const struct translation_names *names) {
  enum err e = statement_run_id(s, TABLE_TRANSLATION, FORGET, article);
  if (!e && names->key)
    e = translation_name_add(s, article, 0, names->key);
  for (size_t i = 0; !e && i < names->count; i++)
    e = translation_name_add(s, article, (int64_t)i + 1, names->articles[i]);
  return e;
}

static enum err translation_each(
    struct db *s, int statement, translation_visit *visit, void *context) {
  struct statement *st = NULL;
  enum err e = statement_get(s, TABLE_TRANSLATION, statement, &st);
  while (statement_next(s, st, &e))
    e = visit(context, statement_int(st, 0), statement_chars(st, 1));
  return e;
}

enum err translation_each_name(struct db *s, translation_visit *visit, void *context) {
  return translation_each(s, EACH_NAME, visit, context);
}

enum err translation_each_group(struct db *s, translation_visit *visit, void *context) {
  return translation_each(s, EACH_GROUP, visit, context);
}

enum err translation_resolve(
    struct db *s, const char *name, int64_t self, int64_t *out) {
  struct statement *st = NULL;
  int64_t id = 0;
  int found = 0;
  enum err e =
      statement_get(s, TABLE_TRANSLATION, strchr(name, '/') ? BY_PATH : BY_SLUG, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, name);
  statement_bind_int(st, 2, self);
  while (statement_next(s, st, &e)) {
    id = statement_int(st, 0);
    found++;
  }
  if (e || found != 1)
    return e ? e : found ? ERR_EXISTS : ERR_NOT_FOUND;
  *out = id;
  return OK;
}

/* Reads IDs, those that the array has already among them. */
static enum err translation_read_ids(
    struct db *s, struct statement *st, int64_t *ids, size_t *count) {
  enum err e = OK;
  statement_bind_int(st, 2, TRANSLATION_MOST);
  while (statement_next(s, st, &e))
    if (*count < TRANSLATION_MOST)
      ids[(*count)++] = statement_int(st, 0);
  return e;
}

enum err translation_with_key(
    struct db *s, const char *key, int64_t *ids, size_t *count) {
  struct statement *st = NULL;
  enum err e = statement_get(s, TABLE_TRANSLATION, WITH_KEY, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, key);
  return translation_read_ids(s, st, ids, count);
}

enum err translation_naming(
    struct db *s, int64_t article, int64_t *ids, size_t *count) {
  struct statement *st = NULL;
  enum err e = statement_get_id(s, TABLE_TRANSLATION, NAMING, article, &st);
  return e ? e : translation_read_ids(s, st, ids, count);
}

enum err translation_others(
    struct db *s, int64_t article, int64_t *ids, size_t *count) {
  struct statement *st = NULL;
  *count = 0;
  enum err e = statement_get_id(s, TABLE_TRANSLATION, OTHERS, article, &st);
  return e ? e : translation_read_ids(s, st, ids, count);
}

enum err translation_is_public(struct db *s, int64_t article, bool *out) {
  struct statement *st = NULL;
  int64_t one = 0;
  enum err e = statement_get_id(s, TABLE_TRANSLATION, IS_PUBLIC, article, &st);
  return e ? e : statement_number_if_any(s, st, out, &one);
}

enum err translation_group(struct db *s, int64_t article, int64_t *out) {
  struct statement *st = NULL;
  bool found = false;
  int64_t group = 0;
  enum err e = statement_get_id(s, TABLE_TRANSLATION, GROUP, article, &st);
  if (!e)
    e = statement_number_if_any(s, st, &found, &group);
  if (!e)
    *out = found ? group : 0;
  return e;
}

enum err translation_group_set(struct db *s, int64_t article, int64_t group) {
  struct statement *st = NULL;
  if (!group)
    return statement_run_id(s, TABLE_TRANSLATION, LEAVE, article);
  enum err e = statement_get_id(s, TABLE_TRANSLATION, JOIN, article, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, group);
  return statement_run(s, st);
}

enum err translation_members(struct db *s, struct arena *a, int64_t group,
    struct translation **out, size_t *count) {
  struct statement *st = NULL;
  struct translation *list = NULL;
  size_t n = 0, room = 0;
  enum err e = group ? statement_get_id(s, TABLE_TRANSLATION, MEMBERS, group, &st) : OK;
  if (!e && st)
    statement_bind_int(st, 2, TRANSLATION_MOST);
  while (st && statement_next(s, st, &e)) {
    struct translation *grown = arena_grow(a, list, n, &room, sizeof *list);
    struct translation t = {
        statement_int(st, 0), statement_text(a, st, 1), statement_text(a, st, 2)};
    if (!grown || !t.lang || !t.permalink) {
      e = ERR_NOMEM;
      continue;
    }
    list = grown;
    list[n++] = t;
  }
  if (e)
    return e;
  *out = list;
  *count = n;
  return OK;
}
