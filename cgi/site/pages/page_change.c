#include "site/pages/page_change.h"

/* Reads the state after the change, which is about to be committed: lists that an
 * article has left have keys of their own. */
enum err page_change_load(struct db *s, struct arena *a,
    const struct txn_invalidated *invalidated, struct page_change *out) {
  struct page_change change = {.key = invalidated->kind, .invalidated = invalidated};
  bool is_article = change.key == DEP_ARTICLE || change.key == DEP_COMMENTS ||
                    change.key == DEP_NEIGHBOURS;
  enum err e = OK;
  if (change.key == DEP_LISTING)
    e = listing_subject(s, invalidated->id, &change.subject);
  /* DEP_COMMENTS of 0 means the comments of any article. */
  if (is_article && invalidated->id) {
    e = article_by_id(s, a, invalidated->id, &change.article);
    /* The article was deleted in this change. Its paths are invalidated one by one
     * (path_forget). */
    if (e == ERR_NOT_FOUND) {
      change.article.id = 0;
      e = OK;
    }
  }
  /* What an article's own page says about its neighbours is on no list. */
  if (!e && change.article.id && change.key != DEP_NEIGHBOURS)
    e = listing_placements(
        s, a, change.article.id, &change.placements, &change.placement_count);
  if (!e)
    *out = change;
  return e;
}
