#include "site/pages/sitemap.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/clock.h"
#include "db/model/sitemap.h"
#include "site/core/list_path.h"
#include "site/core/permalink.h"
#include "site/core/translations.h"
#include "site/pages/news_sitemap.h"
#include "site/pages/page_archives.h"

/* An index may have 50,000 parts (sitemaps.org). ROW_MEMORY is for one address at a
 * time. */
enum { ROW_MEMORY = 256 << 10, MOST_PARTS = 50000 };

/* XML is written by hand: a template would build a dictionary for each of 5,000
 * rows. */
#define NAMESPACE "http://www.sitemaps.org/schemas/sitemap/0.9"
#define XHTML "http://www.w3.org/1999/xhtml"
#define DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

struct sitemap_writer {
  struct site *site;
  struct arena *arena; /* reset after each row */
  struct buf *out;
  size_t count;
};

/* Languages and encoded addresses have nothing to escape but "&". */
static void sitemap_add_alternate(
    struct sitemap_writer *w, const char *lang, const char *url) {
  buf_printf(w->out, "<xhtml:link rel=\"alternate\" hreflang=\"%s\" href=\"", lang);
  buf_add_html(w->out, url, strlen(url));
  buf_puts(w->out, "\"/>");
}

/* Adds an element `name`, "url" or "sitemap", with the address and, unless `t` is 0,
 * the time of its last change as a W3C date in UTC, and its translations, if it has any
 * (developers.google.com/search/docs/specialty/international/localized-versions).
 * Resets the arena, so the caller's path must not be used after that. */
static enum err sitemap_add_with(struct sitemap_writer *w, const char *name,
    const char *path, int64_t t, const struct translation_links *translations) {
  const char *base = w->site->settings.base_url;
  time_t seconds = (time_t)(t / CLOCK_SECOND);
  struct tm tm;
  buf_printf(w->out, "<%s><loc>", name);
  /* What is escaped for HTML is escaped for XML. */
  buf_add_html(w->out, base, strlen(base));
  buf_add_html(w->out, path, strlen(path));
  buf_puts(w->out, "</loc>");
  if (t > 0 && gmtime_r(&seconds, &tm))
    buf_printf(w->out, "<lastmod>%04d-%02d-%02dT%02d:%02d:%02dZ</lastmod>",
        tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);
  for (size_t i = 0; translations && i < translations->count; i++)
    sitemap_add_alternate(w, translations->items[i].lang, translations->items[i].url);
  if (translations && translations->count)
    sitemap_add_alternate(w, "x-default", translations->any->url);
  buf_printf(w->out, "</%s>\n", name);
  w->count++;
  arena_reset(w->arena);
  return buf_status(w->out);
}

static enum err sitemap_add(
    struct sitemap_writer *w, const char *name, const char *path, int64_t t) {
  return sitemap_add_with(w, name, path, t, NULL);
}

static enum err sitemap_add_article(
    void *context, const char *permalink, int64_t changed, int64_t id) {
  struct sitemap_writer *w = context;
  struct translation_links translations;
  const char *path = permalink_encode(w->arena, permalink);
  enum err e = path ? translations_of(w->site, w->arena, id, &translations) : ERR_NOMEM;
  return e ? e : sitemap_add_with(w, "url", path, changed, &translations);
}

static enum err sitemap_add_articles(struct sitemap_writer *w, int64_t part) {
  return sitemap_each(w->site->db, part, sitemap_add_article, w);
}

static enum err sitemap_add_path(void *context, const char *path) {
  struct sitemap_writer *w = context;
  /* 0: archives have no time of their own, nor have lists. */
  const char *encoded = permalink_encode(w->arena, path);
  return encoded ? sitemap_add(w, "url", encoded, 0) : ERR_NOMEM;
}

/* The archives of all years stand in the part that has the listing of all articles. */
static enum err sitemap_add_archives(struct sitemap_writer *w) {
  /* w->arena is reset after each row, while the walk still needs its years. */
  struct arena *years = arena_new(ROW_MEMORY);
  enum err e =
      years ? page_archives_enumerate(w->site, years, sitemap_add_path, w) : ERR_NOMEM;
  arena_free(years);
  return e;
}

static enum err sitemap_add_list(
    struct sitemap_writer *w, const struct listing_subject *subject) {
  struct list list;
  if (subject->kind == LISTING_ALL)
    return sitemap_add_archives(w);
  enum err e = list_path_of_listing(w->site->db, w->arena, subject, &list);
  const char *path = e ? NULL : list_path_make(w->arena, &list, 1);
  const char *encoded = path ? permalink_encode(w->arena, path) : NULL;
  return e ? e : encoded ? sitemap_add(w, "url", encoded, 0) : ERR_NOMEM;
}

/* The first page of each list. Further pages are reached from there. */
static enum err sitemap_add_lists(struct sitemap_writer *w, int64_t part) {
  struct listing_subject subject;
  int64_t id = (part - 1) * SITEMAP_PART;
  bool found = false;
  enum err e = OK;
  while (!e && (e = listing_next(w->site->db, &found, &id, &subject)) == OK && found &&
         id <= part * SITEMAP_PART)
    e = sitemap_add_list(w, &subject);
  return e;
}

/* The addresses of parts, which the index names and sitemap_part takes apart. */
static const struct sitemap_kind {
  const char *head;
  enum err (*add)(struct sitemap_writer *w, int64_t part);
} kinds[] = {{"/sitemap-articles-", sitemap_add_articles},
    {"/sitemap-lists-", sitemap_add_lists}};

/* N of "N.xml"; 0 for anything else, also for "01.xml", a second address of a part. */
static int64_t sitemap_part_number(const char *s) {
  int64_t n = 0;
  size_t digits = strspn(s, "0123456789");
  if (*s == '0' || digits > 9 || strcmp(s + digits, ".xml") != 0)
    return 0;
  for (size_t i = 0; i < digits; i++)
    n = n * 10 + (s[i] - '0');
  return n <= MOST_PARTS ? n : 0;
}

static enum err sitemap_begin(
    struct sitemap_writer *w, struct site *site, struct buf *out) {
  *w = (struct sitemap_writer){site, arena_new(ROW_MEMORY), out, 0};
  return w->arena ? OK : ERR_NOMEM;
}

static enum err sitemap_write_part(
    struct site *site, const struct sitemap_kind *kind, int64_t part, struct buf *out) {
  struct sitemap_writer w;
  enum err e = sitemap_begin(&w, site, out);
  buf_puts(
      out, DECLARATION "<urlset xmlns=\"" NAMESPACE "\" xmlns:xhtml=\"" XHTML "\">\n");
  if (!e)
    e = kind->add(&w, part);
  /* Written even after an error; the caller discards the text then. */
  buf_puts(out, "</urlset>\n");
  arena_free(w.arena);
  /* An empty part is not in the index, and a file without URLs would be invalid. */
  return e ? e : w.count ? buf_status(out) : ERR_NOT_FOUND;
}

enum err sitemap_part(struct site *site, const char *path, struct buf *out) {
  for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
    size_t n = strlen(kinds[i].head);
    int64_t part =
        strncmp(path, kinds[i].head, n) == 0 ? sitemap_part_number(path + n) : 0;
    if (part)
      return sitemap_write_part(site, &kinds[i], part, out);
  }
  return ERR_NOT_FOUND;
}

static enum err sitemap_add_part(
    struct sitemap_writer *w, const char *head, int64_t part, int64_t changed) {
  const char *path = arena_printf(w->arena, "%s%lld.xml", head, (long long)part);
  return path ? sitemap_add(w, "sitemap", path, changed) : ERR_NOMEM;
}

static enum err sitemap_index_articles(struct sitemap_writer *w) {
  int64_t part = 0, changed = 0;
  bool found = false;
  enum err e = OK;
  while (!e && (e = sitemap_next(w->site->db, &found, &part, &changed)) == OK && found)
    e = sitemap_add_part(w, kinds[0].head, part, changed);
  return e;
}

enum err sitemap_revision(struct site *site, uint64_t *out) {
  int64_t state = 0;
  enum err e = sitemap_state(site->db, &state);
  *out = (uint64_t)state;
  return e;
}

/* Listings are numbered by ID like articles, and divided in the same way. */
static enum err sitemap_index_lists(struct sitemap_writer *w) {
  struct listing_subject subject;
  bool found = false;
  int64_t id = 0;
  enum err e = OK;
  while (!e && (e = listing_next(w->site->db, &found, &id, &subject)) == OK && found) {
    int64_t part = (id - 1) / SITEMAP_PART + 1;
    e = sitemap_add_part(w, kinds[1].head, part, 0);
    /* On to the next part: one lookup for each, however many lists it has. */
    id = part * SITEMAP_PART;
  }
  return e;
}

/* Reading an empty one would be a waste of a request. */
static enum err sitemap_index_news(struct sitemap_writer *w) {
  bool any = false;
  enum err e = news_sitemap_has_any(w->site, clock_now(), &any);
  return e || !any ? e : sitemap_add(w, "sitemap", NEWS_SITEMAP_PATH, 0);
}

enum err sitemap_index(struct site *site, struct buf *out) {
  struct sitemap_writer w;
  enum err e = sitemap_begin(&w, site, out);
  buf_puts(out, DECLARATION "<sitemapindex xmlns=\"" NAMESPACE "\">\n");
  if (!e)
    e = sitemap_index_articles(&w);
  if (!e)
    e = sitemap_index_lists(&w);
  if (!e)
    e = sitemap_index_news(&w);
  buf_puts(out, "</sitemapindex>\n");
  arena_free(w.arena);
  return e ? e : buf_status(out);
}
