/* Addresses that answer 410 without an article: of those that were deleted here, or on
 * another site. */
#ifndef SITE_PUBLISH_GONE_H
#define SITE_PUBLISH_GONE_H

#include "base/arena.h"
#include "base/err.h"
#include "markup/frontmatter/parse_problem.h"
#include "site/core/site.h"

enum gone_result {
  GONE_ADDED,
  GONE_KNOWN, /* it answers 410 already */
  GONE_TAKEN  /* it leads to an article, and goes on to */
};

/* Makes the address `path`, in any spelling of it, answer 410. ERR_INVALID with
 * *problem, of line `line`, for one that no article could have. Inside txn_write. */
enum err gone_add(struct site *site, struct arena *a, const char *path, int line,
    enum gone_result *out, struct parse_problem *problem) MUST_USE;

#endif
