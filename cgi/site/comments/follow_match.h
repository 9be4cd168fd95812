/* Which of those who follow comments a new comment concerns. */
#ifndef SITE_COMMENTS_FOLLOW_MATCH_H
#define SITE_COMMENTS_FOLLOW_MATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/model/comment.h"
#include "db/model/follow.h"
#include "site/core/site.h"

struct follow_match {
  int64_t writer;       /* the follower who has written it; 0: none */
  const int64_t *above; /* the comments that it replies to, nearest first */
  size_t count;
};

/* Reads what is needed to compare follows with a comment; in the arena. The site is
 * opened for ROLE_SENDER. ERR_NOMEM, errors of the database. */
enum err follow_match_open(struct site *site, struct arena *a, const struct comment *c,
    struct follow_match *out) MUST_USE;

/* Whether this follow is confirmed and about the comment. Nobody is told of their own
 * comments. */
bool follow_match_has(const struct follow_match *m, const struct follow *f);

#endif
