#include "site/pages/metadata.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "site/core/first_picture.h"
#include "site/pages/correction_view.h"
#include "site/pages/metadata_live.h"

/* The absolute URL of a path of this site. NULL for NULL. */
static const char *metadata_absolute(
    const struct site *site, struct arena *a, const char *path) {
  return path ? arena_join(a, site->settings.base_url, path, NULL) : NULL;
}

/* "s*" leaves out what is NULL. */
static json_t *metadata_person(const char *name, const char *url) {
  return json_pack("{s:s, s:s, s:s*}", "@type", "Person", "name", name, "url", url);
}

/* Where the comments are. Without any, the page does not have that element. */
static const char *metadata_discussion(
    struct arena *a, const struct view_article_page *v) {
  return v->comments.total ? arena_join(a, v->layout.canonical, "#comments", NULL)
                           : NULL;
}

/* The comments themselves are left out: the page has all of them, search engines show
 * nothing made of them (docs/architecture.md), and they were a sixth of the page.
 *
 * json_pack returns NULL if a nested object is NULL, so only the outermost result is
 * checked. */
static json_t *metadata_article(
    const struct site *site, struct arena *a, const struct view_article_page *v) {
  const struct view_card *r = &v->article;
  const struct view_layout *l = &v->layout;
  const char *lang = r->lang ? r->lang : l->lang;
  if (v->is_page)
    return json_pack("{s:s, s:s, s:s, s:s*, s:s*, s:s, s:o*}", "@type", "WebPage",
        "name", l->title, "url", l->canonical, "description", l->description, "image",
        l->image_url, "inLanguage", lang, "correction",
        correction_view_json(&v->corrections, l->canonical));
  json_t *out =
      json_pack("{s:s, s:s, s:s, s:s, s:s, s:s*, s:s*, s:s, s:o, s:I, s:s*, s:o*}",
          "@type", "BlogPosting", "headline", l->title, "mainEntityOfPage",
          l->canonical, "datePublished", r->published.iso, "dateModified",
          v->modified_iso ? v->modified_iso : r->published.iso, "description",
          l->description, "image", l->image_url, "inLanguage", lang, "author",
          metadata_person(r->author, metadata_absolute(site, a, r->author_url)),
          "commentCount", (json_int_t)v->comments.total, "discussionUrl",
          metadata_discussion(a, v), "correction",
          correction_view_json(&v->corrections, l->canonical));
  return metadata_live_add(v, out);
}

static void metadata_add_breadcrumb(json_t *list, const char *name, const char *url) {
  json_array_append_new(
      list, json_pack("{s:s, s:i, s:s, s:s*}", "@type", "ListItem", "position",
                (int)json_array_size(list) + 1, "name", name, "item", url));
}

/* From the home page to the article, through the parent pages or categories. */
static json_t *metadata_breadcrumbs(
    const struct site *site, struct arena *a, const struct view_article_page *v) {
  const struct view_links *above = v->is_page ? &v->breadcrumbs : &v->filed;
  json_t *list = json_array();
  metadata_add_breadcrumb(list, site->settings.title, metadata_absolute(site, a, "/"));
  for (size_t i = 0; i < above->count; i++)
    metadata_add_breadcrumb(
        list, above->items[i].text, metadata_absolute(site, a, above->items[i].url));
  metadata_add_breadcrumb(list, v->layout.title, v->layout.canonical);
  return json_pack("{s:s, s:o}", "@type", "BreadcrumbList", "itemListElement", list);
}

/* Escapes "<", ">" and "&", so that no string in the JSON can end the <script> element
 * or begin a comment in it. */
static const char *metadata_escape(struct arena *a, const json_t *json) {
  char *text = json_dumps(json, JSON_COMPACT);
  struct buf out = {0};
  for (const char *s = text; s && *s;) {
    size_t n = strcspn(s, "<>&");
    buf_add(&out, s, n);
    s += n;
    if (*s)
      buf_printf(&out, "\\u%04x", (unsigned)*s++);
  }
  const char *copy = text && !buf_status(&out) ? arena_strdup(a, buf_text(&out)) : NULL;
  free(text);
  buf_free(&out);
  return copy;
}

enum err metadata_fill(
    const struct site *site, struct arena *a, struct view_article_page *v) {
  struct view_layout *l = &v->layout;
  /* Unlike corrections on the first day, updates of a live post are no part of
   * publishing it. */
  if (v->live.modified_iso)
    v->modified_iso = v->live.modified_iso;
  enum err e =
      first_picture_find(site, a, v->article.body_html, v->article.url, &l->image_url);
  if (e)
    return e;
  /* Nobody needs a drawing of the title if there is a picture. */
  if (l->image_url)
    l->card_url = NULL;
  else
    l->image_url = l->card_url;
  /* Open Graph has times for articles, and a static page has no date. */
  l->published_iso = v->is_page ? NULL : v->article.published.iso;
  l->updated_iso = v->is_page ? NULL : v->modified_iso;
  json_t *json = json_pack("{s:s, s:[o, o]}", "@context", "https://schema.org",
      "@graph", metadata_article(site, a, v), metadata_breadcrumbs(site, a, v));
  l->json_ld = json ? metadata_escape(a, json) : NULL;
  json_decref(json);
  return l->json_ld ? OK : ERR_NOMEM;
}
