#include "db/model/social_card.h"

#include "db/statement.h"

enum {
  FIND,
  HAS_HASH,
  PUT,
  DROP,
  DUE_LIST,
  DUE_COUNT,
  DUE_NEXT,
  DUE_DONE,
  IS_CURRENT,
  FAULTS
};

static const struct statement_sql statements[] = {
    [FIND] = {ROLE_WEB | ROLE_COMMAND,
        "SELECT hash, fault FROM social_card WHERE article_id = ?"},
    [HAS_HASH] = {ROLE_COMMAND,
        "SELECT 1 FROM social_card WHERE hash = ? AND fault = '' LIMIT 1"},
    [PUT] = {ROLE_COMMAND,
        "INSERT INTO social_card(article_id, hash, fault) VALUES (?1, ?2, ?3)"
        " ON CONFLICT(article_id) DO UPDATE SET hash = ?2, fault = ?3"},
    [DROP] = {ROLE_COMMAND, "DELETE FROM social_card WHERE article_id = ?"},
    /* Sorts all of them, which are few, except after an import. */
    [DUE_LIST] = {ROLE_COMMAND,
        "SELECT d.article_id, d.change FROM social_card_due d"
        " LEFT JOIN article a ON a.id = d.article_id"
        " ORDER BY a.id IS NOT NULL AND a.status IN ('publish', 'future'),"
        " a.published_at DESC, d.article_id DESC LIMIT ?"},
    [DUE_COUNT] = {ROLE_COMMAND, "SELECT count(*) FROM social_card_due"},
    [DUE_NEXT] = {ROLE_COMMAND,
        "SELECT i.id, coalesce(d.change, 0) FROM"
        " (SELECT id FROM article WHERE id > ?1"
        " UNION SELECT article_id FROM social_card_due WHERE article_id > ?1"
        " ORDER BY 1 LIMIT 1) i LEFT JOIN social_card_due d ON d.article_id = i.id"},
    [DUE_DONE] = {ROLE_COMMAND,
        "DELETE FROM social_card_due WHERE article_id = ?1 AND change = ?2"},
    [IS_CURRENT] = {ROLE_COMMAND,
        "SELECT coalesce((SELECT change FROM social_card_due WHERE article_id = ?1), 0)"
        " = ?2 AND coalesce((SELECT hash FROM social_card WHERE article_id = ?1), '')"
        " = ?3 AND EXISTS(SELECT 1 FROM article WHERE id = ?1"
        " AND status IN ('publish', 'future')) = ?4"},
    [FAULTS] = {ROLE_COMMAND,
        "SELECT fault, CAST(sum(count(*)) OVER () AS bigint) FROM social_card WHERE fault <> ''"
        " GROUP BY fault ORDER BY count(*) DESC, fault LIMIT 1"},
};
const struct statement_table social_card_statements = STATEMENT_TABLE(statements);

enum err social_card_find(
    struct db *s, struct arena *a, int64_t article, struct social_card *out) {
  struct statement *st;
  enum err e = statement_one_id(s, TABLE_SOCIAL_CARD, FIND, article, &st);
  if (e && e != ERR_NOT_FOUND)
    return e;
  struct social_card found = {NULL, NULL};
  if (!e) {
    found = (struct social_card){statement_text(a, st, 0), statement_text(a, st, 1)};
    statement_reset(st);
    if (!found.hash || !found.fault)
      return ERR_NOMEM;
  }
  *out = found;
  return OK;
}

enum err social_card_has_hash(struct db *s, const char *hash, bool *out) {
  struct statement *st;
  int64_t one;
  enum err e = statement_get(s, TABLE_SOCIAL_CARD, HAS_HASH, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, hash);
  return statement_number_if_any(s, st, out, &one);
}

enum err social_card_put(
    struct db *s, int64_t article, const struct social_card *card) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_SOCIAL_CARD, PUT, article, &st);
  if (e)
    return e;
  statement_bind_text(st, 2, card->hash);
  statement_bind_text(st, 3, card->fault);
  return statement_run(s, st);
}

enum err social_card_drop(struct db *s, int64_t article) {
  return statement_run_id(s, TABLE_SOCIAL_CARD, DROP, article);
}

enum err social_card_due_list(struct db *s, struct arena *a, int64_t most,
    struct social_card_due **out, size_t *count) {
  struct social_card_due *list = NULL;
  size_t n = 0, cap = 0;
  struct statement *st = NULL;
  enum err e = statement_get_id(s, TABLE_SOCIAL_CARD, DUE_LIST, most, &st);
  while (statement_next(s, st, &e)) {
    struct social_card_due *grown = arena_grow(a, list, n, &cap, sizeof *list);
    if (!grown) {
      statement_reset(st);
      return ERR_NOMEM;
    }
    list = grown;
    list[n++] = (struct social_card_due){statement_int(st, 0), statement_int(st, 1)};
  }
  if (e)
    return e;
  *out = list;
  *count = n;
  return OK;
}

enum err social_card_due_count(struct db *s, int64_t *out) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_SOCIAL_CARD, DUE_COUNT, &st);
  return e ? e : statement_number(s, st, out);
}

enum err social_card_due_next(
    struct db *s, int64_t article, bool *found, struct social_card_due *out) {
  struct statement *st;
  enum err e = statement_one_id(s, TABLE_SOCIAL_CARD, DUE_NEXT, article, &st);
  if (e && e != ERR_NOT_FOUND)
    return e;
  *found = !e;
  if (!e) {
    *out = (struct social_card_due){statement_int(st, 0), statement_int(st, 1)};
    statement_reset(st);
  }
  return OK;
}

enum err social_card_due_done(struct db *s, const struct social_card_due *due) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_SOCIAL_CARD, DUE_DONE, due->article, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, due->change);
  return statement_run(s, st);
}

enum err social_card_is_current(struct db *s, const struct social_card_due *due,
    const char *hash, bool is_public, bool *out) {
  struct statement *st;
  int64_t current = 0;
  enum err e = statement_get_id(s, TABLE_SOCIAL_CARD, IS_CURRENT, due->article, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, due->change);
  statement_bind_text(st, 3, hash);
  statement_bind_int(st, 4, is_public);
  e = statement_number(s, st, &current);
  if (!e)
    *out = current != 0;
  return e;
}

enum err social_card_faults(
    struct db *s, struct arena *a, int64_t *count, const char **fault) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_SOCIAL_CARD, FAULTS, &st);
  if (!e)
    e = statement_one(s, st);
  if (e && e != ERR_NOT_FOUND)
    return e;
  int64_t n = e ? 0 : statement_int(st, 1);
  const char *most = e ? *fault : statement_text(a, st, 0);
  if (!e)
    statement_reset(st);
  if (!e && !most)
    return ERR_NOMEM;
  *count = n;
  *fault = most;
  return OK;
}
