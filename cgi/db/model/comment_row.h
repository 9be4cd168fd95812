/* A comment and its row. COMMENT_COLUMNS, comment_row_read and comment_row_counts are
 * for db/model only. */
#ifndef DB_MODEL_COMMENT_ROW_H
#define DB_MODEL_COMMENT_ROW_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/crypt.h"
#include "base/err.h"

enum comment_status { COMMENT_APPROVE, COMMENT_HOLD, COMMENT_SPAM, COMMENT_TRASH };

/* The names of the statuses, which are those of wp-cli: "approve" "hold" "spam"
 * "trash". comment_status_find returns false for an unknown name. */
const char *comment_status_name(enum comment_status s);
bool comment_status_find(const char *name, enum comment_status *out);

struct comment {
  int64_t id, article_id;
  int64_t parent_id; /* the comment it replies to; 0: none */
  enum comment_status status;
  const char *type; /* "comment", "pingback", ... */
  const char *author, *url;
  const char *source, *html; /* as the visitor wrote it; as pages show it */
  int renderer;              /* the version of the renderer that made `html` */
  int64_t created_at;
  uint8_t digest[CRYPT_HASH]; /* of author and source; written only, never read */
  const char *source_key;     /* where it was imported from; NULL: from the form */
  bool by_author;             /* the article's author wrote it, with "comment reply" */
  int64_t edited_at;          /* when its texts were last changed here; 0: never */
  int64_t revised_at;         /* when its sender last changed them; 0: never */
  const char *mention;        /* how the page at `url` mentions the article: "reply",
                                 "like", "repost", "mention"; "" or NULL: it is no page */
};

/* `source` is the column of that name, or "''" for pages, which do not show it. */
#define COMMENT_ANY_COLUMNS(source)                                                    \
  "SELECT id, article_id, parent_id, type, status, author, url, " source ", html,"     \
  " renderer, created_at, source_key, by_author, edited_at, revised_at, mention FROM comment "
#define COMMENT_COLUMNS COMMENT_ANY_COLUMNS("source")

/* Reads the current row of a statement that selects these columns, strings into the
 * arena. ERR_NOMEM; ERR_DAMAGED if the status is unknown. */
struct statement;
enum err comment_row_read(
    struct arena *a, struct statement *st, struct comment *out) MUST_USE;

/* Runs a statement whose rows are a status and a number, into one number for each enum
 * comment_status, 0 for those without a row. ERR_DAMAGED if a status is unknown. */
struct db;
enum err comment_row_counts(
    struct db *s, struct statement *st, int64_t out[4]) MUST_USE;

#endif
