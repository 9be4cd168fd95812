/* Stored excerpts would otherwise stay as they are until each article is saved again.
 * Whether anybody wrote an excerpt is not recorded; it is found by making it as earlier
 * versions did. */
#include "site/publish/excerpt_update.h"

#include "base/limits.h"
#include "db/model/article.h"
#include "db/model/excerpt.h"
#include "db/txn.h"
#include "site/publish/article_finish.h"

/* For source and HTML of one article, each of up to LIMIT_HTML bytes, its row, and the
 * HTML above its "more" mark. */
enum { EXCERPT_MEMORY = 4 * LIMIT_HTML };

static enum err excerpt_update_next(struct db *s, bool *found, int64_t *id) {
  return excerpt_next(s, ARTICLE_EXCERPT_VERSION, found, id);
}

static enum err excerpt_update_article(struct db *s, struct arena *a, int64_t id) {
  struct article r;
  struct article_body body;
  const char *excerpt = NULL;
  enum err e = article_by_id(s, a, id, &r);
  if (!e)
    e = article_body_read(s, a, id, &body);
  if (!e)
    e = article_finish_renew_excerpt(a, &body, r.excerpt, &excerpt);
  if (e || !excerpt)
    return e;
  e = excerpt_set(s, id, excerpt);
  /* All pages, as each may list it: this happens once after an upgrade, and most pages
   * will change anyway. */
  return e || r.status != ARTICLE_PUBLISH ? e : txn_invalidate(s, DEP_SITE, 0);
}

static enum err excerpt_update_one(struct db *s, struct arena *a, int64_t id) {
  /* The last call has no article, and records the end. */
  enum err e = id ? excerpt_update_article(s, a, id) : OK;
  return e ? e : excerpt_set_done(s, ARTICLE_EXCERPT_VERSION, id);
}

const struct work_queue excerpt_queue = {
    excerpt_update_next, NULL, excerpt_update_one, EXCERPT_MEMORY};
