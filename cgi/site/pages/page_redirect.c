#include "site/pages/page_redirect.h"

#include <string.h>

#include "db/model/article.h"
#include "site/core/permalink.h"

enum err page_redirect_to(struct page *p, const char *location, bool permanent) {
  if (!location)
    return ERR_NOMEM;
  p->location = location;
  p->permanent = permanent;
  return OK;
}

enum err page_redirect_to_article(
    struct site *site, struct arena *a, int64_t id, struct page *p) {
  struct article r;
  enum err e = article_by_id(site->db, a, id, &r);
  if (e)
    return e;
  /* Only an article that was public once has a permalink. */
  if (r.status != ARTICLE_PUBLISH)
    return r.permalink ? ERR_GONE : ERR_NOT_FOUND;
  return page_redirect_to(p, permalink_encode(a, r.permalink), true);
}

enum err page_redirect_find(struct site *site, struct arena *a,
    const struct page_request *r, struct page *p, bool *claimed) {
  /* "/?p=7" is WordPress's address by ID, which never changes; feeds use it as the ID
   * of an entry. At any other path the parameter means nothing. */
  if (!r->id || strcmp(p->decoded, "/") != 0)
    return OK;
  *claimed = true;
  return page_redirect_to_article(site, a, r->id, p);
}
