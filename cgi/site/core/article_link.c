#include "site/core/article_link.h"

#include "site/core/permalink.h"
#include "view/messages.h"

/* A link needs a text, and the day is what the page of such an article shows instead of
 * a title (view_card.c). */
const char *article_link_text(
    const struct site *site, struct arena *a, const struct article *r) {
  return *r->title ? r->title
                   : message_day(a, site->settings.language, r->published_at);
}

enum err article_link(
    struct site *site, struct arena *a, int64_t id, struct view_link *out) {
  struct article r;
  enum err e = article_by_id(site->db, a, id, &r);
  /* Callers leave the link out: a reader must not learn the title of a draft. */
  if (!e && (r.status != ARTICLE_PUBLISH || !r.permalink))
    e = ERR_NOT_FOUND;
  if (e)
    return e;
  out->url = permalink_encode(a, r.permalink);
  out->text = article_link_text(site, a, &r);
  return out->url && out->text ? OK : ERR_NOMEM;
}
