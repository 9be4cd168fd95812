/* Inside site/publish only: author, categories and tags of an article. Terms that do
 * not exist yet are created, with the slug that the input gives or one derived from the
 * name. Call these functions inside txn_write. */
#ifndef SITE_PUBLISH_ARTICLE_TERMS_H
#define SITE_PUBLISH_ARTICLE_TERMS_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "markup/frontmatter/parse_problem.h"
#include "site/core/site.h"
#include "site/publish/article_input.h"

/* Finds or creates the author, whose name is stripped of email addresses
 * (markup/names/author_name.h); the site's default author if the input names none.
 * Errors as term_ensure. */
enum err article_terms_author(struct site *site, struct arena *a,
    const struct article_input *in, int64_t *id) MUST_USE;

/* Sets the categories ("A/B" for B within A) and tags of the article `article` and
 * removes all others. The input has at most LIMIT_TERMS of each
 * (site/publish/article_check.h). Returns ERR_INVALID with *problem for a name that is
 * empty or yields no slug. */
enum err article_terms_set(struct site *site, struct arena *a,
    const struct article_input *in, int64_t article,
    struct parse_problem *problem) MUST_USE;

#endif
