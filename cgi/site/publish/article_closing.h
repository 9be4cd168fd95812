/* What becomes of an article whose comments "pamphlet comment close" has closed. */
#ifndef SITE_PUBLISH_ARTICLE_CLOSING_H
#define SITE_PUBLISH_ARTICLE_CLOSING_H

#include <stdbool.h>

#include "db/model/article.h"
#include "site/publish/article_input.h"

/* Whether comments are open once `in` is saved in place of `old` (NULL: a new article).
 * A command outlasts the source, which may be imported again because of a new text:
 * what the source says of comments counts only if it says something else than before.
 */
bool article_closing_is_open(const struct article_input *in, const struct article *old);

#endif
