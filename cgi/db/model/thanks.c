#include "db/model/thanks.h"

#include "db/connection.h"
#include "db/statement.h"

enum { NUMBER, HAS, REMEMBER, COUNT_ONE, FORGET };

static const struct statement_sql statements[] = {
    [NUMBER] = {ROLE_WEB | ROLE_SCHEDULER | ROLE_COMMAND,
        "SELECT count FROM thanks WHERE article_id = ?"},
    [HAS] = {ROLE_WEB,
        "SELECT 1 FROM thanks_network WHERE article_id = ?1 AND hash = ?2"},
    [REMEMBER] = {ROLE_WEB,
        "INSERT INTO thanks_network(article_id, hash, created_at) VALUES (?1, ?2, ?3)"
        " ON CONFLICT DO NOTHING"},
    [COUNT_ONE] = {ROLE_WEB,
        "INSERT INTO thanks(article_id, count) VALUES (?, 1)"
        " ON CONFLICT(article_id) DO UPDATE SET count = thanks.count + 1"},
    /* The index thanks_network_created finds old rows without reading the others. */
    [FORGET] = {ROLE_SCHEDULER | ROLE_COMMAND,
        "DELETE FROM thanks_network WHERE created_at < ?1 OR created_at > ?2"},
};
const struct statement_table thanks_statements = STATEMENT_TABLE(statements);

enum err thanks_count(struct db *s, int64_t article, int64_t *out) {
  struct statement *st;
  bool found = false;
  int64_t count = 0;
  enum err e = statement_get_id(s, TABLE_THANKS, NUMBER, article, &st);
  if (!e)
    e = statement_number_if_any(s, st, &found, &count);
  if (!e)
    *out = found ? count : 0;
  return e;
}

enum err thanks_has(
    struct db *s, int64_t article, const uint8_t hash[CRYPT_HASH], bool *out) {
  struct statement *st;
  int64_t one;
  enum err e = statement_get_id(s, TABLE_THANKS, HAS, article, &st);
  if (e)
    return e;
  statement_bind_blob(st, 2, hash, CRYPT_HASH);
  return statement_number_if_any(s, st, out, &one);
}

enum err thanks_add(
    struct db *s, int64_t article, const uint8_t hash[CRYPT_HASH], int64_t now) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_THANKS, REMEMBER, article, &st);
  if (e)
    return e;
  statement_bind_blob(st, 2, hash, CRYPT_HASH);
  statement_bind_int(st, 3, now);
  e = statement_run(s, st);
  if (!e && !statement_changes(s))
    e = ERR_EXISTS;
  return e ? e : statement_run_id(s, TABLE_THANKS, COUNT_ONE, article);
}

enum err thanks_forget(struct db *s, int64_t before, int64_t after) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_THANKS, FORGET, before, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, after);
  return statement_run(s, st);
}
