/* Finding comments by what they are and contain, for the author's lists and for changes
 * of many. For ROLE_COMMAND. Errors beyond those named: db/db.h. */
#ifndef DB_MODEL_COMMENT_SELECT_H
#define DB_MODEL_COMMENT_SELECT_H

#include <stdint.h>

#include "base/arena.h"
#include "db/db.h"
#include "db/model/comment_row.h"
#include "db/model/comment_verdict.h"

/* A set of statuses, for comment_selection. */
#define COMMENT_SELECT(status) (1U << (status))
enum { COMMENT_SELECT_ALL = 15 };

/* Which comments; one has to fit everything that is given. */
struct comment_selection {
  unsigned statuses;      /* of COMMENT_SELECT */
  int64_t article_id;     /* 0: of any article */
  const char *author;     /* the whole name, in any case; NULL: any */
  const char *search;     /* in name, website or text, in any case; NULL: any */
  const uint8_t *network; /* the keyed hash (CRYPT_HASH); NULL: any */
  int64_t since, until;   /* the first time that fits, and the first that does not */
  const char *reason;     /* the name of a rule; "": any */
  double min_score;       /* of the learned filter; below 0: any */
};

/* Everything; a selection begins as this. */
extern const struct comment_selection comment_select_all;

/* Calls `visit` for each, newest first. The comment, whose html is "", and the verdict
 * are in `a`, which is reset for the next. An error of the visitor ends the walk and is
 * returned. */
typedef enum err comment_select_visit(void *context, struct arena *a,
    const struct comment *c, const struct comment_verdict *v);
enum err comment_select_each(struct db *s, const struct comment_selection *of,
    comment_select_visit *visit, void *context) MUST_USE;

#endif
