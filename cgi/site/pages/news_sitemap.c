#include "site/pages/news_sitemap.h"

#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "db/model/article.h"
#include "db/model/article_next.h"
#include "site/core/permalink.h"

/* The first two are limits of the search engines. */
enum { NEWS_DAYS = 2, NEWS_MOST = 1000, NEWS_ROW_MEMORY = 256 << 10 };

#define NEWS_HEAD                                                                      \
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"                                       \
  "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\""                      \
  " xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\">\n"

static void news_sitemap_text(struct buf *out, const char *s) {
  /* What is escaped for HTML is escaped for XML. */
  buf_add_html(out, s, strlen(s));
}

/* A code of ISO 639; Chinese has two, by its script. */
static void news_sitemap_language(struct buf *out, const char *lang) {
  size_t n = strcspn(lang, "-");
  if (n == 2 && strncmp(lang, "zh", 2) == 0)
    buf_puts(out, strstr(lang, "Hant") || strstr(lang, "TW") || strstr(lang, "HK")
                      ? "zh-tw"
                      : "zh-cn");
  else
    buf_add(out, lang, n);
}

static enum err news_sitemap_add(
    struct site *site, struct arena *a, const struct article *r, struct buf *out) {
  char published[CLOCK_ISO];
  const char *path = permalink_encode(a, r->permalink);
  if (!path)
    return ERR_NOMEM;
  clock_iso(r->published_at, published);
  buf_puts(out, "<url><loc>");
  news_sitemap_text(out, site->settings.base_url);
  news_sitemap_text(out, path);
  buf_puts(out, "</loc><news:news><news:publication><news:name>");
  news_sitemap_text(out, site->settings.title);
  buf_puts(out, "</news:name><news:language>");
  news_sitemap_language(out, *r->lang ? r->lang : site->settings.language);
  buf_printf(out,
      "</news:language></news:publication>"
      "<news:publication_date>%s</news:publication_date><news:title>",
      published);
  news_sitemap_text(out, r->title);
  buf_puts(out, "</news:title></news:news></url>\n");
  return buf_status(out);
}

/* Posts in the order of their positions, newest first, one row at a time. */
static enum err news_sitemap_walk(struct site *site, struct arena *a, int64_t now,
    int most, struct buf *out, int *count) {
  int64_t position = INT64_MAX;
  bool found = true;
  enum err e = OK;
  while (!e && *count < most) {
    struct article r;
    int64_t id = 0;
    arena_reset(a);
    e = article_next_to(site->db, position, false, &found, &id);
    if (e || !found)
      break;
    e = article_by_id(site->db, a, id, &r);
    if (e || r.published_at < now - NEWS_DAYS * CLOCK_DAY)
      break;
    position = r.position;
    if (r.status != ARTICLE_PUBLISH || !r.permalink || !*r.title)
      continue;
    ++*count;
    e = out ? news_sitemap_add(site, a, &r, out) : OK;
  }
  return e;
}

enum err news_sitemap(struct site *site, int64_t now, struct buf *out) {
  struct arena *a = arena_new(NEWS_ROW_MEMORY);
  int count = 0;
  buf_puts(out, NEWS_HEAD);
  enum err e = a ? news_sitemap_walk(site, a, now, NEWS_MOST, out, &count) : ERR_NOMEM;
  /* Written even after an error; the caller discards the text then. */
  buf_puts(out, "</urlset>\n");
  arena_free(a);
  return e ? e : buf_status(out);
}

enum err news_sitemap_has_any(struct site *site, int64_t now, bool *out) {
  struct arena *a = arena_new(NEWS_ROW_MEMORY);
  int count = 0;
  enum err e = a ? news_sitemap_walk(site, a, now, 1, NULL, &count) : ERR_NOMEM;
  arena_free(a);
  if (!e)
    *out = count > 0;
  return e;
}
