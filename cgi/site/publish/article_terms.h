/* Inside site/: the author, categories and tags that a draft names; those that are not
 * there yet are made, with the slug the draft has for them or one made of the name.
 * Within a txn_write. */
#ifndef SITE_PUBLISH_ARTICLE_TERMS_H
#define SITE_PUBLISH_ARTICLE_TERMS_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "markup/frontmatter/parse_problem.h"
#include "site/core/site.h"
#include "site/publish/publish.h"

/* The draft's author by name alone (markup/names/author_name.h), or the site's where it
 * names none. Errors as term_ensure. */
enum err article_terms_author(struct site *site, struct arena *a,
    const struct article_input *d, int64_t *id) MUST_USE;

/* Gives the article `article` the draft's categories, "A/B" for B within A, and tags,
 * and takes all others from it. ERR_INVALID with *problem for a name that is empty or
 * has nothing a slug can be made of. The draft has LIMIT_TERMS of each at most
 * (site/publish/article_check.h). */
enum err article_terms_set(struct site *site, struct arena *a,
    const struct article_input *d, int64_t article,
    struct parse_problem *problem) MUST_USE;

#endif
