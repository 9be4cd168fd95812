/* Moving comments to the article where they belong. */
#ifndef SITE_COMMENTS_COMMENT_MOVE_H
#define SITE_COMMENTS_COMMENT_MOVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "site/core/site.h"

struct comment_move {
  int64_t id;
  int64_t from; /* the article that it was on, set if it exists */
  /* Set by comment_move: */
  enum err result; /* ERR_NOT_FOUND: no such comment; ERR_EXISTS: it is there already */
  size_t replies;  /* how many moved with it; those of another item count there */
  bool is_detached; /* it was a reply to a comment that stayed, and no longer is one */
};

/* Moves comments with all replies below them, of any status, in one transaction. An
 * item that cannot be moved does not stop the others. What was imported belongs to its
 * source no longer: importing that again neither changes nor repeats it.
 *
 * ERR_NOT_FOUND if there is no such article; ERR_NOMEM, errors of txn_write. After an
 * error nothing has moved, and the results mean nothing. */
enum err comment_move(
    struct site *site, int64_t to, struct comment_move *items, size_t count) MUST_USE;

#endif
