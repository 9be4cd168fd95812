#include "site/pages/page_feed.h"

#include <string.h>

#include "base/utf8.h"
#include "db/model/article_next.h"
#include "db/model/live.h"
#include "db/model/path.h"
#include "site/comments/comment_shared.h"
#include "site/core/article_link.h"
#include "site/core/feed_id.h"
#include "site/core/permalink.h"
#include "site/core/revision.h"
#include "site/pages/feed.h"
#include "site/pages/feed_entry.h"
#include "site/pages/feed_json.h"
#include "site/pages/feed_live.h"
#include "site/pages/list_walk.h"
#include "site/pages/page_redirect.h"
#include "view/messages.h"

/* ---- Finding ---- */

/* Permanent: feed readers that obey it ask at the new address from then on. */
static enum err page_feed_redirect(
    struct arena *a, const char *head, const struct feed *f, struct page *p) {
  const char *path = feed_path_make(a, head, f->format);
  return page_redirect_to(p, path ? permalink_encode(a, path) : NULL, true);
}

/* Of one article, or with 0 of all. DEP_COMMENTS has a key for both. */
static enum err page_feed_find_comments(struct site *site, struct arena *a,
    int64_t article, struct feed *f, struct page *p) {
  enum err e = revision_raise(site->db, DEP_COMMENTS, article, &p->revision);
  return e ? e
           : comment_shared_newest(site, a, article, (size_t)site->settings.feed_items,
                 &f->comments, &f->comment_count);
}

static enum err page_feed_find_article(struct site *site, struct arena *a,
    const char *head, const struct path *found, struct feed *f, struct page *p) {
  /* 410 tells feed readers not to ask again (RFC 9110 section 15.5.11). */
  if (found->kind == PATH_GONE)
    return ERR_GONE;
  enum err e = article_by_id(site->db, a, found->article_id, &f->article);
  if (e)
    return e;
  if (f->article.status != ARTICLE_PUBLISH || !f->article.permalink)
    return ERR_NOT_FOUND;
  /* The feed of an article moves together with it. */
  if (strcmp(f->article.permalink, head) != 0)
    return page_feed_redirect(a, f->article.permalink, f, p);
  f->subject = FEED_OF_ARTICLE;
  f->since = f->article.published_at;
  p->subject = f->article.id;
  e = revision_raise(site->db, DEP_ARTICLE, f->article.id, &p->revision);
  return e ? e : page_feed_find_comments(site, a, f->article.id, f, p);
}

/* While there are no comments, the newest article says when the feed changed last: Atom
 * requires a time. */
static enum err page_feed_find_all_comments(
    struct site *site, struct arena *a, struct feed *f, struct page *p) {
  struct article newest = {0};
  struct listing all;
  int one = 1;
  f->subject = FEED_OF_COMMENTS;
  enum err e = page_feed_find_comments(site, a, 0, f, p);
  if (e || f->comment_count)
    return e;
  e = listing_find(site->db, LISTING_ALL, 0, &all);
  if (!e)
    e = revision_raise(site->db, DEP_LISTING, all.id, &p->revision);
  if (!e)
    e = listing_page(site->db, &all, 0, f->ids, &one);
  if (!e && one)
    e = article_by_id(site->db, a, f->ids[0], &newest);
  if (!e)
    f->since = newest.published_at;
  return e;
}

static enum err page_feed_find_list(struct site *site, struct arena *a,
    const char *head, struct feed *f, struct page *p) {
  struct listing *l = &f->list.listing;
  enum err e = list_path_find(site, a, head, &f->list);
  /* Only the first page of a list has a feed: it shows the newest articles anyway. */
  if (!e && (f->list.number > 1 || f->list.year))
    e = ERR_NOT_FOUND;
  /* The home page has pinned articles on top, its feed has them by date. */
  if (!e && f->list.kind == LIST_HOME)
    e = listing_find(site->db, LISTING_ALL, 0, l);
  if (!e && l->id)
    e = revision_raise(site->db, DEP_LISTING, l->id, &p->revision);
  f->subject = FEED_OF_LIST;
  f->id_count = (int)site->settings.feed_items;
  if (!e)
    e = listing_page(site->db, l, 0, f->ids, &f->id_count);
  for (int i = 0; !e && i < f->id_count; i++)
    e = revision_raise(site->db, DEP_ARTICLE, f->ids[i], &p->revision);
  return e;
}

/* An article at the path before "feed/" wins over a list, as it does for pages. */
static enum err page_feed_find_subject(struct site *site, struct arena *a,
    const char *head, struct feed *f, struct page *p) {
  struct path found;
  if (strcmp(head, FEED_PATH_COMMENTS) == 0)
    return page_feed_find_all_comments(site, a, f, p);
  enum err e = path_find(site->db, head, &found);
  if (!e)
    return page_feed_find_article(site, a, head, &found, f, p);
  if (e == ERR_NOT_FOUND)
    e = feed_live_find(site, a, head, f, p);
  return e == ERR_NOT_FOUND ? page_feed_find_list(site, a, head, f, p) : e;
}

enum err page_feed_find(struct site *site, struct arena *a,
    const struct page_request *r, struct page *p, bool *claimed) {
  size_t n;
  bool canonical;
  enum feed_format format;
  /* Changes are made to a copy: if no feed is found, the next kind of page must get
   * the page as it was. */
  struct page found = *p;
  (void)r;
  if (!feed_path_cut(p->decoded, &n, &format, &canonical))
    return OK;
  struct feed *f = arena_alloc(a, sizeof *f);
  /* Ends with a slash, like every normalised path. */
  const char *head = arena_strndup(a, p->decoded, n);
  if (!f || !head || !(f->home = permalink_encode(a, head)))
    return ERR_NOMEM;
  f->format = format;
  enum err e = page_feed_find_subject(site, a, head, f, &found);
  /* Not claimed: a tag called "feed" has its list at the address of a feed. */
  if (e == ERR_NOT_FOUND)
    return OK;
  *claimed = true;
  /* The feed of an article that has moved redirects to the canonical form already. */
  if (!e && !canonical && !found.location)
    e = page_feed_redirect(a, head, f, &found);
  found.content = f;
  *p = found;
  return e;
}

/* ---- Rendering ---- */

static const char *page_feed_title(
    struct site *site, struct arena *a, const struct feed *f) {
  const struct settings *c = &site->settings;
  switch (f->subject) {
  case FEED_OF_COMMENTS:
    return message_format(
        a, c->language, MESSAGE_feed_comments, "TITLE", c->title, NULL);
  case FEED_OF_ARTICLE:
    return message_format(a, c->language, MESSAGE_feed_comments_on, "NAME",
        article_link_text(site, a, &f->article), NULL);
  case FEED_OF_LIVE:
    return feed_live_title(site, a, f);
  case FEED_OF_LIST:
    break;
  }
  return f->list.kind == LIST_HOME
             ? c->title
             : message_format(a, c->language, MESSAGE_feed_of, "TITLE", c->title,
                   "NAME", f->list.term.name, NULL);
}

/* Removes the characters that XML 1.0 section 2.2 forbids. A title or a comment may
 * have them, and one would make the whole feed unreadable. */
static void page_feed_remove_forbidden(struct buf *xml) {
  /* In place, because the text only gets shorter. */
  size_t to = 0;
  for (size_t at = 0; at < xml->len;) {
    size_t skip = utf8_not_for_xml(xml->data + at);
    if (!skip)
      xml->data[to++] = xml->data[at];
    at += skip ? skip : 1;
  }
  if (xml->len)
    xml->data[to] = '\0';
  xml->len = to;
}

static enum err page_feed_fill(
    struct site *site, struct arena *a, const struct feed *f, struct view_feed *v) {
  switch (f->subject) {
  case FEED_OF_LIST:
    return feed_entry_articles(site, a, f, v);
  case FEED_OF_LIVE:
    return feed_live_entries(site, a, f, v);
  case FEED_OF_COMMENTS:
  case FEED_OF_ARTICLE:
    break;
  }
  return feed_entry_comments(site, a, f, v);
}

enum err page_feed_render(
    struct site *site, struct arena *a, const struct page *p, struct buf *out) {
  const struct settings *c = &site->settings;
  const struct feed *f = p->content;
  bool is_comments = f->subject == FEED_OF_COMMENTS;
  struct view_feed v = {
      .title = page_feed_title(site, a, f),
      .subtitle = *c->tagline ? c->tagline : NULL,
      .lang = c->language,
      .id = feed_id_of_feed(site, a, p->path),
      .url = arena_join(a, c->base_url, p->path, NULL),
      .home_url = arena_join(a, c->base_url, is_comments ? "/" : f->home, NULL),
  };
  if (!v.title || !v.id || !v.url || !v.home_url)
    return ERR_NOMEM;
  /* The hub is told about new posts only, not about each list that has them. */
  if (*c->websub && f->subject == FEED_OF_LIST && f->list.kind == LIST_HOME)
    v.hub_url = c->websub;
  enum err e = page_feed_fill(site, a, f, &v);
  if (e)
    return e;
  if (f->format == FEED_JSON)
    return feed_json(&v, out);
  e = view_feed(site->templates,
      f->format == FEED_ATOM ? "feed_atom.xml" : "feed_rss.xml", &v, out);
  /* After rendering, because any field of any entry may contain such characters.
   * JSON does not need this: it can represent them as escapes. */
  page_feed_remove_forbidden(out);
  return e;
}

/* ---- Enumerating ---- */

struct page_feed_walk {
  struct arena *arena;
  page_visit *visit;
  void *context;
};

/* Passes the feeds of a page in all formats. */
static enum err page_feed_all_formats(
    struct arena *a, const char *head, page_visit *visit, void *context) {
  enum err e = OK;
  for (int i = 0; !e && i < FEED_FORMATS; i++) {
    const char *path = feed_path_make(a, head, (enum feed_format)i);
    e = path ? visit(context, path) : ERR_NOMEM;
  }
  return e;
}

static enum err page_feed_visit_list(void *context, const struct list *list) {
  const struct page_feed_walk *w = context;
  const char *head = list_path_make(w->arena, list, 1);
  return head ? page_feed_all_formats(w->arena, head, w->visit, w->context) : ERR_NOMEM;
}

static enum err page_feed_visit_article(struct site *site, struct arena *a, int64_t id,
    const char *path, page_visit *visit, void *context) {
  struct live live;
  bool is_live = false;
  enum err e = page_feed_all_formats(a, path, visit, context);
  if (!e)
    e = live_read(site->db, id, &is_live, &live);
  return e || !is_live ? e : feed_live_each(a, path, visit, context);
}

/* Comments of the site, then lists, then the feeds of each article. */
enum err page_feed_enumerate(
    struct site *site, struct arena *a, page_visit *visit, void *context) {
  struct page_feed_walk walk = {a, visit, context};
  bool found = true;
  enum err e = page_feed_all_formats(a, FEED_PATH_COMMENTS, visit, context);
  /* The walk resets the arena before each list, and paths are short. */
  if (!e)
    e = list_walk_terms(site->db, a, page_feed_visit_list, &walk);
  for (int64_t id = 0; !e && found;) {
    char *path = NULL;
    arena_reset(a);
    e = article_next_public(site->db, a, &found, &id, &path);
    if (!e && found)
      e = page_feed_visit_article(site, a, id, path, visit, context);
  }
  return e;
}

/* ---- Invalidation ---- */

/* An evictor's function has the type of a visitor, so that the same walk serves
 * both. */
static enum err page_feed_affected_head(
    struct arena *a, const char *head, const struct page_evictor *evictor) {
  return page_feed_all_formats(a, head, evictor->path, evictor->context);
}

/* The feeds of a listing. Those of the home page show LISTING_ALL, because the order of
 * LISTING_HOME, with pinned articles on top, is that of the home page only. */
static enum err page_feed_affected_subject(struct site *site, struct arena *a,
    const struct listing_subject *subject, const struct page_evictor *evictor) {
  struct list list;
  if (subject->kind == LISTING_HOME)
    return OK;
  if (subject->kind == LISTING_ALL)
    return page_feed_affected_head(a, "/", evictor);
  enum err e = list_path_of_listing(site->db, a, subject, &list);
  const char *path = e ? NULL : list_path_make(a, &list, 1);
  return e ? e : path ? page_feed_affected_head(a, path, evictor) : ERR_NOMEM;
}

/* Articles came or went. A feed shows the newest ones only. */
static enum err page_feed_affected_listing(struct site *site, struct arena *a,
    const struct page_change *change, const struct page_evictor *evictor) {
  const struct listing_subject *subject = &change->subject;
  struct listing l;
  int64_t rank = 0;
  if (subject->kind == LISTING_HOME)
    return OK;
  enum err e = listing_find(site->db, subject->kind, subject->object, &l);
  if (!e)
    /* If even the newest article that came or went is below those that a feed has, no
     * entry of the feed has changed. */
    e = listing_rank(site->db, &l, change->invalidated->newest, &rank);
  /* Without comments, the feed of all comments has the date of the newest article. */
  if (!e && subject->kind == LISTING_ALL && rank == 0)
    e = page_feed_affected_head(a, FEED_PATH_COMMENTS, evictor);
  return e || rank >= site->settings.feed_items
             ? e
             : page_feed_affected_subject(site, a, subject, evictor);
}

static enum err page_feed_affected_article(struct site *site, struct arena *a,
    const struct page_change *change, const struct page_evictor *evictor) {
  enum err e = OK;
  if (change->article.permalink)
    e = page_feed_affected_head(a, change->article.permalink, evictor);
  /* Feeds of articles and of updates do not show comments. */
  if (change->key == DEP_COMMENTS)
    return e;
  /* Also of one that is not live: it may have been a moment ago, before it became a
   * page. */
  if (!e && change->article.permalink)
    e = feed_live_each(a, change->article.permalink, evictor->path, evictor->context);
  for (size_t i = 0; !e && i < change->placement_count; i++) {
    int64_t rank = 0;
    e = listing_placement_rank(site->db, &change->placements[i], &rank);
    /* Articles further down are in no feed. */
    if (!e && rank < site->settings.feed_items)
      e = page_feed_affected_subject(site, a, &change->placements[i].subject, evictor);
  }
  return e;
}

/* Whatever was there may have been live. */
static enum err page_feed_affected_path(
    struct arena *a, const char *path, const struct page_evictor *evictor) {
  enum err e = page_feed_affected_head(a, path, evictor);
  return e ? e : feed_live_each(a, path, evictor->path, evictor->context);
}

enum err page_feed_affected(struct site *site, struct arena *a,
    const struct page_change *change, const struct page_evictor *evictor) {
  switch (change->key) {
  case DEP_COMMENTS:
    /* 0 is the key of the comments of all articles (comment_invalidate). */
    if (!change->invalidated->id)
      return page_feed_affected_head(a, FEED_PATH_COMMENTS, evictor);
    return page_feed_affected_article(site, a, change, evictor);
  case DEP_ARTICLE:
    return page_feed_affected_article(site, a, change, evictor);
  case DEP_LISTING:
    return page_feed_affected_listing(site, a, change, evictor);
  case DEP_PATH:
    return page_feed_affected_path(a, change->invalidated->path, evictor);
  case DEP_NEIGHBOURS:
  case DEP_DATE: /* dates have no feeds */
  case DEP_MENU:
  case DEP_SITE:
    break;
  }
  return OK;
}
