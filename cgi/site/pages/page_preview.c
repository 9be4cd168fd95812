/* Not a kind of page: no path leads to it, it is in no list, and it is never stored. */
#include "site/pages/page_preview.h"

#include "base/clock.h"
#include "db/model/article.h"
#include "site/core/article_link.h"
#include "site/core/permalink.h"
#include "site/pages/article_content.h"
#include "site/pages/layout.h"
#include "view/messages.h"
#include "view/view_article.h"

static enum err page_preview_fill(struct site *site, struct arena *a,
    const struct article *r, int64_t until, struct view_article_page *v) {
  const char *lang = site->settings.language;
  enum err e = layout_fill(site, a, NULL, &v->layout);
  if (!e)
    e = article_content_fill(site, a, r, 0, v);
  if (e)
    return e;
  v->layout.noindex = true;
  v->layout.title = article_link_text(site, a, r);
  const char *time = message_day_time(a, lang, until);
  if (time)
    v->preview_note = message_format(a, lang, MESSAGE_preview_note, "TIME", time, NULL);
  return v->layout.title && v->preview_note ? OK : ERR_NOMEM;
}

enum err page_preview_render(struct site *site, struct arena *a, int64_t id,
    int64_t until, const char **moved, struct buf *out) {
  struct article r;
  enum err e = article_by_id(site->db, a, id, &r);
  if (e)
    return e;
  if (r.status == ARTICLE_PUBLISH) {
    const char *path = permalink_encode(a, r.permalink);
    if (!path)
      return ERR_NOMEM;
    *moved = path;
    return OK;
  }
  /* What it gets when it is published. */
  if (!r.permalink)
    r.permalink = "/";
  if (!r.published_at)
    r.published_at = r.updated_at = clock_now();
  struct view_article_page v = {.is_page = r.type == ARTICLE_PAGE};
  e = page_preview_fill(site, a, &r, until, &v);
  if (!e)
    e = view_article_page(site->templates, &v, out);
  if (!e)
    *moved = NULL;
  return e;
}
