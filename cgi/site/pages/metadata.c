#include "site/pages/metadata.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "markup/html/excerpt.h"
#include "site/core/picture.h"

/* Of comments: readers have all of them in the page itself. */
enum { MOST_COMMENTS = 30, COMMENT_CHARACTERS = 199 /* and a "…" */ };

/* A path of this site in full. NULL for none. */
static const char *absolute(
    const struct site *site, struct arena *a, const char *path) {
  return path ? arena_join(a, site->settings.base_url, path, NULL) : NULL;
}

static json_t *person(const char *name, const char *url) {
  return json_pack("{s:s, s:s, s:s*}", "@type", "Person", "name", name, "url", url);
}

static json_t *comment(const struct view_comment *c, const char *page) {
  struct buf text = {0};
  const char *fragment = strchr(c->url, '#');
  if (excerpt_from_html(c->body_html, COMMENT_CHARACTERS, &text))
    buf_clear(&text);
  json_t *out = json_pack("{s:s, s:o, s:s, s:s, s:o}", "@type", "Comment", "author",
      person(c->author, c->author_url), "dateCreated", c->written.iso, "text",
      buf_text(&text), "url", json_sprintf("%s%s", page, fragment ? fragment : ""));
  buf_free(&text);
  return out;
}

static int newest_first(const void *a, const void *b) {
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return (x < y) - (x > y);
}

/* The number of the oldest comment that is told; 0 when memory is out. */
static int64_t oldest_told(struct arena *a, const struct view_article_page *v) {
  size_t n = v->comment_count;
  int64_t *ids = arena_array(a, n + 1, sizeof *ids);
  if (!ids)
    return 0;
  for (size_t i = 0; i < n; i++)
    ids[i] = v->comments[i].id;
  qsort(ids, n, sizeof *ids, newest_first);
  return n > MOST_COMMENTS ? ids[MOST_COMMENTS - 1] : 0;
}

/* The newest, in their order. */
static json_t *comments(struct arena *a, const struct view_article_page *v) {
  json_t *list = json_array();
  int64_t oldest = oldest_told(a, v);
  for (size_t i = 0; i < v->comment_count; i++)
    if (!v->comments[i].held && v->comments[i].id >= oldest)
      json_array_append_new(list, comment(&v->comments[i], v->layout.canonical));
  return list;
}

/* The article itself. */
static json_t *thing(
    const struct site *site, struct arena *a, const struct view_article_page *v) {
  const struct view_article *r = &v->article;
  const struct view_layout *l = &v->layout;
  const char *lang = r->lang ? r->lang : l->lang;
  if (v->is_page)
    return json_pack("{s:s, s:s, s:s, s:s*, s:s*, s:s}", "@type", "WebPage", "name",
        l->title, "url", l->canonical, "description", l->description, "image",
        l->image_url, "inLanguage", lang);
  return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s*, s:s*, s:s, s:o, s:i, s:o}", "@type",
      "BlogPosting", "headline", l->title, "mainEntityOfPage", l->canonical,
      "datePublished", r->published.iso, "dateModified",
      r->updated.iso ? r->updated.iso : r->published.iso, "description", l->description,
      "image", l->image_url, "inLanguage", lang, "author",
      person(r->author, absolute(site, a, r->author_url)), "commentCount",
      (int)v->comment_count, "comment", comments(a, v));
}

static void add_step(json_t *list, const char *name, const char *url) {
  json_array_append_new(
      list, json_pack("{s:s, s:i, s:s, s:s*}", "@type", "ListItem", "position",
                (int)json_array_size(list) + 1, "name", name, "item", url));
}

/* From the home page to the article: by the pages above it, or by categories. */
static json_t *way(
    const struct site *site, struct arena *a, const struct view_article_page *v) {
  const struct view_links *above = v->is_page ? &v->breadcrumbs : &v->filed;
  json_t *list = json_array();
  add_step(list, site->settings.title, absolute(site, a, "/"));
  for (size_t i = 0; i < above->count; i++)
    add_step(list, above->items[i].text, absolute(site, a, above->items[i].url));
  add_step(list, v->layout.title, v->layout.canonical);
  return json_pack("{s:s, s:o}", "@type", "BreadcrumbList", "itemListElement", list);
}

/* JSON without a "<": nothing in it can end, or begin, an element. */
static const char *for_script(struct arena *a, const json_t *json) {
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
  enum err e =
      picture_find(site, a, v->article.body_html, v->article.url, &l->image_url);
  if (e)
    return e;
  l->published_iso = v->is_page ? NULL : v->article.published.iso;
  l->updated_iso = v->is_page ? NULL : v->article.updated.iso;
  json_t *json = json_pack("{s:s, s:[o, o]}", "@context", "https://schema.org",
      "@graph", thing(site, a, v), way(site, a, v));
  l->json_ld = json ? for_script(a, json) : NULL;
  json_decref(json);
  return l->json_ld ? OK : ERR_NOMEM;
}
