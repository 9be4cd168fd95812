#include "db/model/article_body.h"

#include <string.h>

#include "db/statement.h"

/* The last three are in the order in which article_body_delete runs them. */
enum { READ, HTML, BEGINNING, WRITE, DELETE, DELETE_CATEGORIES, DELETE_TAGS };

static const struct statement_sql statements[] = {
    [READ] = {ROLE_ANY,
        "SELECT format, source, html, renderer FROM article_body WHERE article_id = ?"},
    [HTML] = {ROLE_ANY, "SELECT html FROM article_body WHERE article_id = ?"},
    [BEGINNING] = {ROLE_WEB | ROLE_SCHEDULER | ROLE_COMMAND,
        "SELECT substr(html, 1, 20000) FROM article_body WHERE article_id = ?"},
    /* For new articles and for changed ones. */
    [WRITE] = {ROLE_COMMAND,
        "INSERT INTO article_body(article_id, format, source, html, renderer)"
        " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT(article_id) DO UPDATE SET"
        " format = ?2, source = ?3, html = ?4, renderer = ?5"},
    [DELETE] = {ROLE_COMMAND, "DELETE FROM article_body WHERE article_id = ?"},
    [DELETE_CATEGORIES] = {ROLE_COMMAND,
        "DELETE FROM article_category WHERE article_id = ?"},
    [DELETE_TAGS] = {ROLE_COMMAND, "DELETE FROM article_tag WHERE article_id = ?"},
};
const struct statement_table article_body_statements = STATEMENT_TABLE(statements);

enum err article_body_read(
    struct db *s, struct arena *a, int64_t article, struct article_body *out) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_ARTICLE_BODY, READ, article, &st);
  if (e)
    return e;
  e = statement_one(s, st);
  if (e)
    return e;
  struct article_body body = {
      .format = statement_text(a, st, 0),
      .source = statement_text(a, st, 1),
      .html = statement_text(a, st, 2),
      .renderer = (int)statement_int(st, 3),
  };
  /* All texts are copies: those of SQLite are valid only until the reset. */
  statement_reset(st);
  if (!body.format || !body.source || !body.html)
    return ERR_NOMEM;
  *out = body;
  return OK;
}

enum err article_body_html(
    struct db *s, struct arena *a, int64_t article, const char **html) {
  struct statement *st;
  enum err e = statement_one_id(s, TABLE_ARTICLE_BODY, HTML, article, &st);
  if (e)
    return e;
  const char *text = statement_text(a, st, 0);
  statement_reset(st);
  if (text)
    *html = text;
  return text ? OK : ERR_NOMEM;
}

enum err article_body_beginning(
    struct db *s, struct arena *a, int64_t article, char **html) {
  struct statement *st;
  enum err e = statement_one_id(s, TABLE_ARTICLE_BODY, BEGINNING, article, &st);
  if (e && e != ERR_NOT_FOUND)
    return e;
  char *text = e ? arena_strdup(a, "") : statement_text(a, st, 0);
  if (!e)
    statement_reset(st);
  if (!text)
    return ERR_NOMEM;
  /* The end may be in the middle of a tag. */
  char *open = strrchr(text, '<'), *close = strrchr(text, '>');
  if (open && (!close || close < open))
    *open = '\0';
  *html = text;
  return OK;
}

enum err article_body_write(
    struct db *s, int64_t article, const struct article_body *body) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_ARTICLE_BODY, WRITE, article, &st);
  if (e)
    return e;
  statement_bind_text(st, 2, body->format);
  statement_bind_text(st, 3, body->source);
  statement_bind_text(st, 4, body->html);
  statement_bind_int(st, 5, body->renderer);
  return statement_run(s, st);
}

/* Also removes the article from its categories and tags: their rows refer to it and
 * would prevent its own deletion. */
enum err article_body_delete(struct db *s, int64_t article) {
  enum err e = OK;
  for (int i = DELETE; !e && i <= DELETE_TAGS; i++)
    e = statement_run_id(s, TABLE_ARTICLE_BODY, i, article);
  return e;
}
