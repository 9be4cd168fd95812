#include "db/model/comment_select.h"

#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "db/statement.h"

enum { ALL, OF_STATUS, OF_ARTICLE, OF_NETWORK, OF_TIME };

/* The columns of comment_row_read, without the HTML, and then the verdict. */
#define COLUMNS                                                                        \
  "SELECT c.id, c.article_id, c.parent_id, c.type, c.status, c.author, c.url,"         \
  " c.source, '', c.renderer, c.created_at, c.source_key, c.by_author, c.edited_at,"   \
  " c.revised_at,"                                                                     \
  " coalesce(v.rule, ''), coalesce(v.detail, ''), coalesce(v.score, -1),"              \
  " coalesce(v.words, '') FROM "
#define VERDICT " LEFT JOIN comment_verdict v ON v.comment_id = c.id WHERE "
/* "+": no index for these. */
#define REST                                                                           \
  " AND (?1 = '' OR c.status = ?1) AND (c.article_id = ?2 OR ?2 = 0)"                  \
  " AND +c.created_at >= ?4 AND +c.created_at < ?5 AND (?6 = '' OR v.rule = ?6)"       \
  " AND (v.score >= ?7 OR ?7 < 0) ORDER BY c.id DESC"

/* An OR rules out an index, so there is a statement for each index that helps. By ID,
 * not by date: nothing has to be sorted, except comments of one network, article or
 * period. */
static const struct statement_sql statements[] = {
    [ALL] = {ROLE_COMMAND, COLUMNS "comment c" VERDICT "CAST(?3 AS text) IS NULL" REST},
    [OF_STATUS] = {ROLE_COMMAND,
        COLUMNS "comment c" VERDICT "c.status = ?1 AND CAST(?3 AS text) IS NULL" REST},
    [OF_ARTICLE] = {ROLE_COMMAND, COLUMNS
        "comment c" VERDICT "c.article_id = ?2 AND CAST(?3 AS text) IS NULL" REST},
    /* CROSS JOIN keeps SQLite from beginning with the comments. */
    [OF_NETWORK] = {ROLE_COMMAND,
        COLUMNS "comment_network n CROSS JOIN comment c" VERDICT
                "c.id = n.comment_id AND n.network = ?3" REST},
    [OF_TIME] = {ROLE_COMMAND, COLUMNS
        "comment c" VERDICT
        "c.created_at >= ?4 AND c.created_at < ?5 AND CAST(?3 AS text) IS NULL" REST},
};
const struct statement_table comment_select_statements = STATEMENT_TABLE(statements);

const struct comment_selection comment_select_all = {.statuses = COMMENT_SELECT_ALL,
    .since = INT64_MIN,
    .until = INT64_MAX,
    .reason = "",
    .min_score = -1};

/* "" for more than one status: those that are not wanted are then left out below. */
static const char *comment_select_status(const struct comment_selection *of) {
  for (int i = COMMENT_APPROVE; i <= COMMENT_TRASH; i++)
    if (of->statuses == COMMENT_SELECT(i))
      return comment_status_name((enum comment_status)i);
  return "";
}

static int comment_select_statement(const struct comment_selection *of) {
  if (of->network)
    return OF_NETWORK;
  if (of->article_id)
    return OF_ARTICLE;
  /* One that has no beginning is most of them. */
  if (of->since > INT64_MIN)
    return OF_TIME;
  return *comment_select_status(of) ? OF_STATUS : ALL;
}

/* Appends a text as it is compared. SQLite knows upper and lower case in ASCII only. */
static enum err comment_select_fold(struct buf *out, const char *text) {
  enum err e = utf8_lower(out, text);
  /* Invalid UTF-8, as typed in a terminal of another encoding, is compared as it is. */
  if (e == ERR_SYNTAX) {
    buf_puts(out, text);
    e = buf_status(out);
  }
  return e;
}

/* The two texts that are looked for, folded. */
struct comment_select_wanted {
  struct buf author, search;
};

/* One after the other, not joined: a match must not reach from the name to the text. */
static enum err comment_select_contains(struct buf *scratch, const struct comment *c,
    const struct buf *wanted, bool *fits) {
  const char *const texts[] = {c->author, c->url, c->source};
  enum err e = OK;
  *fits = false;
  for (size_t i = 0; !e && !*fits && i < sizeof texts / sizeof texts[0]; i++) {
    buf_clear(scratch);
    e = comment_select_fold(scratch, texts[i]);
    *fits = !e && strstr(buf_text(scratch), buf_text(wanted)) != NULL;
  }
  return e;
}

static enum err comment_select_fits(const struct comment_selection *of,
    const struct comment_select_wanted *wanted, struct buf *scratch,
    const struct comment *c, bool *fits) {
  enum err e = OK;
  *fits = (of->statuses & COMMENT_SELECT(c->status)) != 0;
  if (*fits && of->author) {
    buf_clear(scratch);
    e = comment_select_fold(scratch, c->author);
    *fits = !e && strcmp(buf_text(scratch), buf_text(&wanted->author)) == 0;
  }
  if (!e && *fits && of->search)
    e = comment_select_contains(scratch, c, &wanted->search, fits);
  return e;
}

static enum err comment_select_open(
    struct db *s, const struct comment_selection *of, struct statement **out) {
  enum err e =
      statement_get(s, TABLE_COMMENT_SELECT, comment_select_statement(of), out);
  if (e)
    return e;
  statement_bind_text(*out, 1, comment_select_status(of));
  statement_bind_int(*out, 2, of->article_id);
  if (of->network)
    statement_bind_blob(*out, 3, of->network, CRYPT_HASH);
  statement_bind_int(*out, 4, of->since);
  statement_bind_int(*out, 5, of->until);
  statement_bind_text(*out, 6, of->reason);
  statement_bind_double(*out, 7, of->min_score);
  return OK;
}

static enum err comment_select_read(struct arena *a, struct statement *st,
    struct comment *c, struct comment_verdict *v) {
  *v = (struct comment_verdict){statement_text(a, st, 15), statement_text(a, st, 16),
      statement_double(st, 17), statement_text(a, st, 18)};
  return v->rule && v->detail && v->words ? comment_row_read(a, st, c) : ERR_NOMEM;
}

static enum err comment_select_walk(struct db *s, const struct comment_selection *of,
    const struct comment_select_wanted *wanted, struct arena *a,
    comment_select_visit *visit, void *context) {
  struct statement *st = NULL;
  struct buf scratch = {0};
  enum err e = comment_select_open(s, of, &st);
  while (statement_next(s, st, &e)) {
    struct comment c;
    struct comment_verdict v;
    bool fits = false;
    /* However many rows there are, the memory is that of one. */
    arena_reset(a);
    e = comment_select_read(a, st, &c, &v);
    if (!e)
      e = comment_select_fits(of, wanted, &scratch, &c, &fits);
    if (!e && fits)
      e = visit(context, a, &c, &v);
  }
  buf_free(&scratch);
  return e;
}

enum err comment_select_each(struct db *s, const struct comment_selection *of,
    comment_select_visit *visit, void *context) {
  struct comment_select_wanted wanted = {{0}, {0}};
  struct arena *a = arena_new(LIMIT_COMMENT_MEMORY);
  enum err e = a ? OK : ERR_NOMEM;
  if (!e && of->author)
    e = comment_select_fold(&wanted.author, of->author);
  if (!e && of->search)
    e = comment_select_fold(&wanted.search, of->search);
  if (!e)
    e = comment_select_walk(s, of, &wanted, a, visit, context);
  buf_free(&wanted.author);
  buf_free(&wanted.search);
  arena_free(a);
  return e;
}
