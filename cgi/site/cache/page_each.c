#include "site/cache/page_each.h"

#include "base/clock.h"
#include "db/model/article.h"
#include "db/model/listing.h"
#include "db/model/term.h"
#include "site/core/feed_path.h"
#include "site/core/list_path.h"

enum { BATCH = 200, EACH_MEMORY = 4 << 20, TERM_MEMORY = 64 << 10 };

struct each {
  struct site *site;
  struct arena *arena;
  page_each_visit *visit;
  void *context;
  bool feeds; /* those too */
};

static enum err visit_feeds(struct each *w, const char *path) {
  enum err e = OK;
  for (int i = 0; !e && w->feeds && i < FEED_FORMATS; i++) {
    const char *feed = feed_path_make(w->arena, path, (enum feed_format)i);
    e = feed ? w->visit(w->context, feed) : ERR_NOMEM;
  }
  return e;
}

/* All numbers of a list of `count` articles. */
static enum err visit_list(struct each *w, const struct page *list, int64_t count) {
  int64_t per_page = w->site->settings.per_page;
  int64_t pages = (count + per_page - 1) / per_page;
  enum err e = OK;
  for (int64_t i = 1; !e && i <= pages; i++) {
    char *path = list_path_make(w->arena, list, i);
    e = path ? w->visit(w->context, path) : ERR_NOMEM;
    if (!e && i == 1 && !list->year)
      e = visit_feeds(w, path);
    if (i % BATCH == 0)
      arena_reset(w->arena);
  }
  arena_reset(w->arena);
  return e;
}

/* The list of a category, tag or author. */
static enum err visit_term(struct each *w, const struct listing_subject *subject) {
  struct listing found = {0};
  struct page list = {0};
  struct db *s = w->site->db;
  /* Paths are short-lived, the term has to outlast them. */
  struct arena *own = arena_new(TERM_MEMORY);
  if (!own)
    return ERR_NOMEM;
  enum err e = listing_find(s, subject->kind, subject->object, &found);
  if (!e)
    e = list_path_of_listing(s, own, subject, &list);
  if (!e)
    e = visit_list(w, &list, found.count);
  arena_free(own);
  return e;
}

static enum err visit_terms(struct each *w) {
  struct listing_subject subject;
  bool found = true;
  enum err e = OK;
  for (int64_t id = 0; !e && found;) {
    e = listing_next(w->site->db, &found, &id, &subject);
    if (!e && found && subject.kind != LISTING_HOME && subject.kind != LISTING_ALL)
      e = visit_term(w, &subject);
  }
  return e;
}

static enum err visit_archives(struct each *w) {
  enum err e = OK;
  for (int depth = 0; !e && depth < 3; depth++) {
    int64_t key = INT64_MAX;
    bool found = false;
    while (!(e = listing_newest_before(w->site->db, key, &found, &key)) && found) {
      struct page list = {0};
      /* From the newest day to the start of its archive, and on below that. */
      e = list_path_archive(w->site->db, key, depth, &list, &key);
      if (!e)
        e = visit_list(w, &list, list.listing.count);
      if (e)
        break;
    }
  }
  return e;
}

static enum err visit_articles(struct each *w) {
  bool found = true;
  enum err e = OK;
  for (int64_t id = 0; !e && found;) {
    char *path = NULL;
    arena_reset(w->arena);
    e = article_next_public(w->site->db, w->arena, &found, &id, &path);
    if (!e && found)
      e = w->visit(w->context, path);
    if (!e && found)
      e = visit_feeds(w, path);
  }
  return e;
}

enum err page_each(
    struct site *site, bool feeds, page_each_visit *visit, void *context) {
  struct each w = {site, arena_new(EACH_MEMORY), visit, context, feeds};
  struct page home = {.list = LIST_HOME};
  struct listing found;
  if (!w.arena)
    return ERR_NOMEM;
  enum err e = listing_find(site->db, LISTING_HOME, 0, &found);
  /* An empty blog has a home page as well. */
  if (!e)
    e = visit_list(&w, &home, found.count ? found.count : 1);
  if (!e)
    e = visit_feeds(&w, FEED_PATH_COMMENTS);
  if (!e)
    e = visit_articles(&w);
  if (!e)
    e = visit_terms(&w);
  if (!e)
    e = visit_archives(&w);
  arena_free(w.arena);
  return e;
}
