#include "site/pages/page_archives.h"

#include <ctype.h>
#include <string.h>

#include "base/clock.h"
#include "db/model/article.h"
#include "db/model/path.h"
#include "site/core/article_link.h"
#include "site/core/permalink.h"
#include "site/core/revision.h"
#include "site/pages/archives.h"
#include "site/pages/layout.h"
#include "site/pages/page_redirect.h"
#include "view/messages.h"
#include "view/view_archives.h"

/* ---- Finding ---- */

/* The year in an address: 0 for "/archives/", -1 if it is no address of archives. */
static int page_archives_year(const char *path) {
  size_t n = strlen(ARCHIVES_PATH);
  int year = 0;
  if (strncmp(path, ARCHIVES_PATH, n) != 0)
    return -1;
  const char *digits = path + n;
  if (!*digits)
    return 0;
  /* Four digits exactly: "/archives/02025/" would be a second address of the same
   * page. */
  for (int i = 0; i < 4; i++) {
    if (!isdigit((unsigned char)digits[i]))
      return -1;
    year = year * 10 + (digits[i] - '0');
  }
  return year && strcmp(digits + 4, "/") == 0 ? year : -1;
}

/* Reads the articles of the months that are listed. */
static enum err page_archives_read(
    struct db *s, struct arena *a, struct page_archives *p, uint64_t *revision) {
  const struct list *year = &p->years[p->shown];
  p->ids = arena_array(a, ARCHIVES_MOST, sizeof *p->ids);
  enum err e =
      p->ids ? archives_months(s, a, year, &p->months, &p->month_count) : ERR_NOMEM;
  for (; !e && p->listed < p->month_count; p->listed++) {
    struct listing *month = &p->months[p->listed].listing;
    int count = (int)(ARCHIVES_MOST - p->id_count);
    /* A month is shown in full or not at all. Older ones are not tried even if they
     * would fit, so that the listed months have no gap. */
    if (month->count > count)
      break;
    e = listing_page(s, month, 0, p->ids + p->id_count, &count);
    if (e)
      break;
    p->id_count += (size_t)count;
    /* As many as were read, even if the count in the table is wrong: the entries of the
     * months are found in `ids` by adding up these numbers. */
    month->count = count;
  }
  for (size_t i = 0; !e && i < p->id_count; i++)
    e = revision_raise(s, DEP_ARTICLE, p->ids[i], revision);
  return e;
}

enum err page_archives_find(struct site *site, struct arena *a,
    const struct page_request *r, struct page *p, bool *claimed) {
  int year = page_archives_year(p->decoded);
  struct listing all;
  (void)r;
  if (year < 0)
    return OK;
  *claimed = true;
  /* Zeroed: year 0 shows the newest, which is the first of the list. */
  struct page_archives *v = arena_alloc(a, sizeof *v);
  enum err e = v ? archives_years(site->db, a, &v->years, &v->year_count) : ERR_NOMEM;
  /* Every page has the counts of all years, so every article that comes or goes
   * changes it. */
  if (!e)
    e = listing_find(site->db, LISTING_ALL, 0, &all);
  /* A blog that never had a post has no such listing. */
  if (!e && all.id)
    e = revision_raise(site->db, DEP_LISTING, all.id, &p->revision);
  if (e)
    return e;
  /* A linear search: a blog has few years. */
  while (year && v->shown < v->year_count && v->years[v->shown].year != year)
    v->shown++;
  if (year && v->shown == v->year_count)
    return ERR_NOT_FOUND;
  /* One address per page. The redirect is temporary: next year the page is here. */
  if (year && v->shown == 0)
    return page_redirect_to(p, ARCHIVES_PATH, false);
  p->content = v;
  return v->year_count ? page_archives_read(site->db, a, v, &p->revision) : OK;
}

/* ---- Rendering ---- */

static const char *page_archives_count(
    const struct site *site, struct arena *a, int64_t count) {
  return message_count(a, site->settings.language, MESSAGE_articles, count);
}

static enum err page_archives_fill_years(const struct site *site, struct arena *a,
    const struct page_archives *p, struct view_archives_page *v) {
  struct view_archives_year *years = arena_array(a, p->year_count + 1, sizeof *years);
  if (!years)
    return ERR_NOMEM;
  for (size_t i = 0; i < p->year_count; i++) {
    const struct list *list = &p->years[i];
    years[i] = (struct view_archives_year){
        .name = arena_printf(a, "%d", list->year),
        .url = archives_path(a, list->year, i == 0),
        .count = page_archives_count(site, a, list->listing.count),
        .current = i == p->shown,
    };
    if (!years[i].name || !years[i].url || !years[i].count)
      return ERR_NOMEM;
  }
  v->years = years;
  v->year_count = p->year_count;
  return OK;
}

/* `scratch` holds the row of an article, of which only a few fields are shown: 500 rows
 * with their excerpts would stay in memory otherwise. The title is copied, because it
 * may be in that row. */
static enum err page_archives_fill_entry(struct site *site, struct arena *a,
    struct arena *scratch, int64_t id, struct view_archives_entry *out) {
  char iso[CLOCK_ISO];
  struct article r;
  arena_reset(scratch);
  enum err e = article_by_id(site->db, scratch, id, &r);
  if (e)
    return e;
  clock_iso(r.published_at, iso);
  const char *title = article_link_text(site, a, &r);
  *out = (struct view_archives_entry){
      .published = {arena_strdup(a, iso),
          message_day(a, site->settings.language, r.published_at)},
      .url = permalink_encode(a, r.permalink),
      .title = title ? arena_strdup(a, title) : NULL,
  };
  return out->published.iso && out->published.text && out->url && out->title
             ? OK
             : ERR_NOMEM;
}

static enum err page_archives_fill_month(struct site *site, struct arena *a,
    struct arena *scratch, const struct list *list, const int64_t *ids, size_t count,
    struct view_archives_month *out) {
  struct view_archives_entry *entries = arena_array(a, count + 1, sizeof *entries);
  struct view_archives_month month = {
      .name = message_month(a, site->settings.language, list->year, list->month),
      .url = list_path_make(a, list, 1),
      .count = page_archives_count(site, a, list->listing.count),
      .entries = entries,
      .entry_count = count,
  };
  enum err e = month.name && month.url && month.count && entries ? OK : ERR_NOMEM;
  for (size_t i = 0; !e && i < count; i++)
    e = page_archives_fill_entry(site, a, scratch, ids[i], &entries[i]);
  if (!e)
    *out = month;
  return e;
}

static enum err page_archives_fill_months(struct site *site, struct arena *a,
    const struct page_archives *p, struct view_archives_page *v) {
  enum { ROW_MEMORY = 1 << 20 };
  struct view_archives_month *months =
      arena_array(a, p->month_count + 1, sizeof *months);
  struct arena *scratch = arena_new(ROW_MEMORY);
  size_t used = 0;
  enum err e = months && scratch ? OK : ERR_NOMEM;
  for (size_t i = 0; !e && i < p->month_count; i++) {
    size_t count = i < p->listed ? (size_t)p->months[i].listing.count : 0;
    e = page_archives_fill_month(
        site, a, scratch, &p->months[i], p->ids + used, count, &months[i]);
    used += count;
  }
  arena_free(scratch);
  v->months = months;
  v->month_count = p->month_count;
  return e;
}

static enum err page_archives_fill(struct site *site, struct arena *a,
    const struct page_archives *p, struct view_archives_page *v) {
  const struct view_archives_year *year;
  enum err e = page_archives_fill_years(site, a, p, v);
  if (e)
    return e;
  if (!p->year_count) {
    v->empty = message_get(site->settings.language, MESSAGE_list_empty);
    return OK;
  }
  year = &v->years[p->shown];
  v->year = year->name;
  v->year_note = year->count;
  v->year_url = list_path_make(a, &p->years[p->shown], 1);
  return v->year_url ? page_archives_fill_months(site, a, p, v) : ERR_NOMEM;
}

enum err page_archives_render(
    struct site *site, struct arena *a, const struct page *p, struct buf *out) {
  const struct page_archives *content = p->content;
  const char *lang = site->settings.language;
  struct view_archives_page v = {.heading = message_get(lang, MESSAGE_archives)};
  enum err e = layout_fill(site, a, p->path, &v.layout);
  if (!e)
    e = page_archives_fill(site, a, content, &v);
  if (e)
    return e;
  v.layout.canonical = arena_join(a, site->settings.base_url, p->path, NULL);
  /* The newest year is at the address of the archives, and has their name. */
  v.layout.title = content->shown ? message_format(a, lang, MESSAGE_archives_of, "NAME",
                                        v.year, NULL)
                                  : v.heading;
  v.heading = v.layout.title;
  if (!v.layout.canonical || !v.layout.title)
    return ERR_NOMEM;
  /* Years are newest first: the one before in the list is the newer one, as on numbered
   * pages. */
  if (content->shown)
    v.layout.prev_url = v.years[content->shown - 1].url;
  if (content->shown + 1 < content->year_count)
    v.layout.next_url = v.years[content->shown + 1].url;
  return view_archives_page(site->templates, &v, out);
}

/* ---- Enumerating and invalidation ---- */

/* Visits a path unless an author has put something else there. */
static enum err page_archives_visit(
    struct db *s, const char *path, page_visit *visit, void *context) {
  struct path other;
  enum err e = path ? path_find(s, path, &other) : ERR_NOMEM;
  bool is_ours = e == ERR_NOT_FOUND || (!e && archives_reclaim(path, other.kind));
  return is_ours ? visit(context, path) : e;
}

/* `a` is reset once, and then holds the years while they are visited. Visitors must not
 * reset it. */
enum err page_archives_enumerate(
    struct site *site, struct arena *a, page_visit *visit, void *context) {
  struct list *years = NULL;
  size_t count = 0;
  enum err e = page_archives_visit(site->db, ARCHIVES_PATH, visit, context);
  arena_reset(a);
  if (!e)
    e = archives_years(site->db, a, &years, &count);
  /* The newest year is skipped: its page is at ARCHIVES_PATH, visited above. */
  for (size_t i = 1; !e && i < count; i++)
    e = page_archives_visit(
        site->db, archives_path(a, years[i].year, false), visit, context);
  return e;
}

static enum err page_archives_affected_article(struct site *site, struct arena *a,
    const struct page_change *change, const struct page_evictor *evictor) {
  enum err e = OK;
  for (size_t i = 0; !e && i < change->placement_count; i++) {
    struct list year;
    int64_t from, newest = 0;
    bool found = false;
    /* Each public post is in LISTING_ALL exactly once, so this is done once. */
    if (change->placements[i].subject.kind != LISTING_ALL)
      continue;
    e = list_path_archive(site->db, change->placements[i].key, 0, &year, &from);
    if (!e)
      e = listing_newest_before(site->db, INT64_MAX, &found, &newest);
    /* Articles of the newest year are shown at "/archives/" itself. */
    const char *path =
        e ? NULL : archives_path(a, year.year, newest < year.listing.until);
    if (!e)
      e = path ? evictor->path(evictor->context, path) : ERR_NOMEM;
  }
  return e;
}

enum err page_archives_affected(struct site *site, struct arena *a,
    const struct page_change *change, const struct page_evictor *evictor) {
  enum err e;
  switch (change->key) {
  case DEP_ARTICLE:
    return page_archives_affected_article(site, a, change, evictor);
  case DEP_LISTING:
    if (change->subject.kind != LISTING_ALL)
      return OK;
    e = evictor->path(evictor->context, ARCHIVES_PATH);
    /* Among them years whose last article has just gone. */
    return e ? e : evictor->numbers(evictor->context, ARCHIVES_PATH, 1, INT64_MAX);
  case DEP_COMMENTS: /* archives do not show comments */
  case DEP_NEIGHBOURS:
  case DEP_DATE: /* an article that changes a date changes LISTING_ALL as well */
  case DEP_PATH:
  case DEP_MENU:
  case DEP_SITE:
    break;
  }
  return OK;
}
