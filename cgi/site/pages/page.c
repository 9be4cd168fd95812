#include "site/pages/page.h"

#include <string.h>

#include "base/crypt.h"
#include "db/model/path.h"
#include "db/txn.h"
#include "site/comments/comment_submit.h"
#include "site/core/list_path.h"
#include "site/core/permalink.h"
#include "site/core/revision.h"
#include "site/pages/feed.h"
#include "site/pages/layout.h"
#include "site/pages/search_page.h"

static enum err redirect(struct page *p, const char *location, bool permanent) {
  if (!location)
    return ERR_NOMEM;
  p->kind = PAGE_REDIRECT;
  p->location = location;
  p->permanent = permanent;
  return OK;
}

/* To the address of an article. ERR_GONE where that answers so, ERR_NOT_FOUND where it
 * was never public or is not there: nobody learns which. */
static enum err redirect_to_article(
    struct site *site, struct arena *a, int64_t id, struct page *p) {
  struct article r;
  enum err e = article_by_id(site->db, a, id, &r);
  if (e)
    return e;
  if (r.status != ARTICLE_PUBLISH)
    return r.permalink ? ERR_GONE : ERR_NOT_FOUND;
  return redirect(p, permalink_encode(a, r.permalink), true);
}

/* The link of a comment that waits: shows it to whoever has the token, until the token
 * runs out or the comment is decided. */
static enum err find_held(
    struct site *site, struct arena *a, const struct page_request *r, struct page *p) {
  int64_t id = 0;
  struct comment c;
  p->is_private = true;
  enum err e = crypt_token_check(
      db_secret(site->db), COMMENT_SUBMIT_HELD_PURPOSE, r->held, r->now, &id);
  if (e == OK)
    e = comment_by_id(site->db, a, id, &c);
  if (e && e != ERR_NOT_FOUND && e != ERR_SYNTAX && e != ERR_GONE)
    return e;
  if (e || c.article_id != p->article.id)
    return redirect(p, p->path, false);
  if (c.status == COMMENT_APPROVE)
    return redirect(
        p, arena_printf(a, "%s#comment-%lld", p->path, (long long)c.id), false);
  if (c.status == COMMENT_TRASH)
    return redirect(p, p->path, false);
  /* A comment taken for spam looks as if it waited: its sender learns nothing. */
  p->held = c;
  return OK;
}

static enum err find_reply(
    struct site *site, struct arena *a, const struct page_request *r, struct page *p) {
  struct comment c;
  enum err e = comment_by_id(site->db, a, r->reply_to, &c);
  if (e && e != ERR_NOT_FOUND)
    return e;
  if (e || c.article_id != p->article.id || c.status != COMMENT_APPROVE)
    return redirect(p, p->path, false);
  p->is_private = true;
  p->reply_to = c.id;
  return OK;
}

static enum err find_article(struct site *site, struct arena *a,
    const struct page_request *r, const struct path *found, struct page *p) {
  if (found->kind == PATH_GONE)
    return ERR_GONE;
  if (found->kind == PATH_MOVED)
    return redirect_to_article(site, a, found->article_id, p);
  enum err e = article_by_id(site->db, a, found->article_id, &p->article);
  if (e)
    return e;
  if (p->article.status != ARTICLE_PUBLISH)
    return ERR_NOT_FOUND;
  p->kind = PAGE_ARTICLE;
  e = revision_raise(site->db, DEP_ARTICLE, p->article.id, &p->revision);
  if (!e)
    e = revision_raise(site->db, DEP_NEIGHBOURS, p->article.id, &p->revision);
  if (!e)
    e = revision_raise(site->db, DEP_COMMENTS, p->article.id, &p->revision);
  if (!e && r->held)
    e = find_held(site, a, r, p);
  else if (!e && r->reply_to)
    e = find_reply(site, a, r, p);
  return e;
}

static enum err find_list(
    struct site *site, struct arena *a, const char *path, struct page *p) {
  p->kind = PAGE_LIST;
  p->id_count = (int)site->settings.per_page;
  enum err e = list_path_find(site, a, path, p);
  if (!e && p->year)
    e = revision_raise(site->db, DEP_DATE,
        list_path_date_key(p->year, p->month, p->day), &p->revision);
  else if (!e && p->listing.id)
    e = revision_raise(site->db, DEP_LISTING, p->listing.id, &p->revision);
  if (!e)
    e = listing_page(site->db, &p->listing, (p->number - 1) * site->settings.per_page,
        p->ids, &p->id_count);
  for (int i = 0; !e && i < p->id_count; i++) {
    e = revision_raise(site->db, DEP_ARTICLE, p->ids[i], &p->revision);
    if (!e)
      e = revision_raise(site->db, DEP_COMMENTS, p->ids[i], &p->revision);
  }
  return e;
}

enum err page_find(struct site *site, struct arena *a, const struct page_request *r,
    struct page *out) {
  struct page p = {0};
  struct path found;
  char *path = permalink_normalise(a, r->path);
  if (!path)
    return ERR_NOMEM;
  p.decoded = path;
  p.path = permalink_encode(a, path);
  if (!p.path)
    return ERR_NOMEM;
  enum err e;
  if (r->id && strcmp(path, "/") == 0)
    e = redirect_to_article(site, a, r->id, &p);
  else if (r->search && search_page_number(path, &p.number))
    e = search_page_find(site, a, r, &p);
  else if ((e = path_find(site->db, path, &found)) == OK)
    e = find_article(site, a, r, &found, &p);
  else if (e == ERR_NOT_FOUND && (e = feed_find(site, a, path, &p)) == ERR_NOT_FOUND)
    e = find_list(site, a, path, &p);
  if (!e && p.kind != PAGE_REDIRECT && strcmp(r->raw_path, p.path) != 0)
    e = redirect(&p, p.path, true);
  if (!e)
    e = revision_raise(site->db, DEP_MENU, 0, &p.revision);
  if (!e)
    e = revision_raise(site->db, DEP_SITE, 0, &p.revision);
  if (!e)
    *out = p;
  return e;
}

const char *page_type(const struct page *p) {
  return p->kind == PAGE_FEED ? feed_type(p->format) : NULL;
}

enum err page_render(
    struct site *site, struct arena *a, const struct page *p, struct buf *out) {
  switch (p->kind) {
  case PAGE_ARTICLE:
    return layout_render_article(site, a, p, NULL, out);
  case PAGE_LIST:
    return layout_render_list(site, a, p, out);
  case PAGE_SEARCH:
    return search_page_render(site, a, p, out);
  case PAGE_FEED:
    return feed_render(site, a, p, out);
  case PAGE_REDIRECT:
    break;
  }
  return ERR_INTERNAL;
}

enum err page_render_form(struct site *site, struct arena *a,
    const struct article *article, const struct view_form *form, struct buf *out) {
  struct page p = {.kind = PAGE_ARTICLE, .is_private = true, .article = *article};
  p.path = permalink_encode(a, article->permalink);
  return p.path ? layout_render_article(site, a, &p, form, out) : ERR_NOMEM;
}
