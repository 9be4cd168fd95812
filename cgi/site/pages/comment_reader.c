#include "site/pages/comment_reader.h"

#include <string.h>

#include "base/crypt.h"
#include "site/comments/comment_location.h"
#include "site/comments/comment_shared.h"
#include "site/comments/own_link.h"
#include "site/pages/page_redirect.h"

/* The token comes from the query, and only goes on if it looks like one. */
static bool comment_reader_is_token(const char *s) {
  return s && strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                        "0123456789._~-") == strlen(s);
}

/* ERR_NOT_FOUND for a comment that the page of this article does not show. */
static enum err comment_reader_belongs(struct site *site, struct arena *a,
    const struct article *article, const struct comment *c) {
  bool shown = false;
  enum err e = comment_shared_has(site, a, article->id, c->article_id, &shown);
  return e || shown ? e : ERR_NOT_FOUND;
}

/* A bad, expired or unknown token is not an error to show: the reader gets the public
 * page instead. */
static enum err comment_reader_leave(enum err e, struct page *p) {
  return e && e != ERR_NOT_FOUND && e != ERR_SYNTAX && e != ERR_GONE
             ? e
             : page_redirect_to(p, p->path, false);
}

/* The comment may be on another page than when the link was made. */
static enum err comment_reader_follow(struct site *site, struct arena *a,
    const struct article *article, const struct comment *c, const char *query,
    const char *fragment, struct page *p) {
  const char *path = NULL;
  if (!query)
    return ERR_NOMEM;
  enum err e = comment_location_page(site, a, article, c, &path);
  if (e || strcmp(path, p->path) == 0)
    return e;
  return page_redirect_to(p, arena_join(a, path, query, fragment, NULL), false);
}

/* The link that the author of a comment held for moderation gets. Shows the comment to
 * anyone with the token, until the token expires or the comment is moderated. */
static enum err comment_reader_find_held(struct site *site, struct arena *a,
    const struct page_request *r, const struct article *article, struct page *p,
    struct comment_reader *out) {
  int64_t id = 0;
  struct comment c = {0};
  /* Before anything can fail: a page with a comment that is held must not be cached,
   * however this ends. */
  p->is_private = true;
  enum err e = crypt_token_check(
      db_secret(site->db), OWN_LINK_HELD_PURPOSE, r->held, r->now, &id);
  if (e == OK)
    e = comment_by_id(site->db, a, id, &c);
  /* A token is for one comment. At the address of another article, it shows nothing. */
  if (!e)
    e = comment_reader_belongs(site, a, article, &c);
  if (e || c.status == COMMENT_TRASH)
    return comment_reader_leave(e, p);
  if (c.status == COMMENT_APPROVE) {
    const char *location = NULL;
    e = comment_location(site, a, article, &c, &location);
    return e ? e : page_redirect_to(p, location, false);
  }
  /* Spam is shown as if it were held, so that spammers learn nothing. */
  out->held = c;
  if (own_link_is_open(site, &c, r->now))
    out->own = c;
  out->known = r->known;
  const char *known = comment_reader_is_token(r->known) ? r->known : NULL;
  return comment_reader_follow(site, a, article, &c,
      arena_join(
          a, "?held=", r->held, known ? "&known=" : "", known ? known : "", NULL),
      arena_printf(a, "#comment-%lld", (long long)c.id), p);
}

/* The link that the sender of an approved comment gets. The page offers to change the
 * comment until the time for that is over; then it is the page for everybody. */
static enum err comment_reader_find_own(struct site *site, struct arena *a,
    const struct page_request *r, const struct article *article, struct page *p,
    struct comment_reader *out) {
  int64_t id = 0;
  struct comment c = {0};
  const char *location = NULL;
  p->is_private = true;
  enum err e = own_link_check(site, r->edit, r->now, &id);
  /* An expired token still says where the comment is. */
  if (!e || e == ERR_GONE)
    e = comment_by_id(site->db, a, id, &c);
  if (!e)
    e = comment_reader_belongs(site, a, article, &c);
  if (e || c.status == COMMENT_TRASH)
    return comment_reader_leave(e, p);
  bool open = own_link_is_open(site, &c, r->now);
  if (open && c.status == COMMENT_APPROVE) {
    out->own = c;
    return comment_reader_follow(site, a, article, &c,
        arena_join(a, "?edit=", r->edit, NULL),
        arena_printf(a, "#comment-%lld", (long long)c.id), p);
  }
  /* Held meanwhile, or over. Without its sender's token, a held comment is nobody's
   * business. */
  if (c.status != COMMENT_APPROVE && !open)
    return page_redirect_to(p, p->path, false);
  e = own_link_location(site, a, article, &c, NULL, r->now, &location);
  return e ? e : page_redirect_to(p, location, false);
}

/* The page with the form for a reply to one comment. A parameter that names no public
 * comment of this article leads to the page itself. */
static enum err comment_reader_find_reply(struct site *site, struct arena *a,
    const struct page_request *r, const struct article *article, struct page *p,
    struct comment_reader *out) {
  struct comment c = {0};
  enum err e = comment_shown(site->db, a, r->reply_to, &c);
  if (!e)
    e = comment_reader_belongs(site, a, article, &c);
  if (e || c.status != COMMENT_APPROVE)
    return comment_reader_leave(e, p);
  /* The page without parameters is the one to cache and to index. */
  p->is_private = true;
  out->reply_to = c.id;
  out->quotes = r->quotes;
  return comment_reader_follow(site, a, article, &c,
      arena_printf(
          a, "?replytocom=%lld%s", (long long)c.id, r->quotes ? "&quote=1" : ""),
      "#respond", p);
}

enum err comment_reader_find(struct site *site, struct arena *a,
    const struct page_request *r, const struct article *article, struct page *p,
    struct comment_reader *out) {
  *out = (struct comment_reader){0};
  if (r->held)
    return comment_reader_find_held(site, a, r, article, p, out);
  if (r->edit)
    return comment_reader_find_own(site, a, r, article, p, out);
  return r->reply_to ? comment_reader_find_reply(site, a, r, article, p, out) : OK;
}
