#include "site/pages/page_comments.h"

#include <string.h>

#include "db/model/article_next.h"
#include "db/model/path.h"
#include "site/comments/comment_change.h"
#include "site/comments/comment_location.h"
#include "site/comments/comment_paging.h"
#include "site/comments/comment_path.h"
#include "site/comments/comment_shared.h"
#include "site/core/article_link.h"
#include "site/core/permalink.h"
#include "site/core/revision.h"
#include "site/pages/article_comments.h"
#include "site/pages/article_form.h"
#include "site/pages/feed_links.h"
#include "site/pages/layout.h"
#include "site/pages/page_redirect.h"
#include "view/messages.h"

/* ---- Finding ---- */

/* An article that has moved takes the pages of its comments with it. */
static enum err page_comments_find_moved(struct site *site, struct arena *a,
    int64_t article, int64_t number, struct page *p) {
  enum err e = page_redirect_to_article(site, a, article, p);
  return e ? e : page_redirect_to(p, comment_path_page(a, p->location, number), true);
}

/* Sees other readers off to where the comments are: the page that the article shows has
 * no address of its own, and a page that does not exist may have existed, here or in
 * WordPress, when more comments were on a page. The redirect keeps the fragment of an
 * old link. It is temporary, because there may be such a page later. */
static enum err page_comments_find_number(struct site *site, struct arena *a,
    const struct article *article, int64_t *number, struct page *p) {
  int64_t n = 0;
  enum err e = comment_shared_count(site, a, article->id, &n);
  if (e)
    return e;
  int64_t pages = comment_paging_pages(&site->settings, n);
  int64_t home = comment_paging_home(&site->settings, n);
  if (*number == COMMENT_PATH_LAST)
    return page_redirect_to(
        p, comment_location_number(site, a, article, n, pages), false);
  return *number > pages || *number == home
             ? page_redirect_to(
                   p, comment_location_number(site, a, article, n, home), false)
             : OK;
}

static enum err page_comments_find_at(struct site *site, struct arena *a,
    const struct page_request *r, int64_t article, int64_t number, struct page *p) {
  struct page_comments *v = arena_alloc(a, sizeof *v);
  if (!v)
    return ERR_NOMEM;
  v->number = number;
  enum err e = article_by_id(site->db, a, article, &v->article);
  if (e)
    return e;
  if (v->article.status != ARTICLE_PUBLISH)
    return ERR_NOT_FOUND;
  p->content = v;
  p->subject = article;
  e = revision_raise(site->db, DEP_ARTICLE, article, &p->revision);
  if (!e)
    e = revision_raise(site->db, DEP_COMMENTS, article, &p->revision);
  if (!e)
    e = comment_reader_find(site, a, r, &v->article, p, &v->reader);
  /* With the held comment, there may be a page that others do not have. */
  return e || p->location || p->is_private
             ? e
             : page_comments_find_number(site, a, &v->article, &v->number, p);
}

enum err page_comments_find(struct site *site, struct arena *a,
    const struct page_request *r, struct page *p, bool *claimed) {
  struct path found;
  size_t n = 0;
  int64_t number = 0;
  if (!comment_path_cut_page(p->decoded, &n, &number))
    return OK;
  const char *head = arena_strndup(a, p->decoded, n);
  enum err e = head ? path_find(site->db, head, &found) : ERR_NOMEM;
  if (e == ERR_NOT_FOUND)
    return OK;
  *claimed = true;
  if (e)
    return e;
  if (found.kind == PATH_GONE)
    return ERR_GONE;
  return found.kind == PATH_MOVED
             ? page_comments_find_moved(site, a, found.article_id, number, p)
             : page_comments_find_at(site, a, r, found.article_id, number, p);
}

/* ---- Rendering ---- */

/* The page has comments that are nowhere else, and so a canonical address of its own.
 * Search engines would leave out what they take for a copy of the article. */
static enum err page_comments_layout(struct site *site, struct arena *a,
    const struct page *p, struct view_comments_page *v) {
  const char *lang = site->settings.language;
  struct view_layout *l = &v->layout;
  enum err e = layout_fill(site, a, p->path, l);
  if (!e)
    e = feed_links_fill(site, a, v->article_url,
        message_format(a, lang, MESSAGE_feed_comments_on, "NAME", v->title, NULL), l);
  if (e)
    return e;
  l->title = arena_printf(a, "%s – %s", v->title, v->comments.heading);
  l->prev_url = v->comments.pager.before.url;
  l->next_url = v->comments.pager.after.url;
  l->noindex = p->is_private;
  if (!p->is_private)
    l->canonical = arena_join(a, site->settings.base_url, p->path, NULL);
  return l->title && (p->is_private || l->canonical) ? OK : ERR_NOMEM;
}

/* Everything about the article that does not depend on its comments. */
static enum err page_comments_fill(struct site *site, struct arena *a,
    const struct article *r, struct view_comments_page *v) {
  const char *interface = site->settings.language;
  const char *written_in = *r->lang ? r->lang : interface;
  v->title = article_link_text(site, a, r);
  v->article_url = permalink_encode(a, r->permalink);
  if (strcmp(written_in, message_language(interface)) != 0) {
    v->lang = written_in;
    v->dir = message_direction(written_in);
  }
  return v->title && v->article_url ? OK : ERR_NOMEM;
}

enum err page_comments_render(
    struct site *site, struct arena *a, const struct page *p, struct buf *out) {
  const struct page_comments *content = p->content;
  const struct article *r = &content->article;
  const struct comment_reader *reader = &content->reader;
  struct article_comments shown = {.article = r,
      .path = p->path,
      .number = content->number,
      .held = reader->held.id ? &reader->held : NULL,
      .own = reader->own.id ? &reader->own : NULL};
  struct view_comments_page v = {0};
  enum err e = page_comments_fill(site, a, r, &v);
  if (!e)
    e = article_comments_find(site, a, &shown);
  if (!e)
    e = article_form_fill(site, a, r, p->path, reader, NULL, &v.comments);
  if (!e)
    e = article_comments_fill(site, a, &shown, &v.comments);
  if (!e)
    e = page_comments_layout(site, a, p, &v);
  return e ? e : view_comments_page(site->templates, &v, out);
}

enum err page_comments_render_form(struct site *site, struct arena *a,
    const struct article *article, const struct view_form *form, struct buf *out) {
  const struct comment_reader reader = {0};
  struct view_comments_page v = {0};
  enum err e = page_comments_fill(site, a, article, &v);
  if (!e)
    e = article_form_fill(site, a, article, v.article_url, &reader, form, &v.comments);
  if (!e)
    e = layout_fill(site, a, v.article_url, &v.layout);
  if (e)
    return e;
  v.layout.noindex = true;
  /* As in page_article.c: screen readers read it first. */
  v.layout.title = message_format(a, site->settings.language,
      form->preview ? MESSAGE_preview_title : MESSAGE_error_title, "TITLE", v.title,
      NULL);
  return v.layout.title ? view_comments_page(site->templates, &v, out) : ERR_NOMEM;
}

/* ---- Enumerating ---- */

static enum err page_comments_visit(struct site *site, struct arena *a, int64_t article,
    const char *permalink, page_visit *visit, void *context) {
  int64_t n = 0;
  enum err e = comment_shared_count(site, a, article, &n);
  if (e)
    return e;
  int64_t pages = comment_paging_pages(&site->settings, n);
  int64_t home = comment_paging_home(&site->settings, n);
  for (int64_t i = 1; !e && i <= pages; i++) {
    if (i == home)
      continue;
    char *path = comment_path_page(a, permalink, i);
    e = path ? visit(context, path) : ERR_NOMEM;
  }
  return e;
}

enum err page_comments_enumerate(
    struct site *site, struct arena *a, page_visit *visit, void *context) {
  bool found = true;
  enum err e = OK;
  for (int64_t id = 0; !e && found;) {
    char *path = NULL;
    arena_reset(a);
    e = article_next_public(site->db, a, &found, &id, &path);
    if (!e && found)
      e = page_comments_visit(site, a, id, path, visit, context);
  }
  return e;
}

/* ---- Invalidation ---- */

static enum err page_comments_evict(struct arena *a, const char *article, int64_t first,
    int64_t last, const struct page_evictor *evictor) {
  const char *below = comment_path_pages(a, article);
  return below ? evictor->numbers(evictor->context, below, first, last) : ERR_NOMEM;
}

/* How many pages there are would have to be counted; the number in the row of the
 * article is not enough, because a program that writes comments without it must not
 * cause a stale page. No page with a larger number than the last is stored, so it is
 * enough to evict the last one that is, whichever it is.
 */
static enum err page_comments_evict_last(
    struct arena *a, const char *article, const struct page_evictor *evictor) {
  const char *below = comment_path_pages(a, article);
  return below ? evictor->last(evictor->context, below) : ERR_NOMEM;
}

static enum err page_comments_affected_comments(struct site *site, struct arena *a,
    const struct page_change *change, const struct page_evictor *evictor) {
  const struct txn_invalidated *inv = change->invalidated;
  const struct comment_change c = {inv->oldest, inv->newest, inv->delta};
  /* Comments were added to those that are public, or removed from them. Otherwise,
   * anything may have changed: a text, or whether replies are possible. */
  bool is_known = inv->oldest && inv->delta, is_append = false;
  int64_t first = 1, last = INT64_MAX;
  enum err e =
      is_known ? comment_change_is_append(site, a, change->article.id, &c, &is_append)
               : OK;
  if (!e && is_append)
    return page_comments_evict_last(a, change->article.permalink, evictor);
  if (!e && is_known)
    e = comment_change_pages(site, change->article.id, &c, &first, &last);
  return e || first > last
             ? e
             : page_comments_evict(a, change->article.permalink, first, last, evictor);
}

enum err page_comments_affected(struct site *site, struct arena *a,
    const struct page_change *change, const struct page_evictor *evictor) {
  switch (change->key) {
  case DEP_COMMENTS:
    return change->article.permalink
               ? page_comments_affected_comments(site, a, change, evictor)
               : OK;
  case DEP_ARTICLE:
    return change->article.permalink ? page_comments_evict(a, change->article.permalink,
                                           1, INT64_MAX, evictor)
                                     : OK;
  case DEP_PATH:
    return page_comments_evict(a, change->invalidated->path, 1, INT64_MAX, evictor);
  /* Only the article's own page shows its neighbours. */
  case DEP_NEIGHBOURS:
  case DEP_LISTING:
  case DEP_DATE:
  case DEP_MENU:
  case DEP_SITE:
    break;
  }
  return OK;
}
