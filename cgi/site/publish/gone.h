/* Paths that answer 410 without belonging to an article: those of articles that were
 * deleted here or on another site. */
#ifndef SITE_PUBLISH_GONE_H
#define SITE_PUBLISH_GONE_H

#include "base/arena.h"
#include "base/err.h"
#include "markup/frontmatter/parse_problem.h"
#include "site/core/site.h"

enum gone_result {
  GONE_ADDED,
  GONE_KNOWN, /* it already answers 410 */
  GONE_TAKEN  /* it leads to an article and is left unchanged */
};

/* Makes `path`, in any spelling, answer 410. Call it inside txn_write. Returns
 * ERR_INVALID with *problem, for line `line`, if no article could have such a path. */
enum err gone_add(struct site *site, struct arena *a, const char *path, int line,
    enum gone_result *out, struct parse_problem *problem) MUST_USE;

#endif
