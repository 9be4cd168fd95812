#include "site/pages/layout.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "db/txn.h"
#include "site/core/feed_path.h"
#include "site/core/list_path.h"
#include "site/core/permalink.h"
#include "site/pages/feed.h"
#include "view/messages.h"

enum { WORTH_TELLING = 3 }; /* minutes to read */

static const char *count_comments(struct site *site, struct arena *a, int64_t n) {
  return message_count(a, site->settings.language, MESSAGE_comments_zero,
      MESSAGE_comments_one, MESSAGE_comments_many, n);
}

/* What stands on every page, kept until it changes. */
struct layout_cache {
  struct arena *arena;
  int64_t revision;
  struct view_links menu, categories;
};

enum { CACHE_MEMORY = 4 << 20 };

void layout_forget(struct site *site) {
  if (site->frame)
    arena_free(site->frame->arena);
  free(site->frame);
  site->frame = NULL;
}

static enum err read_menu(struct site *site, struct arena *a, struct view_links *out) {
  struct article *pages = NULL;
  size_t n = 0;
  enum err e = article_menu(site->db, a, &pages, &n);
  if (e)
    return e;
  struct view_link *links = arena_array(a, n + 1, sizeof *links);
  if (!links)
    return ERR_NOMEM;
  for (size_t i = 0; i < n; i++) {
    links[i].url = pages[i].permalink ? permalink_encode(a, pages[i].permalink) : "/";
    links[i].text = pages[i].title;
    if (!links[i].url)
      return ERR_NOMEM;
  }
  *out = (struct view_links){links, n};
  return OK;
}

enum err layout_link_terms(struct arena *a, const char *prefix,
    const struct term *terms, size_t n, struct view_links *out) {
  struct view_link *links = arena_array(a, n + 1, sizeof *links);
  if (!links)
    return ERR_NOMEM;
  for (size_t i = 0; i < n; i++) {
    char *path = arena_join(a, "/", prefix, "/", terms[i].slug, "/", NULL);
    links[i].url = path ? permalink_encode(a, path) : NULL;
    links[i].text = terms[i].name;
    if (!links[i].url)
      return ERR_NOMEM;
  }
  *out = (struct view_links){links, n};
  return OK;
}

/* The revision of what every page shows, which the gate raises with each change. */
static enum err read_revision(struct db *s, int64_t *out) {
  int64_t menu = 0, site = 0;
  enum err e = txn_revision(s, DEP_MENU, 0, &menu);
  if (!e)
    e = txn_revision(s, DEP_SITE, 0, &site);
  *out = menu > site ? menu : site;
  return e;
}

static enum err fill_cache(struct site *site, int64_t revision) {
  struct term *terms = NULL;
  size_t n = 0;
  layout_forget(site);
  struct layout_cache *c = calloc(1, sizeof *c);
  if (!c)
    return ERR_NOMEM;
  site->frame = c;
  c->arena = arena_new(CACHE_MEMORY);
  enum err e = c->arena ? read_menu(site, c->arena, &c->menu) : ERR_NOMEM;
  if (!e)
    e = term_top_categories(site->db, c->arena, &terms, &n);
  if (!e)
    e = layout_link_terms(c->arena, "category", terms, n, &c->categories);
  c->revision = revision;
  if (e)
    layout_forget(site);
  return e;
}

/* The menu of a page, which is marked in it. */
static enum err mark_menu(struct arena *a, const struct view_links *menu,
    const char *path, struct view_links *out) {
  struct view_link *links = arena_array(a, menu->count + 1, sizeof *links);
  if (!links)
    return ERR_NOMEM;
  for (size_t i = 0; i < menu->count; i++) {
    links[i] = menu->items[i];
    links[i].current = path && strcmp(links[i].url, path) == 0;
  }
  *out = (struct view_links){links, menu->count};
  return OK;
}

enum err layout_fill(
    struct site *site, struct arena *a, const char *path, struct view_layout *out) {
  const struct settings *c = &site->settings;
  struct view_layout f = {
      .lang = message_language(c->language),
      .dir = message_direction(message_language(c->language)),
      .site_lang = message_has(c->language) ? NULL : c->language,
      .site_title = c->title,
      .tagline = c->tagline,
      .style_url = assets_url(site->assets, "style.css"),
      .icon_url = assets_url(site->assets, "icon.svg"),
  };
  int64_t revision = 0;
  enum err e = read_revision(site->db, &revision);
  if (!e && (!site->frame || site->frame->revision != revision))
    e = fill_cache(site, revision);
  if (!e)
    e = mark_menu(a, &site->frame->menu, path, &f.menu);
  if (e)
    return e;
  f.categories = site->frame->categories;
  e = feed_links(site, a, NULL, NULL, &f);
  if (!e && !(f.feed_url = feed_path_make(a, "/", FEED_RSS)))
    e = ERR_NOMEM;
  if (!e)
    *out = f;
  return e;
}

static enum err fill_terms(struct site *site, struct arena *a, const struct article *r,
    struct view_article *v) {
  struct term *terms = NULL;
  size_t n = 0;
  enum err e = term_of_article(site->db, a, TERM_CATEGORY, r->id, &terms, &n);
  if (!e)
    e = layout_link_terms(a, "category", terms, n, &v->categories);
  if (!e)
    e = term_of_article(site->db, a, TERM_TAG, r->id, &terms, &n);
  return e ? e : layout_link_terms(a, "tag", terms, n, &v->tags);
}

static enum err fill_time(
    struct arena *a, const char *lang, int64_t t, struct view_time *out) {
  char iso[CLOCK_ISO];
  clock_iso(t, iso);
  out->iso = arena_strdup(a, iso);
  out->text = message_day(a, lang, t);
  return out->iso && out->text ? OK : ERR_NOMEM;
}

enum err layout_fill_article(struct site *site, struct arena *a,
    const struct article *r, struct view_article *out) {
  const char *lang = site->settings.language;
  struct view_article v = {
      .url = permalink_encode(a, r->permalink),
      .title = r->title,
      .excerpt = r->excerpt,
      .author = r->author,
      .sticky = r->sticky,
  };
  const char *written_in = *r->lang ? r->lang : lang;
  if (strcmp(written_in, message_language(lang)) != 0) {
    v.lang = written_in;
    v.dir = message_direction(written_in);
  }
  char *author = arena_join(a, "/author/", r->author_slug, "/", NULL);
  v.author_url = author ? permalink_encode(a, author) : NULL;
  if (r->reading_minutes >= WORTH_TELLING)
    v.reading_time = message_count(a, lang, MESSAGE_reading_many, MESSAGE_reading_one,
        MESSAGE_reading_many, r->reading_minutes);
  if (r->comment_count)
    v.comments = count_comments(site, a, r->comment_count);
  struct civil day;
  if (clock_civil(r->published_at, &day) == OK)
    v.archive_url = arena_printf(a, "/%04d/%02d/", day.year, day.month);
  if (!v.url || !v.author_url)
    return ERR_NOMEM;
  enum err e = fill_time(a, lang, r->published_at, &v.published);
  if (!e && r->updated_at > r->published_at + CLOCK_DAY)
    e = fill_time(a, lang, r->updated_at, &v.updated);
  if (!e)
    e = fill_terms(site, a, r, &v);
  if (!e)
    *out = v;
  return e;
}

/* The heading of a list that is not the home page. */
static const char *list_heading(
    struct site *site, struct arena *a, const struct page *p) {
  const char *lang = site->settings.language;
  struct civil day = {.year = p->year, .month = p->month, .day = p->day, .hour = 12};
  int64_t noon = 0;
  char year[16];
  switch (p->list) {
  case LIST_HOME:
    break;
  case LIST_CATEGORY:
    return message_format(a, lang, MESSAGE_list_category, "NAME", p->term.name, NULL);
  case LIST_TAG:
    return message_format(a, lang, MESSAGE_list_tag, "NAME", p->term.name, NULL);
  case LIST_AUTHOR:
    return message_format(a, lang, MESSAGE_list_author, "NAME", p->term.name, NULL);
  case LIST_YEAR:
    snprintf(year, sizeof year, "%d", p->year);
    return arena_strdup(a, year);
  case LIST_MONTH:
    return message_month(a, lang, p->year, p->month);
  case LIST_DAY:
    return clock_from_civil(&day, &noon) ? NULL : message_day(a, lang, noon);
  }
  return NULL;
}

/* The year of a month, and the month of a day. */
static enum err fill_breadcrumbs(
    struct site *site, struct arena *a, const struct page *p, struct view_links *out) {
  struct view_link *links = arena_array(a, 2, sizeof *links);
  size_t n = 0;
  if (!links)
    return ERR_NOMEM;
  if (p->list == LIST_MONTH || p->list == LIST_DAY)
    links[n++] = (struct view_link){
        arena_printf(a, "/%04d/", p->year), arena_printf(a, "%d", p->year), false};
  if (p->list == LIST_DAY)
    links[n++] = (struct view_link){arena_printf(a, "/%04d/%02d/", p->year, p->month),
        message_month(a, site->settings.language, p->year, p->month), false};
  for (size_t i = 0; i < n; i++)
    if (!links[i].url || !links[i].text)
      return ERR_NOMEM;
  *out = (struct view_links){links, n};
  return OK;
}

/* The numbers around this page, first and last always, gaps between. */
static enum err fill_numbers(
    struct arena *a, const struct page *p, int64_t pages, struct view_links *out) {
  struct view_link *links = arena_array(a, 16, sizeof *links);
  size_t n = 0;
  int64_t last = 0;
  if (!links)
    return ERR_NOMEM;
  for (int64_t i = 1; i <= pages && n < 14; i++) {
    if (i == 2 && p->number - 2 > 2)
      i = p->number - 2;
    if (i > p->number + 2 && i < pages)
      i = pages;
    if (last && i != last + 1)
      links[n++] = (struct view_link){NULL, "…", false};
    char *path = list_path_make(a, p, i);
    links[n].url = path ? permalink_encode(a, path) : NULL;
    links[n].text = arena_printf(a, "%lld", (long long)i);
    links[n].current = i == p->number;
    if (!links[n].url || !links[n].text)
      return ERR_NOMEM;
    n++;
    last = i;
  }
  *out = (struct view_links){links, n};
  return OK;
}

static enum err fill_list(struct site *site, struct arena *a, const struct page *p,
    struct view_list_page *v) {
  size_t n = (size_t)p->id_count;
  struct view_article *articles = arena_array(a, n + 1, sizeof *articles);
  enum err e = articles ? OK : ERR_NOMEM;
  for (size_t i = 0; !e && i < n; i++) {
    struct article r;
    e = article_by_id(site->db, a, p->ids[i], &r);
    if (!e)
      e = layout_fill_article(site, a, &r, &articles[i]);
    if (!e)
      articles[i].sticky = r.sticky && p->list == LIST_HOME;
  }
  v->articles = articles;
  v->article_count = n;
  return e;
}

static enum err page_url(
    struct arena *a, const struct page *p, int64_t number, const char **out) {
  char *path = list_path_make(a, p, number);
  *out = path ? permalink_encode(a, path) : NULL;
  return *out ? OK : ERR_NOMEM;
}

/* Lists but for archives have feeds. */
static enum err fill_feeds(struct site *site, struct arena *a, const struct page *p,
    struct view_list_page *v) {
  const char *head = NULL;
  if (p->year || p->list == LIST_HOME)
    return OK;
  enum err e = page_url(a, p, 1, &head);
  if (!e && !(v->frame.feed_url = feed_path_make(a, head, FEED_RSS)))
    e = ERR_NOMEM;
  return e ? e : feed_links(site, a, head, v->heading, &v->frame);
}

enum err layout_render_list(
    struct site *site, struct arena *a, const struct page *p, struct buf *out) {
  struct view_list_page v = {.page = p->number};
  const char *lang = site->settings.language;
  char number[24];
  v.pages = (p->listing.count + site->settings.per_page - 1) / site->settings.per_page;
  enum err e = layout_fill(site, a, p->path, &v.frame);
  if (!e)
    e = fill_list(site, a, p, &v);
  if (!e && p->number > 1)
    e = page_url(a, p, p->number - 1, &v.newer_url);
  if (!e && p->number < v.pages)
    e = page_url(a, p, p->number + 1, &v.older_url);
  if (!e)
    e = fill_breadcrumbs(site, a, p, &v.breadcrumbs);
  if (!e && v.pages > 1)
    e = fill_numbers(a, p, v.pages, &v.numbers);
  if (e)
    return e;
  v.heading = list_heading(site, a, p);
  e = fill_feeds(site, a, p, &v);
  if (e)
    return e;
  if (v.heading)
    v.note = message_count(a, lang, MESSAGE_articles_many, MESSAGE_articles_one,
        MESSAGE_articles_many, p->listing.count);
  v.frame.home = p->list == LIST_HOME && p->number == 1;
  v.frame.title = v.heading;
  if (p->number > 1) {
    snprintf(number, sizeof number, "%lld", (long long)p->number);
    const char *page =
        message_format(a, lang, MESSAGE_page_number, "NUMBER", number, NULL);
    v.frame.title =
        v.heading && page ? arena_printf(a, "%s – %s", v.heading, page) : page;
    if (!v.heading)
      v.heading = page;
  }
  v.frame.description = v.frame.home ? site->settings.tagline : NULL;
  v.frame.prev_url = v.newer_url;
  v.frame.next_url = v.older_url;
  v.frame.canonical = arena_printf(a, "%s%s", site->settings.base_url, p->path);
  if (!v.article_count)
    v.empty = message_get(lang, MESSAGE_list_empty);
  return v.frame.canonical ? view_list_page(site->templates, &v, out) : ERR_NOMEM;
}
