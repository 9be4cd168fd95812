#include "db/model/comment_row.h"

#include <string.h>

#include "db/statement.h"

/* The CHECK of comment.status in schema/0001_foundation.sql has the same names. */
static const char *const status_names[] = {[COMMENT_APPROVE] = "approve",
    [COMMENT_HOLD] = "hold",
    [COMMENT_SPAM] = "spam",
    [COMMENT_TRASH] = "trash"};

const char *comment_status_name(enum comment_status s) {
  return status_names[s];
}

bool comment_status_find(const char *name, enum comment_status *out) {
  for (int i = COMMENT_APPROVE; i <= COMMENT_TRASH; i++)
    if (strcmp(status_names[i], name) == 0) {
      *out = (enum comment_status)i;
      return true;
    }
  return false;
}

enum err comment_row_counts(struct db *s, struct statement *st, int64_t out[4]) {
  int64_t counts[4] = {0};
  enum err e = OK;
  while (statement_next(s, st, &e)) {
    enum comment_status status = COMMENT_APPROVE;
    const char *name = statement_chars(st, 0);
    /* The column is NOT NULL: the text is NULL only if SQLite is out of memory. */
    e = !name ? ERR_NOMEM : comment_status_find(name, &status) ? OK : ERR_DAMAGED;
    counts[status] = statement_int(st, 1);
  }
  if (!e)
    memcpy(out, counts, sizeof counts);
  return e;
}

enum err comment_row_read(struct arena *a, struct statement *st, struct comment *out) {
  struct comment c = {
      .id = statement_int(st, 0),
      .article_id = statement_int(st, 1),
      .parent_id = statement_int(st, 2),
      .type = statement_text(a, st, 3),
      .author = statement_text(a, st, 5),
      .url = statement_text(a, st, 6),
      .source = statement_text(a, st, 7),
      .html = statement_text(a, st, 8),
      .renderer = (int)statement_int(st, 9),
      .created_at = statement_int(st, 10),
      .source_key = statement_text_or_null(a, st, 11),
      .by_author = statement_int(st, 12) != 0,
      .edited_at = statement_int(st, 13),
      .revised_at = statement_int(st, 14),
      .mention = statement_text(a, st, 15),
  };
  /* The column is NOT NULL: the text is NULL only if SQLite is out of memory. */
  const char *status = statement_chars(st, 4);
  /* Tells a comment that was written here, whose key is NULL, from a key that could not
   * be copied. */
  bool has_key = !statement_is_null(st, 11);
  if (!c.type || !c.author || !c.url || !c.source || !c.html || !status || !c.mention ||
      (has_key && !c.source_key))
    return ERR_NOMEM;
  if (!comment_status_find(status, &c.status))
    return ERR_DAMAGED;
  *out = c;
  return OK;
}
