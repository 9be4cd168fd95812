#include "site/pages/metadata_live.h"

/* A headline is required: without a title, it is the beginning of the text, or of an
 * update that is only a picture, its time. */
static json_t *metadata_live_update(const struct view_update *u, const char *page) {
  const char *headline = *u->title      ? u->title
                         : *u->headline ? u->headline
                                        : u->published.text;
  return json_pack("{s:s, s:s, s:s, s:s*, s:s, s:o}", "@type", "BlogPosting",
      "headline", headline, "datePublished", u->published.iso, "dateModified",
      u->edited.iso, "articleBody", u->summary, "url",
      json_sprintf("%s#%s", page, u->id));
}

/* The newest ones, whatever the order of the page is. */
static json_t *metadata_live_updates(const struct view_article_page *v) {
  const struct view_live *live = &v->live;
  json_t *list = json_array();
  size_t n = live->count < METADATA_LIVE_MOST ? live->count : METADATA_LIVE_MOST;
  size_t first = live->newest_first ? 0 : live->count - n;
  for (size_t i = 0; i < n; i++)
    if (json_array_append_new(list, metadata_live_update(&live->updates[first + i],
                                        v->layout.canonical)) != 0) {
      json_decref(list);
      return NULL;
    }
  return list;
}

json_t *metadata_live_add(const struct view_article_page *v, json_t *article) {
  const struct view_live *live = &v->live;
  if (!article || !live->exists)
    return article;
  json_t *more = json_pack("{s:s, s:s, s:s*, s:o}", "@type", "LiveBlogPosting",
      "coverageStartTime", live->started.iso, "coverageEndTime", live->until.iso,
      "liveBlogUpdate", metadata_live_updates(v));
  if (!more || json_object_update(article, more) != 0) {
    json_decref(article);
    article = NULL;
  }
  json_decref(more);
  return article;
}
