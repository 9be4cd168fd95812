/* What a flood of comments can do at most: limits per network, per article and for the
 * whole site, which count held comments and spam as well, and a limit on how many wait
 * for moderation. */
#ifndef SITE_COMMENTS_COMMENT_LIMITS_H
#define SITE_COMMENTS_COMMENT_LIMITS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/crypt.h"
#include "base/err.h"
#include "db/db.h"
#include "db/model/comment_row.h"
#include "site/core/settings.h"

/* The longest period of a limit, for comment_rate_forget. */
#define COMMENT_LIMITS_PERIOD CLOCK_HOUR

/* A comment that arrives. */
struct comment_arrival {
  int64_t article_id;
  const uint8_t *network; /* a keyed hash; NULL: not known */
  int64_t known_id;       /* comment_known.h; 0: a stranger */
  enum comment_status status;
  int64_t now;
};

enum comment_limit {
  COMMENT_LIMIT_NONE, /* it may be stored */
  COMMENT_LIMIT_NETWORK,
  COMMENT_LIMIT_BUSY /* the article, the site, or the queue */
};

/* Whether the rates allow a comment now, whatever its status will be. *wait is the
 * number of microseconds after which to try again. */
enum err comment_limits_check_rates(struct db *s, const struct settings *settings,
    const struct comment_arrival *c, enum comment_limit *out, int64_t *wait) MUST_USE;

/* Whether a comment may be stored now: the rates, and the queue of its status. *wait is
 * as above. */
enum err comment_limits_check(struct db *s, const struct settings *settings,
    const struct comment_arrival *c, enum comment_limit *out, int64_t *wait) MUST_USE;

/* Inside txn_write: counts a comment that was stored. */
enum err comment_limits_count(struct db *s, const struct settings *settings,
    const struct comment_arrival *c) MUST_USE;

#endif
