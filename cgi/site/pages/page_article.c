#include "site/pages/page_article.h"

#include <string.h>

#include "base/clock.h"
#include "base/crypt.h"
#include "db/model/article_next.h"
#include "db/model/path.h"
#include "db/model/related.h"
#include "site/comments/comment_submit.h"
#include "site/core/article_link.h"
#include "site/core/closing.h"
#include "site/core/permalink.h"
#include "site/core/revision.h"
#include "site/pages/archives.h"
#include "site/pages/article_body.h"
#include "site/pages/article_card.h"
#include "site/pages/article_comments.h"
#include "site/pages/breadcrumbs.h"
#include "site/pages/feed_links.h"
#include "site/pages/layout.h"
#include "site/pages/metadata.h"
#include "site/pages/page_redirect.h"
#include "view/messages.h"

/* ---- Finding ---- */

/* The link that the author of a comment held for moderation gets. Shows the comment to
 * anyone with the token, until the token expires or the comment is moderated. */
static enum err page_article_find_held(struct site *site, struct arena *a,
    const struct page_request *r, struct page_article *v, struct page *p) {
  int64_t id = 0;
  struct comment c;
  /* Before anything can fail: a page with a comment that is held must not be cached,
   * however this ends. */
  p->is_private = true;
  enum err e = crypt_token_check(
      db_secret(site->db), COMMENT_SUBMIT_HELD_PURPOSE, r->held, r->now, &id);
  if (e == OK)
    e = comment_by_id(site->db, a, id, &c);
  /* A bad, expired or unknown token is not an error to show: the reader gets the
   * public page instead. */
  if (e && e != ERR_NOT_FOUND && e != ERR_SYNTAX && e != ERR_GONE)
    return e;
  /* A token is for one comment. At the address of another article, it shows nothing. */
  if (e || c.article_id != v->article.id)
    return page_redirect_to(p, p->path, false);
  if (c.status == COMMENT_APPROVE)
    return page_redirect_to(
        p, arena_printf(a, "%s#comment-%lld", p->path, (long long)c.id), false);
  if (c.status == COMMENT_TRASH)
    return page_redirect_to(p, p->path, false);
  /* Spam is shown as if it were held, so that spammers learn nothing. */
  v->held = c;
  v->known = r->known;
  return OK;
}

/* The page with the form for a reply to one comment. A parameter that names no public
 * comment of this article leads to the page itself. */
static enum err page_article_find_reply(struct site *site, struct arena *a,
    const struct page_request *r, struct page_article *v, struct page *p) {
  struct comment c;
  enum err e = comment_by_id(site->db, a, r->reply_to, &c);
  if (e && e != ERR_NOT_FOUND)
    return e;
  if (e || c.article_id != v->article.id || c.status != COMMENT_APPROVE)
    return page_redirect_to(p, p->path, false);
  /* The page without parameters is the one to cache and to index. */
  p->is_private = true;
  v->reply_to = c.id;
  return OK;
}

static enum err page_article_find_at(struct site *site, struct arena *a,
    const struct page_request *r, const struct path *found, struct page *p) {
  if (found->kind == PATH_GONE)
    return ERR_GONE;
  if (found->kind == PATH_MOVED)
    return page_redirect_to_article(site, a, found->article_id, p);
  struct page_article *v = arena_alloc(a, sizeof *v);
  if (!v)
    return ERR_NOMEM;
  enum err e = article_by_id(site->db, a, found->article_id, &v->article);
  if (e)
    return e;
  /* The path table says 'article' for public articles only; this is for a database that
   * another program has changed. */
  if (v->article.status != ARTICLE_PUBLISH)
    return ERR_NOT_FOUND;
  p->content = v;
  p->subject = v->article.id;
  /* Everything the page shows must raise the revision, or else the ETag of a changed
   * page would be that of the old one. */
  e = revision_raise(site->db, DEP_ARTICLE, p->subject, &p->revision);
  if (!e)
    e = revision_raise(site->db, DEP_NEIGHBOURS, p->subject, &p->revision);
  if (!e)
    e = revision_raise(site->db, DEP_COMMENTS, p->subject, &p->revision);
  if (!e && r->held)
    e = page_article_find_held(site, a, r, v, p);
  else if (!e && r->reply_to)
    e = page_article_find_reply(site, a, r, v, p);
  return e;
}

enum err page_article_find(struct site *site, struct arena *a,
    const struct page_request *r, struct page *p, bool *claimed) {
  struct path found;
  enum err e = path_find(site->db, p->decoded, &found);
  if (e == ERR_NOT_FOUND || (!e && archives_reclaim(p->decoded, found.kind)))
    return OK;
  *claimed = true;
  return e ? e : page_article_find_at(site, a, r, &found, p);
}

/* ---- Rendering ---- */

/* An empty form, or one for a reply. */
static enum err page_article_empty_form(struct site *site, struct arena *a,
    const struct page_article *p, struct view_form *f) {
  struct comment parent;
  f->article_id = p->article.id;
  f->parent_id = p->reply_to;
  f->known = p->known;
  /* The page for all readers stays in the cache: when it was made says nothing about
   * when a reader got it. */
  if (p->held.id || p->reply_to)
    f->made = comment_submit_form_made(site, a, clock_now());
  if (!p->reply_to)
    return OK;
  enum err e = comment_by_id(site->db, a, p->reply_to, &parent);
  if (!e)
    f->reply_to = parent.author;
  return e;
}

/* A program that writes to the database past txn_write may leave references to articles
 * that no longer exist. The page is complete without them. */
static enum err page_article_skip_missing(enum err e) {
  return e == ERR_NOT_FOUND ? OK : e;
}

static enum err page_article_neighbour(struct site *site, struct arena *a,
    const struct article *r, bool newer, struct view_link *out) {
  int64_t id = 0;
  bool found = false;
  enum err e =
      r->position ? article_next_to(site->db, r->position, newer, &found, &id) : OK;
  return e || !found ? e : page_article_skip_missing(article_link(site, a, id, out));
}

static enum err page_article_related(struct site *site, struct arena *a,
    const struct article *r, struct view_links *out) {
  struct related_list list;
  struct view_link *links = arena_array(a, RELATED_SHOWN, sizeof *links);
  enum err e = links ? related_read(site->db, r->id, &list) : ERR_NOMEM;
  size_t n = 0;
  for (size_t i = 0; !e && i < list.count; i++) {
    e = article_link(site, a, list.ids[i], &links[n]);
    /* A failed link is not counted, so the next one overwrites it. */
    n += !e;
    e = page_article_skip_missing(e);
  }
  if (!e)
    *out = (struct view_links){links, n};
  return e;
}

/* Everything that depends on the article alone. */
static enum err page_article_fill(struct site *site, struct arena *a,
    const struct article *r, struct view_article_page *v) {
  enum err e = article_card_fill(site, a, r, &v->article);
  if (!e)
    e = article_body_fill(site, a, r->id, v);
  if (!e && v->is_page)
    e = breadcrumbs_of_page(site, a, r->parent_id, &v->breadcrumbs);
  if (!e && !v->is_page)
    e = breadcrumbs_of_post(site, a, r->id, &v->filed);
  if (!e)
    e = page_article_neighbour(site, a, r, false, &v->older);
  if (!e)
    e = page_article_neighbour(site, a, r, true, &v->newer);
  if (!e)
    e = page_article_related(site, a, r, &v->related);
  /* Only lists show that an article is pinned. */
  v->article.sticky = false;
  return e;
}

/* The title of a page whose form has errors begins with that fact, as screen readers
 * read it first. */
static enum err page_article_layout(struct site *site, struct arena *a,
    const struct page *p, const struct article *r, bool has_errors,
    struct view_article_page *v) {
  const char *lang = site->settings.language;
  struct view_layout *l = &v->layout;
  const char *title = article_link_text(site, a, r);
  enum err e = layout_fill(site, a, p->path, l);
  if (!e)
    e = feed_links_fill(site, a, p->path,
        message_format(a, lang, MESSAGE_feed_comments_on, "NAME", title, NULL), l);
  if (e)
    return e;
  l->title = has_errors && title
                 ? message_format(a, lang, MESSAGE_error_title, "TITLE", title, NULL)
                 : title;
  l->description = *r->excerpt ? r->excerpt : NULL;
  l->noindex = p->is_private;
  /* A private page has no canonical address, because search engines must not merge
   * it with the public one. */
  if (!p->is_private)
    l->canonical = arena_join(a, site->settings.base_url, p->path, NULL);
  return l->title && (p->is_private || l->canonical) ? OK : ERR_NOMEM;
}

/* `given` is the form as the reader filled it in; NULL for an empty one. */
static enum err page_article_render_with(struct site *site, struct arena *a,
    const struct page *p, const struct view_form *given, struct buf *out) {
  const struct page_article *content = p->content;
  const struct article *r = &content->article;
  const struct comment *held = content->held.id ? &content->held : NULL;
  struct view_article_page v = {.is_page = r->type == ARTICLE_PAGE};
  struct view_form form = given ? *given : (struct view_form){0};
  enum err e = page_article_layout(site, a, p, r, given != NULL, &v);
  if (!e)
    e = page_article_fill(site, a, r, &v);
  if (!e)
    e = article_comments_fill(site, a, p->path, r, held, &v);
  if (!e && !given)
    e = page_article_empty_form(site, a, content, &form);
  if (e)
    return e;
  /* In the order of a book: the older article is the one before. */
  v.layout.prev_url = v.older.url;
  v.layout.next_url = v.newer.url;
  /* If the form comes back with errors, the browser scrolls to it. After a success, the
   * fragment of Location replaces this one (RFC 9110 section 10.2.2). */
  form.action = "/comment/#respond";
  form.script_url = assets_url(site->assets, "remember.js");
  form.cancel_url = arena_join(a, p->path, "#respond", NULL);
  if (!form.cancel_url)
    return ERR_NOMEM;
  /* When the time comes, the scheduler invalidates the page (closing_due). */
  if (closing_is_open(site, r, clock_now()))
    v.form = &form;
  else if (r->type == ARTICLE_POST || r->comment_count)
    v.closed = message_get(site->settings.language, MESSAGE_comments_closed);
  /* Private pages have no metadata, as nobody else may link to them. */
  if (v.layout.canonical)
    e = metadata_fill(site, a, &v);
  return e ? e : view_article_page(site->templates, &v, out);
}

enum err page_article_render(
    struct site *site, struct arena *a, const struct page *p, struct buf *out) {
  return page_article_render_with(site, a, p, NULL, out);
}

enum err page_article_render_form(struct site *site, struct arena *a,
    const struct article *article, const struct view_form *form, struct buf *out) {
  struct page_article content = {.article = *article};
  /* Not found by page_find: the article has been read by comment_submit already. */
  struct page p = {.is_private = true, .content = &content};
  p.path = permalink_encode(a, article->permalink);
  return p.path ? page_article_render_with(site, a, &p, form, out) : ERR_NOMEM;
}

/* ---- Enumerating and invalidation ---- */

/* One row per step (NEXT_PUBLIC in db/model/article.c). */
enum err page_article_enumerate(
    struct site *site, struct arena *a, page_visit *visit, void *context) {
  bool found = true;
  enum err e = OK;
  for (int64_t id = 0; !e && found;) {
    char *path = NULL;
    arena_reset(a);
    e = article_next_public(site->db, a, &found, &id, &path);
    if (!e && found)
      e = visit(context, path);
  }
  return e;
}

enum err page_article_affected(struct site *site, struct arena *a,
    const struct page_change *change, const struct page_evictor *evictor) {
  (void)site, (void)a;
  switch (change->key) {
  case DEP_ARTICLE:
  case DEP_NEIGHBOURS:
  case DEP_COMMENTS:
    return change->article.permalink
               ? evictor->path(evictor->context, change->article.permalink)
               : OK;
  /* Something else is at the path now. The page that was there may be of any kind. */
  case DEP_PATH:
    return evictor->path(evictor->context, change->invalidated->path);
  case DEP_LISTING:
  case DEP_DATE:
  case DEP_MENU:
  case DEP_SITE:
    break;
  }
  return OK;
}
