#include "site/pages/page_list.h"

#include "base/clock.h"
#include "base/number_text.h"
#include "db/model/article.h"
#include "db/model/article_body.h"
#include "site/core/feed_path.h"
#include "site/core/permalink.h"
#include "site/core/picture_markup.h"
#include "site/core/revision.h"
#include "site/pages/article_card.h"
#include "site/pages/breadcrumbs.h"
#include "site/pages/feed_links.h"
#include "site/pages/layout.h"
#include "site/pages/list_walk.h"
#include "site/pages/pager.h"
#include "view/messages.h"
#include "view/view_list.h"

static int64_t page_list_pages(const struct site *site, int64_t articles) {
  return (articles + site->settings.per_page - 1) / site->settings.per_page;
}

/* ---- Finding ---- */

static enum err page_list_revision(
    struct db *s, const struct page_list *l, uint64_t *revision) {
  const struct list *list = &l->list;
  enum err e = OK;
  /* Lists of dates are parts of LISTING_ALL, whose key would change them with every
   * article. */
  if (list->year)
    e = revision_raise(
        s, DEP_DATE, list_path_date_key(list->year, list->month, list->day), revision);
  else if (list->listing.id)
    e = revision_raise(s, DEP_LISTING, list->listing.id, revision);
  for (int i = 0; !e && i < l->id_count; i++) {
    e = revision_raise(s, DEP_ARTICLE, l->ids[i], revision);
    /* Cards show the number of comments. */
    if (!e)
      e = revision_raise(s, DEP_COMMENTS, l->ids[i], revision);
  }
  return e;
}

enum err page_list_find(struct site *site, struct arena *a,
    const struct page_request *r, struct page *p, bool *claimed) {
  struct page_list *l = arena_alloc(a, sizeof *l);
  (void)r;
  if (!l)
    return ERR_NOMEM;
  enum err e = list_path_find(site, a, p->decoded, &l->list);
  /* Not an error: the path is left to the other kinds of pages and to the error
   * page. */
  if (e == ERR_NOT_FOUND)
    return OK;
  *claimed = true;
  /* On the way in, the number wanted; listing_page makes it the number found. */
  l->id_count = (int)site->settings.per_page;
  if (!e)
    e = listing_page(site->db, &l->list.listing,
        (l->list.number - 1) * site->settings.per_page, l->ids, &l->id_count);
  p->content = l;
  return e ? e : page_list_revision(site->db, l, &p->revision);
}

/* ---- Rendering ---- */

/* NULL for home, whose heading is the title of the site; *e becomes ERR_NOMEM if there
 * should be a heading. */
static const char *page_list_heading(
    const struct site *site, struct arena *a, const struct list *list, enum err *e) {
  const char *lang = site->settings.language, *heading = NULL;
  /* At noon, the conversion to a time zone cannot move the date to the day before or
   * after. */
  struct civil day = {
      .year = list->year, .month = list->month, .day = list->day, .hour = 12};
  int64_t noon = 0;
  switch (list->kind) {
  case LIST_HOME:
    return NULL;
  case LIST_CATEGORY:
    heading =
        message_format(a, lang, MESSAGE_list_category, "NAME", list->term.name, NULL);
    break;
  case LIST_TAG:
    heading = message_format(a, lang, MESSAGE_list_tag, "NAME", list->term.name, NULL);
    break;
  case LIST_AUTHOR:
    heading =
        message_format(a, lang, MESSAGE_list_author, "NAME", list->term.name, NULL);
    break;
  case LIST_YEAR:
    heading = arena_printf(a, "%d", list->year);
    break;
  case LIST_MONTH:
    heading = message_month(a, lang, list->year, list->month);
    break;
  case LIST_DAY:
    heading = clock_from_civil(&day, &noon) ? NULL : message_day(a, lang, noon);
    break;
  }
  if (!heading)
    *e = ERR_NOMEM;
  return heading;
}

/* How wide cards are in the default theme, for the browser's choice of a copy. */
#define PAGE_LIST_SIZES "(min-width: 40rem) 22rem, 100vw"

/* One that is near the beginning stands for the article. Ten articles of the largest
 * size would not fit into the arena. */
static enum err page_list_picture(
    struct site *site, struct arena *a, int64_t id, const char **out) {
  char *html = NULL;
  enum err e = article_body_beginning(site->db, a, id, &html);
  return e ? e : picture_markup_first(site, a, html, PAGE_LIST_SIZES, out);
}

static enum err page_list_cards(struct site *site, struct arena *a,
    const struct page_list *l, struct view_list_page *v) {
  size_t n = (size_t)l->id_count;
  struct view_card *articles = arena_array(a, n + 1, sizeof *articles);
  enum err e = articles ? OK : ERR_NOMEM;
  for (size_t i = 0; !e && i < n; i++) {
    struct article r;
    e = article_by_id(site->db, a, l->ids[i], &r);
    if (!e)
      e = article_card_fill(site, a, &r, &articles[i]);
    if (!e)
      e = page_list_picture(site, a, r.id, &articles[i].picture_html);
    /* Only the home page has pinned articles on top. */
    if (!e)
      articles[i].sticky = r.sticky && l->list.kind == LIST_HOME;
  }
  v->articles = articles;
  v->article_count = n;
  return e;
}

static const char *page_list_url(const void *context, struct arena *a, int64_t number) {
  const struct list *list = context;
  char *path = list_path_make(a, list, number);
  return path ? permalink_encode(a, path) : NULL;
}

/* Lists of terms have feeds of their own; home has those of the site, and dates have
 * none. */
static enum err page_list_feeds(struct site *site, struct arena *a,
    const struct list *list, struct view_list_page *v) {
  if (list->year || list->kind == LIST_HOME)
    return OK;
  const char *head = page_list_url(list, a, 1);
  if (!head || !(v->layout.feed_url = feed_path_make(a, head, FEED_RSS)))
    return ERR_NOMEM;
  return feed_links_fill(site, a, head, v->heading, &v->layout);
}

static enum err page_list_pager(const struct site *site, struct arena *a,
    const struct list *list, struct view_list_page *v) {
  const char *lang = site->settings.language;
  /* Lists begin with the newest, so the page before has newer articles. */
  const struct pager pager = {
      .number = list->number,
      .pages = page_list_pages(site, list->listing.count),
      .before = message_get(lang, MESSAGE_newer),
      .after = message_get(lang, MESSAGE_older),
      .url = page_list_url,
      .context = list,
  };
  enum err e = pager_fill(a, &pager, &v->pager);
  v->layout.prev_url = v->pager.before.url;
  v->layout.next_url = v->pager.after.url;
  return e;
}

/* Titles tell the numbered pages of a list apart. */
static enum err page_list_title(const struct site *site, struct arena *a,
    const struct list *list, struct view_list_page *v) {
  char number[NUMBER_TEXT];
  /* NULL on the home page, whose title is the name of the site. */
  v->layout.title = v->heading;
  if (list->number == 1)
    return OK;
  const char *page = message_format(a, site->settings.language, MESSAGE_page_number,
      "NUMBER", number_text(list->number, 1, number), NULL);
  v->layout.title =
      v->heading && page ? arena_printf(a, "%s – %s", v->heading, page) : page;
  /* Further pages of the home page need a heading: the first one has the site's
   * name. */
  if (!v->heading)
    v->heading = page;
  return v->layout.title ? OK : ERR_NOMEM;
}

enum err page_list_render(
    struct site *site, struct arena *a, const struct page *p, struct buf *out) {
  const struct page_list *l = p->content;
  const struct list *list = &l->list;
  const char *lang = site->settings.language;
  struct view_list_page v = {0};
  enum err e = layout_fill(site, a, p->path, &v.layout);
  if (!e)
    e = page_list_cards(site, a, l, &v);
  if (!e)
    e = page_list_pager(site, a, list, &v);
  if (!e)
    e = breadcrumbs_of_list(site, a, list, &v.breadcrumbs);
  if (!e)
    v.heading = page_list_heading(site, a, list, &e);
  if (!e)
    e = page_list_feeds(site, a, list, &v);
  if (e)
    return e;
  /* Only lists with a heading show how many articles there are.
   * page_list_counts_differ relies on this: the home page does not show the count. */
  if (v.heading)
    v.note = message_count(a, lang, MESSAGE_articles, list->listing.count);
  v.layout.home = list->kind == LIST_HOME && list->number == 1;
  v.layout.description = v.layout.home ? site->settings.tagline : NULL;
  v.layout.canonical = arena_printf(a, "%s%s", site->settings.base_url, p->path);
  if (!v.article_count)
    v.empty = message_get(lang, MESSAGE_list_empty);
  e = v.layout.canonical ? page_list_title(site, a, list, &v) : ERR_NOMEM;
  return e ? e : view_list_page(site->templates, &v, out);
}

/* ---- Enumerating ---- */

/* Two arenas: that of the walk has the term, this one a path at a time. */
struct page_list_walk {
  struct site *site;
  struct arena *arena; /* for paths */
  page_visit *visit;
  void *context;
};

static enum err page_list_visit(void *context, const struct list *list) {
  struct page_list_walk *w = context;
  int64_t pages = page_list_pages(w->site, list->listing.count);
  enum err e = OK;
  /* An empty list has a first page only if it is home, and no other empty list is
   * visited. */
  for (int64_t i = 1; !e && i <= (pages ? pages : 1); i++) {
    arena_reset(w->arena);
    char *path = list_path_make(w->arena, list, i);
    e = path ? w->visit(w->context, path) : ERR_NOMEM;
  }
  return e;
}

enum err page_list_enumerate(
    struct site *site, struct arena *a, page_visit *visit, void *context) {
  enum { TERM_MEMORY = 64 << 10 };
  struct page_list_walk walk = {site, a, visit, context};
  /* The term of a list outlives its many paths. */
  struct arena *terms = arena_new(TERM_MEMORY);
  enum err e =
      terms ? list_walk_terms(site->db, terms, page_list_visit, &walk) : ERR_NOMEM;
  if (!e)
    e = list_walk_dates(site->db, page_list_visit, &walk);
  arena_free(terms);
  return e;
}

/* ---- Invalidation ---- */

/* Whether all pages of a list differ: they show how many pages there are and, except on
 * the home page, how many articles. */
static bool page_list_counts_differ(
    const struct site *site, const struct list *list, int64_t delta) {
  int64_t count = list->listing.count;
  return list->kind == LIST_HOME
             ? page_list_pages(site, count) != page_list_pages(site, count - delta)
             : delta != 0;
}

/* Pages newer than the newest article that came or went show what they did before. If
 * as many came as went, so do those older than the oldest one; otherwise, every older
 * article moves by a place. */
static enum err page_list_affected_pages(struct site *site, struct arena *a,
    const struct list *list, const struct txn_invalidated *inv,
    const struct page_evictor *evictor) {
  const struct listing *l = &list->listing;
  int64_t per_page = site->settings.per_page, newest = 0, oldest = 0;
  char *path = list_path_make(a, list, 1);
  char *below = path ? arena_printf(a, "%spage/", path) : NULL;
  enum err e = below ? listing_rank(site->db, l, inv->newest, &newest) : ERR_NOMEM;
  if (!e)
    e = listing_rank(site->db, l, inv->oldest, &oldest);
  if (e)
    return e;
  bool all = page_list_counts_differ(site, list, inv->delta);
  int64_t first = all ? 1 : newest / per_page + 1;
  /* If the number of articles changed, every article older than the newest change
   * has moved to another place. */
  int64_t last = inv->delta ? INT64_MAX : oldest / per_page + 1;
  /* The first page has no number in its path, so the evictor of numbers does not
   * cover it. */
  if (first == 1)
    e = evictor->path(evictor->context, path);
  return e ? e : evictor->numbers(evictor->context, below, first, last);
}

/* Whether a page of the list may be stored. Usually none is that an article's comments
 * could change, because those before have: then nothing has to be counted. */
static enum err page_list_is_stored(struct arena *a, const struct list *list,
    const struct page_evictor *evictor, bool *out) {
  char *path = list_path_make(a, list, 1);
  if (!path)
    return ERR_NOMEM;
  *out = evictor->has_list(evictor->context, path);
  return OK;
}

/* The page of a list that shows the article of rank `rank` in it. Ranks count from 0
 * and pages from 1. */
static enum err page_list_affected_rank(struct site *site, struct arena *a,
    const struct list *list, int64_t rank, const struct page_evictor *evictor) {
  char *path = list_path_make(a, list, rank / site->settings.per_page + 1);
  return path ? evictor->path(evictor->context, path) : ERR_NOMEM;
}

/* The pages of the year, month and day that show an article. */
static enum err page_list_affected_dates(struct site *site, struct arena *a,
    const struct listing_placement *placement, const struct page_evictor *evictor) {
  enum err e = OK;
  for (int depth = 0; !e && depth < 3; depth++) {
    struct list list;
    int64_t from, rank = 0;
    bool stored = false;
    e = list_path_of_time(placement->key, depth, &list);
    if (!e)
      e = page_list_is_stored(a, &list, evictor, &stored);
    if (e || !stored)
      continue;
    e = list_path_archive(site->db, placement->key, depth, &list, &from);
    if (!e)
      e = listing_placement_rank(site->db, placement, &rank);
    if (!e)
      /* The rank is that in the list of all posts. The archive begins after the
       * articles that are newer than its period. */
      e = page_list_affected_rank(site, a, &list, rank - list.listing.before, evictor);
  }
  return e;
}

static enum err page_list_affected_placement(struct site *site, struct arena *a,
    const struct listing_placement *placement, const struct page_evictor *evictor) {
  struct list list;
  int64_t rank = 0;
  bool stored = false;
  if (placement->subject.kind == LISTING_ALL)
    return page_list_affected_dates(site, a, placement, evictor);
  enum err e = list_path_of_subject(site->db, a, &placement->subject, &list);
  if (!e)
    e = page_list_is_stored(a, &list, evictor, &stored);
  if (e || !stored)
    return e;
  e = listing_placement_rank(site->db, placement, &rank);
  return e ? e : page_list_affected_rank(site, a, &list, rank, evictor);
}

/* In each list, the one page that shows the article. */
static enum err page_list_affected_article(struct site *site, struct arena *a,
    const struct page_change *change, const struct page_evictor *evictor) {
  enum err e = OK;
  for (size_t i = 0; !e && i < change->placement_count; i++)
    e = page_list_affected_placement(site, a, &change->placements[i], evictor);
  return e;
}

static enum err page_list_affected_listing(struct site *site, struct arena *a,
    const struct page_change *change, const struct page_evictor *evictor) {
  struct list list;
  /* No list shows LISTING_ALL as a whole; its parts have DEP_DATE. */
  if (change->subject.kind == LISTING_ALL)
    return OK;
  enum err e = list_path_of_listing(site->db, a, &change->subject, &list);
  return e ? e : page_list_affected_pages(site, a, &list, change->invalidated, evictor);
}

/* The time of the newest article that came or went lies within the period, and so finds
 * its list. */
static enum err page_list_affected_date(struct site *site, struct arena *a,
    const struct page_change *change, const struct page_evictor *evictor) {
  const struct txn_invalidated *inv = change->invalidated;
  struct list list;
  int64_t from;
  enum err e = list_path_archive(
      site->db, inv->newest, list_path_date_depth(inv->id), &list, &from);
  return e ? e : page_list_affected_pages(site, a, &list, inv, evictor);
}

enum err page_list_affected(struct site *site, struct arena *a,
    const struct page_change *change, const struct page_evictor *evictor) {
  switch (change->key) {
  case DEP_ARTICLE:
  case DEP_COMMENTS:
    return page_list_affected_article(site, a, change, evictor);
  case DEP_LISTING:
    return page_list_affected_listing(site, a, change, evictor);
  case DEP_DATE:
    return page_list_affected_date(site, a, change, evictor);
  /* A path only says where an article is; lists have addresses of their own. */
  case DEP_PATH:
  case DEP_NEIGHBOURS:
  case DEP_MENU:
  case DEP_SITE:
    break;
  }
  return OK;
}
