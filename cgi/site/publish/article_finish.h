/* What a draft gets from its own text. */
#ifndef SITE_PUBLISH_ARTICLE_FINISH_H
#define SITE_PUBLISH_ARTICLE_FINISH_H

#include "site/publish/publish.h"

/* How long an excerpt is that nobody wrote. */
enum { ARTICLE_EXCERPT_CHARACTERS = 220 };

/* Adds what is made of the HTML of a draft: reading time, and an excerpt where there is
 * none, in the arena. ERR_NOMEM. */
enum err article_finish(struct arena *a, struct article_input *d) MUST_USE;

#endif
