/* Inside site/: the rules a draft has to keep before it is saved. */
#ifndef SITE_PUBLISH_ARTICLE_CHECK_H
#define SITE_PUBLISH_ARTICLE_CHECK_H

#include "site/publish/publish.h"

/* Checks all that can be told without looking at other articles but its parents: texts
 * of one line without control and bidi characters, lengths, language, dates, slug,
 * place among the pages, aliases. Inside txn_write. ERR_INVALID with *problem. */
enum err article_check(struct site *site, struct arena *a,
    const struct article_input *d, struct parse_problem *problem) MUST_USE;

/* Checks one alias alone: a path of this blog that the blog does not use itself. */
enum err article_check_alias(struct arena *a, const char *alias, int line,
    struct parse_problem *problem) MUST_USE;

#endif
