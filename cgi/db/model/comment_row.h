/* Inside db/ only: the columns of a comment and how a row of them is read. */
#ifndef DB_MODEL_COMMENT_ROW_H
#define DB_MODEL_COMMENT_ROW_H

#include <sqlite3.h>

#include "db/model/comment.h"

/* `source` is the column, or "''" where what was typed is not wanted. */
#define COMMENT_ANY_COLUMNS(source)                                                    \
  "SELECT id, article_id, parent_id, type, status, author, url, " source ", html,"     \
  " renderer, created_at, source_key FROM comment "
#define COMMENT_COLUMNS COMMENT_ANY_COLUMNS("source")

enum err comment_read_row(
    struct arena *a, sqlite3_stmt *st, struct comment *out) MUST_USE;

#endif
