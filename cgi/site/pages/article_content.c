#include "site/pages/article_content.h"

#include "site/pages/article_body.h"
#include "site/pages/article_card.h"
#include "site/pages/article_lead.h"
#include "site/pages/article_live.h"
#include "site/pages/article_memory.h"
#include "site/pages/breadcrumbs.h"

static enum err article_content_prepare(struct site *site, struct arena *a,
    const struct article *r, struct view_article_page *v) {
  enum err e = article_body_fill(site, a, r->id, v);
  /* Before the body is enriched: the lead is compared with the author's own words. */
  if (!e)
    e = article_lead_find(a, r->excerpt, v->article.body_html, &v->lead);
  if (!e)
    e = article_body_enrich(site, a, r->id, &v->article.body_html);
  return e;
}

static enum err article_content_text(struct site *site, struct arena *a,
    const struct article *r, uint64_t revision, struct view_article_page *v) {
  const struct article_text *kept =
      revision ? article_memory_text(site, r->id, revision) : NULL;
  if (kept) {
    v->article.body_html = kept->body_html;
    v->lead = kept->lead;
    v->contents = kept->contents;
    return OK;
  }
  enum err e = article_content_prepare(site, a, r, v);
  const struct article_text text = {v->article.body_html, v->lead, v->contents};
  if (!e && revision)
    article_memory_keep_text(site, r->id, revision, &text);
  return e;
}

enum err article_content_fill(struct site *site, struct arena *a,
    const struct article *r, uint64_t revision, struct view_article_page *v) {
  enum err e = article_card_fill(site, a, r, &v->article);
  if (!e)
    e = article_content_text(site, a, r, revision, v);
  if (!e)
    e = article_live_fill(site, a, r, v);
  if (!e && v->is_page)
    e = breadcrumbs_of_page(site, a, r->parent_id, &v->breadcrumbs);
  if (!e && !v->is_page)
    e = breadcrumbs_of_post(site, a, r->id, &v->filed);
  /* Only lists show that an article is pinned. */
  v->article.sticky = false;
  return e;
}
