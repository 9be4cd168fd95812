#include "site/publish/article_closing.h"

bool article_closing_is_open(
    const struct article_input *in, const struct article *old) {
  if (!in->comments_open || !old || !old->closed_by_command || in->reopens)
    return in->comments_open;
  /* A source that says nothing has not asked for comments: they are open by default. If
   * it is unknown what it said before, it may have said the same. */
  return in->comments_key == ARTICLE_COMMENTS_OPEN &&
         old->comments_key != ARTICLE_COMMENTS_OPEN &&
         old->comments_key != ARTICLE_COMMENTS_UNKNOWN;
}
