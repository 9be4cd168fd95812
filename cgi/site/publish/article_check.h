/* The rules an article must satisfy before it is saved. */
#ifndef SITE_PUBLISH_ARTICLE_CHECK_H
#define SITE_PUBLISH_ARTICLE_CHECK_H

#include "markup/frontmatter/parse_problem.h"
#include "site/core/site.h"
#include "site/publish/article_input.h"

/* Checks everything that can be decided without other articles except its parents:
 * single-line texts without control and bidi characters, lengths, language, dates,
 * slug, position in the page hierarchy, aliases. Call it inside txn_write. Returns
 * ERR_INVALID with *problem. */
enum err article_check(struct site *site, struct arena *a,
    const struct article_input *in, struct parse_problem *problem) MUST_USE;

/* Checks that a decoded path can be asked for: no other site's, no query, no "..", not
 * over LIMIT_PATH bytes. Returns ERR_INVALID with *problem, for line `line`; ERR_NOMEM.
 */
enum err article_check_path(struct arena *a, const char *path, int line,
    struct parse_problem *problem) MUST_USE;

/* Checks a single alias: it must be a path of this site that the site does not use
 * itself. */
enum err article_check_alias(struct arena *a, const char *alias, int line,
    struct parse_problem *problem) MUST_USE;

#endif
