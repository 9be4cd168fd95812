#include "site/pages/metadata.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "markup/html/excerpt.h"
#include "site/core/first_picture.h"
#include "site/pages/correction_view.h"
#include "site/pages/metadata_live.h"

/* JSON-LD repeats the newest comments only, and their beginning: the page itself has
 * all of them. */
enum { MOST_COMMENTS = 30, COMMENT_CHARACTERS = 199 /* and a "…" */ };

/* The absolute URL of a path of this site. NULL for NULL. */
static const char *metadata_absolute(
    const struct site *site, struct arena *a, const char *path) {
  return path ? arena_join(a, site->settings.base_url, path, NULL) : NULL;
}

/* A commenter need not have a website: "s*" leaves it out. */
static json_t *metadata_person(const char *name, const char *url) {
  return json_pack("{s:s, s:s, s:s*}", "@type", "Person", "name", name, "url", url);
}

static json_t *metadata_comment(const struct view_comment *c, const char *page) {
  struct buf text = {0};
  /* The page has the comment itself: an empty text here is better than no page. */
  if (excerpt_from_html(c->body_html, COMMENT_CHARACTERS, &text))
    buf_clear(&text);
  json_t *out = json_pack("{s:s, s:o, s:s, s:s, s:o}", "@type", "Comment", "author",
      metadata_person(c->author, c->author_url), "dateCreated", c->written.iso, "text",
      buf_text(&text), "url", json_sprintf("%s#comment-%lld", page, (long long)c->id));
  buf_free(&text);
  return out;
}

static int metadata_newest_first(const void *a, const void *b) {
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return (x < y) - (x > y);
}

/* The ID of the oldest comment to include. 0 includes all, also when out of memory:
 * then the page fails at another place. */
static int64_t metadata_oldest_comment(
    struct arena *a, const struct view_article_page *v) {
  size_t n = v->comments.count;
  int64_t *ids = arena_array(a, n + 1, sizeof *ids);
  if (!ids)
    return 0;
  for (size_t i = 0; i < n; i++)
    ids[i] = v->comments.items[i].id;
  qsort(ids, n, sizeof *ids, metadata_newest_first);
  return n > MOST_COMMENTS ? ids[MOST_COMMENTS - 1] : 0;
}

/* The newest comments, in the order of the page. */
static json_t *metadata_comments(struct arena *a, const struct view_article_page *v) {
  json_t *list = json_array();
  int64_t oldest = metadata_oldest_comment(a, v);
  for (size_t i = 0; i < v->comments.count; i++)
    if (!v->comments.items[i].held && v->comments.items[i].id >= oldest)
      json_array_append_new(
          list, metadata_comment(&v->comments.items[i], v->layout.canonical));
  return list;
}

/* json_pack returns NULL if a nested object is NULL, so only the outermost result is
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
  json_t *out = json_pack(
      "{s:s, s:s, s:s, s:s, s:s, s:s*, s:s*, s:s, s:o, s:I, s:o, s:o*}", "@type",
      "BlogPosting", "headline", l->title, "mainEntityOfPage", l->canonical,
      "datePublished", r->published.iso, "dateModified",
      v->modified_iso ? v->modified_iso : r->published.iso, "description",
      l->description, "image", l->image_url, "inLanguage", lang, "author",
      metadata_person(r->author, metadata_absolute(site, a, r->author_url)),
      "commentCount", (json_int_t)v->comments.total, "comment", metadata_comments(a, v),
      "correction", correction_view_json(&v->corrections, l->canonical));
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
